"""Reading what an order of a channel says. The first fault is told, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crossdock_fulfil.sandbox import start_data
from crossdock_fulfil.sandbox.refusal import user_error
from crossdock_fulfil.sandbox.tables import Row

NEEDED = (
    "channel_identifier",
    "reference",
    "confirmed_at",
    "customer",
    "billing_address",
    "shipping_address",
    "sale_lines",
    "shipping_lines",
    "amount",
    "currency_code",
    "status",
    "financial_status",
    "fulfillment_status",
)
WORDS = {
    "status": ("pending", "completed", "cancelled"),
    "financial_status": ("paid", "unpaid", "refunded"),
    "fulfillment_status": ("unshipped", "partial", "shipped"),
}


def require_whole(order: Row) -> None:
    """Raise Refused for an order that lacks something, or says a word that is none of those there are."""
    for name in NEEDED:
        if order.get(name) in (None, "", [], {}):
            raise user_error(f"'{name}' is required")
    for name, words in WORDS.items():
        if order[name] not in words:
            raise user_error(f"'{name}' must be one of {', '.join(words)}")
    for each in order.get("payments") or ():
        if each.get("method") not in start_data.GATEWAYS:
            raise user_error(f"There is no payment gateway '{each.get('method')}'")
    for each in order["shipping_lines"]:
        require_service(each.get("carrier_service_code"))
    _require_total(order)


def require_service(code: Any) -> None:
    """Raise Refused for a carrier's service that the channel does not have."""
    if code not in start_data.SERVICES:
        raise user_error(f"There is no carrier service with the code '{code}' in this channel")


def amount(value: Any) -> Decimal:
    """Money, as decimal object or as text; raises Refused for a float and for what is none."""
    if isinstance(value, bool | float):
        raise user_error(f"{value} is not exact: send a Decimal")
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise user_error(f"'{value}' is not an amount") from error


def quantity(value: Any) -> int:
    """How many; raises Refused for what is no whole number above zero."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or value < 1:
        raise user_error("The quantity of a line must be a whole number above zero")
    return int(value)


def taxes(lines: Iterable[Row]) -> Decimal:
    """The tax of some lines; raises Refused for one that is not set up under that name and rate."""
    return sum((amount(tax["amount"]) for line in lines for tax in _taxes_of(line)), Decimal(0))


def moment(text: Any) -> datetime:
    """A time with its zone, in UTC; raises Refused where it is none."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError as error:
        raise user_error(f"'{text}' is not a time") from error


def _taxes_of(line: Row) -> Iterator[Row]:
    for tax in line.get("tax_lines") or ():
        rate = start_data.TAXES.get(tax.get("name"))
        if rate is None or rate != amount(tax.get("rate", "0")):
            raise user_error(f"There is no tax '{tax.get('name')}' of {tax.get('rate')}")
        yield tax


def _require_total(order: Row) -> None:
    charged = [*order["sale_lines"], *order["shipping_lines"]]
    total = sum((amount(line.get("amount")) for line in charged), Decimal(0)) + taxes(charged)
    if total != amount(order["amount"]):
        raise user_error(f"The total of the order is {order['amount']}, and its lines come to {total}")
