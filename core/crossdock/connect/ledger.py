"""Ledger events: which of a connector's messages say that something happened to an order, and where they say it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.moment import moment_of
from crossdock.errors import InvalidInput

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.resource import Resource


class LedgerEvent(StrEnum):
    """What can happen to an order, its goods and its money."""

    ORDER_PLACED = "order-placed"
    """A buyer ordered."""
    ORDER_EDITED = "order-edited"
    """Lines were added, changed or removed after it was placed."""
    ORDER_CANCEL_REQUESTED = "order-cancel-requested"
    """It is not wanted any more; whether it can still be called back is another matter."""
    ORDER_ACCEPTED = "order-accepted"
    """Whoever ships it has taken it in."""
    ALLOCATED = "allocated"
    """Goods are set aside for it."""
    PICK_CANCELLED = "pick-cancelled"
    """Goods that were to be picked never will be."""
    SHIPPED = "shipped"
    """Goods left."""
    TRACKING_SCANNED = "tracking-scanned"
    """The carrier has a parcel."""
    DELIVERY_ARRIVED = "delivery-arrived"
    """A parcel reached its buyer."""
    RETURNED = "returned"
    """Goods came back."""
    REFUNDED = "refunded"
    """Money was given back."""
    CAPTURED = "captured"
    """Money was taken."""
    STOCK_COUNTED = "stock-counted"
    """So many of an item are there."""
    ITEM_CHANGED = "item-changed"
    """An item is new, or not what it was."""


MOVES_GOODS = frozenset({LedgerEvent.ALLOCATED, LedgerEvent.PICK_CANCELLED, LedgerEvent.SHIPPED, LedgerEvent.RETURNED})
"""Events that are nothing without lines."""
ABOUT_ITEMS = frozenset({LedgerEvent.STOCK_COUNTED, LedgerEvent.ITEM_CHANGED})
"""Events of items and not of orders; their lines may count nothing, or less."""


class Tells(msgspec.Struct, frozen=True, kw_only=True):
    """An event that records of a resource tell, and where. Paths are dotted, and go through the lists on their way."""

    event: LedgerEvent
    order: str = ""
    """Path of the order's name; '' is the record's own identity."""
    at: str = ""
    """Path of the time, in ISO 8601 with a zone; '' where the message tells none, and when it came has to do."""
    lines: str = ""
    """Path of the list of lines; '' is the record itself, as its only line."""
    sku: str = ""
    """Path of the SKU in a line; '' where the message tells no lines."""
    quantity: str = ""
    """Path of the quantity in a line; '' where it counts nothing."""
    less: str = ""
    """Path in a line of what is taken off the quantity: what was shipped, where the rest is told."""
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Paths in the record, and the values any of which makes it so; no values: any value does. All paths must agree. A
    value may name other paths in braces: '{HBRef}.{DeliveryNumber}'."""


class ToldLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many of an item an event is about."""

    sku: str
    """'' where the platform knows the line by no SKU."""
    quantity: Decimal | None
    """None where the event counts nothing."""


class ToldEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What a record says happened."""

    event: LedgerEvent
    order: str
    """The order's name at the platform; the item's, for events of items."""
    at: datetime | None
    """With its zone; None where the message tells no time."""
    lines: tuple[ToldLine, ...]
    """Without those of nothing, or less, unless items are counted."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A declared event, and how its message comes."""

    resource: str
    webhooks: tuple[str, ...]
    """Those that bring such a record; () where it is only read."""
    tells: Tells


def tellings(connector: type[Connector]) -> tuple[Telling, ...]:
    """The events that a connector's messages tell, in the order they are declared in."""
    return tuple(
        Telling(
            resource=resource.name,
            webhooks=tuple(each.name for each in connector.webhooks if each.brings == resource.name),
            tells=tells,
        )
        for resource in connector.resources
        for tells in resource.tells
    )


def told_events(resource: Resource, record: Any) -> tuple[ToldEvent, ...]:
    """The events that a record tells, in the order they are declared in.

    An event that moves goods is told only where a line of it does. Raises InvalidInput naming the path where an event
    is told and its order, its time or a quantity cannot be read.
    """
    told = (_told(resource, tells, record) for tells in resource.tells if _holds(tells, record))
    return tuple(event for event in told if event.lines or event.event not in MOVES_GOODS)


def _told(resource: Resource, tells: Tells, record: Any) -> ToldEvent:
    own = resource.text_at(record, resource.identity) if resource.identity else "/".join(resource.key_of(record))
    return ToldEvent(
        event=tells.event,
        order=_order(tells, record) if tells.order else own,
        at=_time(tells, record) if tells.at else None,
        lines=tuple(_lines(tells, record)) if tells.sku else (),
    )


def _holds(tells: Tells, record: Any) -> bool:
    return all(_agrees(record, path, values) for path, values in tells.when)


def _agrees(record: Any, path: str, values: tuple[str, ...]) -> bool:
    found = {_text(value) for value in values_at(record, path)} - {""}
    return bool(found & {_filled(value, record) for value in values} if values else found)


def _filled(value: str, record: Any) -> str:
    return "".join(
        literal + (_text(next(values_at(record, path), None)) if path is not None else "")
        for literal, path, _, _ in Formatter().parse(value)
    )


def _order(tells: Tells, record: Any) -> str:
    name = _text(next(values_at(record, tells.order), None))
    if not name:
        raise _unreadable(tells, tells.order, "name of an order")
    return name


def _time(tells: Tells, record: Any) -> datetime:
    written = next(values_at(record, tells.at), None)
    time = moment_of(written) if isinstance(written, str) else None
    if time is None:
        raise _unreadable(tells, tells.at, "time with its zone")
    return time


def _lines(tells: Tells, record: Any) -> Iterator[ToldLine]:
    for line in values_at(record, tells.lines):
        quantity = _left(tells, line)
        if quantity is None or quantity > 0 or tells.event in ABOUT_ITEMS:
            yield ToldLine(sku=_text(next(values_at(line, tells.sku), None)), quantity=quantity)


def _left(tells: Tells, line: Any) -> Decimal | None:
    if not tells.quantity:
        return None
    quantity = _number(tells, line, tells.quantity)
    return quantity - _number(tells, line, tells.less) if tells.less else quantity


def _number(tells: Tells, line: Any, path: str) -> Decimal:
    value = next(values_at(line, path), None)
    try:
        number = Decimal("NaN" if isinstance(value, bool) else str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _unreadable(tells, f"{tells.lines}.{path}".lstrip("."), "number")
    return number


def values_at(document: Any, path: str) -> Iterator[Any]:
    """The values at a dotted path that goes through the lists on its way; '' is the document itself."""
    if isinstance(document, list):
        for each in document:
            yield from values_at(each, path)
    elif not path:
        yield document
    elif isinstance(document, dict):
        name, _, rest = path.partition(".")
        if document.get(name) is not None:
            yield from values_at(document[name], rest)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) else ""


def _unreadable(tells: Tells, path: str, what: str) -> InvalidInput:
    return InvalidInput(
        f"This message tells '{tells.event}', and there is no {what} at '{path}'.",
        code="untold",
        remedy="Look at the message; is it as the platform sends them, the connector's declaration is wrong.",
    )
