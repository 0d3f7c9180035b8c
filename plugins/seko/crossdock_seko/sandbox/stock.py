"""Stock by distribution centre, product and kind of location: what is there, promised, gone, and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from crossdock.errors import InvalidInput
from crossdock_seko.sandbox import inferred

AVAILABLE = "Available Stock"
LOCATION_TYPES = (AVAILABLE, "Quarantine", "QC", "Query")

Place = tuple[str, str]
"""A distribution centre and a product code."""


class StockLine(msgspec.Struct, frozen=True, rename="pascal"):
    """One line of a stock read."""

    product_code: str
    dc_code: str = msgspec.field(name="DCCode")
    location_type: str
    quantity: int


class _Unseen(msgspec.Struct, frozen=True):
    """A reservation that stock reads do not show yet."""

    order: str
    place: Place
    quantity: int
    until: datetime


class Stock:
    """Every piece is in one location, reserved, or dispatched; only a receipt makes it more."""

    def __init__(self, free: Mapping[Place, int]) -> None:
        self._located: Counter[tuple[Place, str]] = Counter({(place, AVAILABLE): n for place, n in free.items()})
        self.reserved: Counter[Place] = Counter()
        self.dispatched: Counter[Place] = Counter()
        self.received: Counter[Place] = Counter()
        """Pieces received since the start."""
        self._unseen: list[_Unseen] = []

    def places(self) -> list[Place]:
        """Everywhere that anything is, was or is promised, in order."""
        return sorted({place for place, _ in self._located} | set(self.reserved) | set(self.dispatched))

    def free(self, place: Place) -> int:
        """What can still be promised."""
        return self._located[place, AVAILABLE]

    def located(self, place: Place, location: str) -> int:
        """What lies in a kind of location."""
        return self._located[place, location]

    def receive(self, place: Place, quantity: int, location: str) -> None:
        """Goods arrive."""
        self._located[place, location] += quantity
        self.received[place] += quantity

    def move(self, place: Place, quantity: int, source: str, target: str) -> None:
        """Goods change from one kind of location to another; raises InvalidInput where there are not so many."""
        if self._located[place, source] < quantity:
            raise InvalidInput(
                f"There are {self._located[place, source]} of {place[1]} in {source} at {place[0]}.",
                remedy="Move fewer, or from elsewhere.",
            )
        self._located[place, source] -= quantity
        self._located[place, target] += quantity

    def reserve(self, order: str, lines: Mapping[Place, int], unseen_until: datetime) -> None:
        """Promise what is free to an order; stock reads show it from a moment on."""
        for place, quantity in lines.items():
            self._located[place, AVAILABLE] -= quantity
            self.reserved[place] += quantity
            self._unseen.append(_Unseen(order, place, quantity, unseen_until))

    def release(self, order: str, lines: Mapping[Place, int]) -> None:
        """Take a promise back: it is free again."""
        for place, quantity in lines.items():
            self.reserved[place] -= quantity
            self._located[place, AVAILABLE] += quantity
        self._unseen = [unseen for unseen in self._unseen if unseen.order != order]

    def dispatch(self, place: Place, shipped: int, short: int) -> None:
        """What was promised leaves, but for what could not be found."""
        self.reserved[place] -= shipped + short
        self.dispatched[place] += shipped
        self._located[place, inferred.SHORT_TO] += short

    def shown(self, now: datetime, dcs: Iterable[str], codes: Iterable[str] | None) -> Iterator[StockLine]:
        """The lines of a stock read: above zero only; without `codes`, of every product."""
        self._unseen = [unseen for unseen in self._unseen if unseen.until > now]
        wanted = None if codes is None else {code.upper() for code in codes}
        dcs = set(dcs)
        for place in self.places():
            if place[0] in dcs and (wanted is None or place[1].upper() in wanted):
                yield from self._lines(place)

    def _lines(self, place: Place) -> Iterator[StockLine]:
        unseen = sum(unseen.quantity for unseen in self._unseen if unseen.place == place)
        for location in LOCATION_TYPES:
            quantity = self._located[place, location] + (unseen if location == AVAILABLE else 0)
            if quantity > 0:
                yield StockLine(place[1], place[0], location, quantity)
