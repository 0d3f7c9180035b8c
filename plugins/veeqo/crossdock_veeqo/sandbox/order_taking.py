"""Reading what a new order says. The first fault is told; an id that nobody has is 404, wherever it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from crossdock_veeqo.sandbox import inferred
from crossdock_veeqo.sandbox.refusal import invalid, malformed, not_found

Record = dict[str, Any]


class WantedLine(msgspec.Struct, frozen=True):
    """A line of a new order."""

    sellable_id: int
    quantity: int
    price_per_unit: float | str | None = None
    tax_rate: float | str = 0.0


def wanted_lines(body: Record, sellables: Collection[int]) -> list[WantedLine]:
    """The lines of a new order; raises Refused."""
    lines = list(_converted(body.get("line_items_attributes") or []))
    if not lines:
        raise invalid(inferred.NO_LINES)
    for line in lines:
        if line.sellable_id not in sellables:
            raise not_found()
        if line.quantity < 1:
            raise invalid(inferred.BAD_QUANTITY)
        if line.price_per_unit is None:
            raise invalid(inferred.NO_PRICE)
        amount(line.price_per_unit)
    return lines


def amount(value: float | str) -> float:
    """A price, which may be sent as text; raises Refused where it is none."""
    try:
        return float(value)
    except ValueError as error:
        raise malformed(f"{value} is not a number") from error


def require_parties(body: Record) -> None:
    """Raise Refused for an order without a customer, or without a place to go to."""
    if not (body.get("customer_id") or body.get("customer_attributes")):
        raise invalid(inferred.NO_CUSTOMER)
    if not isinstance(body.get("deliver_to_attributes"), dict):
        raise invalid(inferred.NO_DELIVERY)


def _converted(lines: Any) -> Iterator[WantedLine]:
    try:
        yield from msgspec.convert(lines, list[WantedLine])
    except msgspec.ValidationError as error:
        raise malformed(f"line_items_attributes: {error}") from error
