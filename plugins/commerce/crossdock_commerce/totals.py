"""The guard `totals-agree`: an order whose parts do not come to its total is not sent on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct

from crossdock.functions import FunctionError
from crossdock.guards import Guard, GuardCode, GuardExample, GuardRecord, Hold, Pass
from crossdock_commerce.amounts import EXACT, read, write
from crossdock_commerce.currencies import currency_code, decimals_of_currency

_WHOLE = r"^(source|output)(\.[^.\s]+)+$"
_WITHIN = r"^[^.\s]+(\.[^.\s]+)*$"
UNREADABLE = "amount-unreadable"

Path = Annotated[str, Meta(pattern=_WHOLE)]


class TotalsOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the amounts stand. A path begins with `source` or `output`, and goes through all items of a list."""

    total: Annotated[
        Path, Meta(title="Total", description="The path of the order's total.", examples=["source.total_price"])
    ]
    currency: Annotated[
        Path, Meta(title="Currency", description="The path of the ISO 4217 code.", examples=["source.currency"])
    ]
    lines: Annotated[
        Path, Meta(title="Lines", description="The path of the list of lines.", examples=["source.line_items"])
    ]
    price: Annotated[
        str, Meta(title="Price", description="The path of a line's price, from the line on.", pattern=_WITHIN)
    ] = "price"
    quantity: Annotated[
        str,
        Meta(
            title="Quantity",
            description="The path of a line's quantity, from the line on; empty where the price is the whole line's.",
            pattern=rf"^$|{_WITHIN}",
        ),
    ] = "quantity"
    discounts: Annotated[
        tuple[Path, ...], Meta(title="Discounts", description="Paths of what is taken off, as positive amounts.")
    ] = ()
    shipping: Annotated[
        tuple[Path, ...], Meta(title="Shipping", description="Paths of what is added: shipping, fees, tips.")
    ] = ()
    taxes: Annotated[tuple[Path, ...], Meta(title="Taxes", description="Paths of taxes that are added.")] = ()
    taxes_included: Annotated[
        str,
        Meta(
            title="Taxes included",
            description="The path of what is true where prices include the taxes, which are not added then.",
            pattern=rf"^$|{_WHOLE}",
            examples=["source.taxes_included"],
        ),
    ] = ""
    tolerance: Annotated[
        int,
        Meta(title="Tolerance", description="How far off it may be, in the currency's smallest unit: pence.", ge=0),
    ] = 0


def check(record: GuardRecord, options: TotalsOptions) -> Pass | Hold:
    """Hold an order whose parts do not come to its total; exact, whatever way the amounts are written."""
    document = {"source": record.source, "output": record.output}
    try:
        currency = currency_code(_one(document, options.currency))
        total = read(_one(document, options.total))
        parts = _parts(document, options)
        allowed = Decimal(options.tolerance).scaleb(-decimals_of_currency(currency))
    except FunctionError as error:
        return Hold(message=f"The order cannot be added up: {error}.", remedy=error.remedy or _REMEDY, code=UNREADABLE)
    off = EXACT.subtract(parts, total)
    if abs(off) <= allowed:
        return Pass()
    more = "more" if off > 0 else "less"
    message = f"The parts of the order come to {write(parts)} {currency}, {write(abs(off))} {more} than its total."
    return Hold(message=message, remedy=_REMEDY)


def _parts(document: Any, options: TotalsOptions) -> Decimal:
    included = bool(options.taxes_included) and any(_values(document, options.taxes_included))
    goods = _sum(_line(line, options) for line in _values(document, options.lines))
    taxes = Decimal(0) if included else _added(document, options.taxes)
    shipping = _added(document, options.shipping)
    return EXACT.subtract(_sum((goods, shipping, taxes)), _added(document, options.discounts))


def _line(line: Any, options: TotalsOptions) -> Decimal:
    price = read(_one(line, options.price))
    return EXACT.multiply(price, read(_one(line, options.quantity))) if options.quantity else price


def _added(document: Any, paths: Iterable[str]) -> Decimal:
    return _sum(read(value) for path in paths for value in _values(document, path))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def _one(document: Any, path: str) -> Any:
    """The only value at a path. Raises FunctionError where there is none, or more than one."""
    found = list(_values(document, path))
    if len(found) != 1:
        raise FunctionError(f"there are {len(found)} values at '{path}', and there must be one", code=UNREADABLE)
    return found[0]


def _values(document: Any, path: str) -> Iterator[Any]:
    """Every value at a path, through all items of lists; null is none."""
    if isinstance(document, list):
        for item in document:
            yield from _values(item, path)
    elif not path:
        if document is not None:
            yield document
    elif isinstance(document, dict):
        name, _, rest = path.partition(".")
        yield from _values(document.get(name), rest)


_REMEDY = (
    "Look at the order where it comes from: what is missing in the message, or counted twice? Then edit or skip it."
)
_OPTIONS = {
    "total": "source.total_price",
    "currency": "source.currency",
    "lines": "source.line_items",
    "discounts": ["source.total_discounts"],
    "shipping": ["source.shipping_lines.price"],
    "taxes": ["source.total_tax"],
    "taxes_included": "source.taxes_included",
}
_ORDER = {
    "currency": "GBP",
    "total_price": "42.98",
    "total_discounts": "2.00",
    "total_tax": "7.16",
    "taxes_included": True,
    "line_items": [{"price": "19.99", "quantity": 2}, {"price": "0.05", "quantity": 1}],
    "shipping_lines": [{"price": "4.95"}],
}

TOTALS_AGREE = Guard(
    name="totals-agree",
    summary="Holds an order whose lines, discounts, shipping and taxes do not come to its total.",
    check=check,
    options=TotalsOptions,
    codes=(GuardCode(name=UNREADABLE, meaning="The total, the currency or an amount is missing, or is none."),),
    examples=(
        GuardExample(source=_ORDER, options=_OPTIONS, verdict=Pass()),
        GuardExample(
            source={**_ORDER, "total_price": "43.98"},
            options=_OPTIONS,
            verdict=Hold(message="The parts of the order come to 42.98 GBP, 1.00 less than its total.", remedy=_REMEDY),
        ),
        GuardExample(source={**_ORDER, "total_price": "42.99"}, options={**_OPTIONS, "tolerance": 1}, verdict=Pass()),
        GuardExample(
            source={**_ORDER, "taxes_included": False, "total_price": "50.14"}, options=_OPTIONS, verdict=Pass()
        ),
        GuardExample(
            source={**_ORDER, "currency": None},
            options=_OPTIONS,
            verdict=Hold(
                message="The order cannot be added up: there are 0 values at 'source.currency', and there must be one.",
                remedy=_REMEDY,
                code=UNREADABLE,
            ),
        ),
    ),
)
