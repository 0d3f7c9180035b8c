"""Stock: what lies at a warehouse, and what of it is reserved by moves that have not left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crossdock_fulfil.sandbox.tables import Tables

Place = tuple[int, int]
"""Product and warehouse."""
RESERVING = ("draft", "assigned")
"""States of a move that takes from what can be sold."""


class Stock:
    """All of it. Goods of which none was ever there lie there with none."""

    def __init__(self, tables: Tables, physical: Mapping[Place, int]) -> None:
        self._tables = tables
        self.on_hand: Counter[Place] = Counter(physical)

    def counts(self, product: int) -> bool:
        """Whether a product is counted; a service is not."""
        return any(place[0] == product for place in self.on_hand)

    def available(self, place: Place) -> int:
        """What can be sold: less than nothing where more was sold than there is."""
        return self.on_hand[place] - self._reserved(place, RESERVING)

    def unassigned(self, place: Place) -> int:
        """What no shipment has yet."""
        return self.on_hand[place] - self._reserved(place, ("assigned",))

    def _reserved(self, place: Place, states: tuple[str, ...]) -> int:
        moves = self._tables.where("stock.move", product=place[0], warehouse=place[1], direction="out")
        return sum(int(move["quantity"]) for move in moves if move["state"] in states)
