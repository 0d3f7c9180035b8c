"""Stock: how many there are of a sellable at a warehouse, and how many of them are promised to orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crossdock_veeqo.sandbox.refusal import not_found

Place = tuple[int, int]
"""Sellable and warehouse."""


class Stock:
    """All stock entries."""

    def __init__(self, physical: Mapping[Place, int]) -> None:
        self._physical = dict(physical)
        self._allocated: Counter[Place] = Counter()
        self.set_at: dict[Place, str] = {}
        """When a level was set by a call, by place."""
        self.received: Counter[Place] = Counter()
        """How often a level was set by a call."""

    def available(self, place: Place) -> int:
        """What is there and not promised; raises Refused where there is no such entry."""
        return self.physical(place) - self._allocated[place]

    def physical(self, place: Place) -> int:
        """What is there; raises Refused where there is no such entry."""
        if place not in self._physical:
            raise not_found()
        return self._physical[place]

    def places(self) -> list[Place]:
        """Of every entry."""
        return list(self._physical)

    def set_physical(self, place: Place, quantity: int, now: str) -> None:
        """Count anew what is there; what is promised stays promised. Raises Refused where there is no such entry."""
        self.physical(place)
        self._physical[place], self.set_at[place] = quantity, now
        self.received[place] += 1

    def add(self, place: Place, quantity: int) -> None:
        """Goods come in; raises Refused where there is no such entry."""
        self._physical[place] = self.physical(place) + quantity

    def promise(self, place: Place, quantity: int) -> None:
        """Promise some, or give them back (negative)."""
        self._allocated[place] += quantity

    def ship(self, place: Place, quantity: int) -> None:
        """Promised goods leave."""
        self._physical[place] -= quantity
        self._allocated[place] -= quantity

    def levels(self, place: Place) -> dict[str, int]:
        """As an entry tells them."""
        return {
            "physical_stock_level": self.physical(place),
            "allocated_stock_level": self._allocated[place],
            "available_stock_level": self.available(place),
            "incoming_stock_level": 0,
        }
