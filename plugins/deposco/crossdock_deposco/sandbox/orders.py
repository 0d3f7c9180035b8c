"""Sales orders and returns as the environment keeps them; quantities of lines are packs."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_deposco.sandbox.stock import Place

Record = dict[str, Any]


class Line(msgspec.Struct, kw_only=True):
    """What was ordered, or is to come back."""

    id: int
    document: Record
    """As it was sent."""
    item: str
    pack: int
    """Units in one pack."""
    ordered: int
    picked: int = 0
    shipped: int = 0
    cancelled: int = 0
    received: int = 0

    @property
    def open(self) -> int:
        """Packs that are still to leave."""
        return self.ordered - self.shipped - self.cancelled


class Order(msgspec.Struct, kw_only=True):
    """A sales order, or a customer return."""

    id: int
    number: str
    document: Record
    """As it was sent, without its lines."""
    lines: list[Line]
    facility: str
    status: str
    created_at: str
    updated_at: str
    is_child: bool = False
    """Of a customer order."""
    has_goods: bool = False
    """Whether goods are set aside for it."""
    received: int = 1
    """How often it was sent."""

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to leave."""
        return self.status not in ("Draft", "Canceled", "Ship Complete")

    def place(self, line: Line) -> Place:
        return line.item, self.facility
