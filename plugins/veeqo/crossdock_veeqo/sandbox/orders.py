"""Orders, their allocations, and where they stand.

A status is worked out and never set. It follows the slowest part of an order: one that has shipped in part, and waits
for stock for the rest, is `awaiting_stock`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_veeqo.sandbox.returns import Return

Record = dict[str, Any]


class Line(msgspec.Struct, kw_only=True):
    """What was ordered."""

    id: int
    sellable: int
    quantity: int
    price: float
    tax_rate: float
    allocated: int = 0


class Allocation(msgspec.Struct, kw_only=True):
    """What goes out from one warehouse."""

    id: int
    warehouse: int
    quantities: dict[int, int]
    """By sellable."""
    shipment: Record | None = None


class Order(msgspec.Struct, kw_only=True):
    """One order."""

    id: int
    number: str
    created_at: str
    updated_at: str
    lines: list[Line]
    document: Record
    """What was sent of it, as it is told again."""
    is_paid: bool
    allocations: list[Allocation] = []
    status_meanwhile: str | None = None
    """Where it stood before it was allocated anew, which is under way; it shows no allocation until that is over."""
    returns: list[Return] = []
    cancelled_at: str | None = None
    cancel_reason: str | None = None

    @property
    def status(self) -> str:
        """Worked out from what is cancelled, paid, allocated and shipped."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.status_meanwhile is not None:
            return self.status_meanwhile
        if not self.is_paid:
            return "awaiting_payment"
        if self._lacks_stock:
            return "awaiting_stock"
        return "shipped" if all(one.shipment for one in self.allocations) else "awaiting_fulfillment"

    @property
    def is_waiting(self) -> bool:
        """Whether it is to have what comes in; not while it is allocated anew, which ends by itself."""
        return self.cancelled_at is None and self._lacks_stock and self.status_meanwhile is None

    @property
    def shipped_at(self) -> str | None:
        """When the last of it left; None until then."""
        if self.status != "shipped":
            return None
        return max(str(one.shipment["created_at"]) for one in self.allocations if one.shipment)

    @property
    def _lacks_stock(self) -> bool:
        return any(line.allocated < line.quantity for line in self.lines)

    @property
    def has_shipped(self) -> bool:
        """Whether any of it has left."""
        return any(one.shipment for one in self.allocations)
