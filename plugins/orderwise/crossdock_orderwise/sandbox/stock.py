"""What lies at the locations, and what of it is promised to orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

Place = tuple[str, int]
"""Code of a variant, and a stock location."""


class Stock:
    """Quantities by place."""

    def __init__(self, there: Mapping[Place, int]) -> None:
        self.there: Counter[Place] = Counter(there)
        self._promised: Counter[Place] = Counter()

    def free(self, place: Place) -> int:
        """What is there and promised to nobody."""
        return self.there[place] - self._promised[place]

    def promise(self, place: Place, wanted: int) -> int:
        """Set aside what is free of so many; gives how many."""
        taken = max(0, min(wanted, self.free(place)))
        self._promised[place] += taken
        return taken

    def give_back(self, place: Place, quantity: int) -> None:
        """What was set aside is free again."""
        self._promised[place] -= quantity

    def send(self, place: Place, quantity: int) -> None:
        """What was set aside leaves."""
        self._promised[place] -= quantity
        self.there[place] -= quantity
