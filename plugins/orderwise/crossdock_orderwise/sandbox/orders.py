"""Orders of an installation, their lines, and what has left of them."""

from __future__ import annotations

from datetime import datetime

import msgspec


class WantedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line as somebody orders it."""

    code: str
    quantity: int
    gross: float
    location: int


class WantedOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order as somebody places it, by whichever way."""

    session: int
    number: str
    """The shop's."""
    reference: str
    customer: int
    delivery_method: int
    placed_at: datetime
    gross: float
    lines: tuple[WantedLine, ...]
    on_hold: bool = False


class Line(msgspec.Struct, kw_only=True):
    """A line on its way."""

    item_number: int
    wanted: WantedLine
    promised: int = 0
    despatched: int = 0

    @property
    def waiting(self) -> int:
        """How many nothing is set aside for."""
        return self.wanted.quantity - self.promised - self.despatched


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What left at once, from one location."""

    number: str
    at: datetime
    courier: str
    consignment: str
    location: int
    quantities: tuple[tuple[Line, int], ...]


class Order(msgspec.Struct, kw_only=True):
    """An order of the installation's."""

    id: int
    wanted: WantedOrder
    lines: list[Line]
    amended_at: datetime
    deliveries: list[Delivery] = []
    is_cancelled: bool = False

    @property
    def number(self) -> str:
        return f"SO{self.id:07}"

    @property
    def is_complete(self) -> bool:
        return all(line.despatched == line.wanted.quantity for line in self.lines)
