"""Stock: how many units of an item are at a facility, how many are set aside, and which of them nobody will find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

Place = tuple[str, str]
"""Item and facility."""


class Stock:
    """All levels, in units."""

    def __init__(self, total: Mapping[Place, int]) -> None:
        self.total: Counter[Place] = Counter(total)
        self.allocated: Counter[Place] = Counter()
        self._missing: Counter[Place] = Counter()

    def places(self) -> list[Place]:
        return sorted(self.total)

    def unallocated(self, place: Place) -> int:
        """What is there and not set aside."""
        return self.total[place] - self.allocated[place]

    def lose(self, place: Place, quantity: int) -> None:
        """Some are not on their shelf, and nobody knows until they are looked for."""
        self._missing[place] += quantity

    def find(self, place: Place, quantity: int) -> int:
        """Look for goods that are set aside: how many are there. What is missing is taken off the books."""
        lost = min(quantity, self._missing[place])
        self._missing[place] -= lost
        self.total[place] -= lost
        return quantity - lost

    def leave(self, place: Place, quantity: int) -> None:
        """Goods that were set aside go out."""
        self.total[place] -= quantity
        self.allocated[place] -= quantity
