"""Sales orders and their way through the distribution centre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from crossdock_seko.sandbox.stock import Place


class Status(StrEnum):
    """How far an order is. Names: SEKO's manual, order life cycle."""

    CONFIRMED = "Confirmed"
    TO_BE_PICKED = "To Be Picked"
    BEING_PICKED = "Being Picked"
    """In a pick wave: from here on it cannot be cancelled."""
    PICK_COMPLETE = "Pick Complete"
    TO_DISPATCH = "To Dispatch"
    DISPATCHED = "Dispatched"
    CANCELLED = "Cancelled"


STAGES = tuple(status for status in Status if status is not Status.CANCELLED)
CANCELLABLE = (Status.CONFIRMED, Status.TO_BE_PICKED)


class OrderLine(msgspec.Struct, kw_only=True):
    """One product of an order."""

    number: int
    code: str
    quantity: int
    short: int = 0
    """How many will not be found when it is picked."""
    returned: int = 0
    """How many came back without notice."""

    @property
    def shipped(self) -> int:
        """How many leave, or left."""
        return self.quantity - self.short


class Order(msgspec.Struct, kw_only=True):
    """A sales order."""

    number: str
    guid: str
    dc: str
    lines: list[OrderLine]
    document: dict[str, Any]
    """The header fields as they were sent, under `header` and `delivery`."""
    on_hold: bool
    kept_from_dc: bool
    """Never given to the distribution centre (`DoNotPushToDC`)."""
    reached: dict[Status, datetime]
    status: Status = Status.CONFIRMED
    reason: str | None = None
    """The code with which it was cancelled."""
    received: int = 1
    sequence: int = 0
    """Of its dispatch; 0 until then."""
    returns: int = 0
    """How many parcels of it came back without notice."""

    @property
    def moves(self) -> bool:
        """Whether it goes on by itself."""
        return not (self.on_hold or self.kept_from_dc or self.status in (Status.DISPATCHED, Status.CANCELLED))

    @property
    def dispatch_number(self) -> str:
        """SEKO never dispatches the rest of an order: there is one dispatch."""
        return f"{self.number}-1"

    @property
    def tracking_number(self) -> str:
        """Made up, and no other order's."""
        return f"XX{UUID(self.guid).int % 10**9:09}GB"

    def reserved(self) -> dict[Place, int]:
        """What is promised to it."""
        wanted: Counter[Place] = Counter()
        for line in self.lines:
            wanted[self.dc, line.code] += line.quantity
        return dict(wanted)

    def step(self, now: datetime) -> Status:
        """Go on to the next status."""
        self.status = STAGES[STAGES.index(self.status) + 1]
        self.reached[self.status] = now
        return self.status


class OrderBook:
    """All orders by number; SEKO compares numbers as text."""

    def __init__(self) -> None:
        self._orders: dict[str, Order] = {}

    def __iter__(self) -> Iterator[Order]:
        return iter(self._orders.values())

    def __len__(self) -> int:
        return len(self._orders)

    def find(self, number: str) -> Order | None:
        """By the client's number."""
        return self._orders.get(number)

    def by_guid(self, guid: str) -> Order | None:
        """By SEKO's own."""
        return next((order for order in self if order.guid == guid), None)

    def add(self, order: Order) -> None:
        """Keep a new one."""
        self._orders[order.number] = order

    def has_invoice(self, number: str) -> bool:
        """Whether an order has this invoice number."""
        return any(order.document["header"].get("SalesInvoiceNumber") == number for order in self)
