"""Stock by variant and location. What is to be adjusted is taken in at once, and carried out later."""

from __future__ import annotations

from collections import Counter
from typing import Any

from crossdock_bigcommerce.sandbox import inferred, start_data
from crossdock_bigcommerce.sandbox.catalogue import Catalogue
from crossdock_bigcommerce.sandbox.refusal import invalid, v3

Record = dict[str, Any]
Place = tuple[int, int]
"""Variant and location."""
MOST_ITEMS = 2000


class Inventory:
    """All levels."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._on_hand = start_data.on_hand()
        self.pending: dict[Place, int] = {}
        """What was asked for last, and is not carried out yet."""
        self.received: Counter[Place] = Counter()
        """How often a level was set by a call."""

    def places(self) -> list[Place]:
        """Of every level."""
        return list(self._on_hand)

    def on_hand(self, place: Place) -> int:
        """What lies there."""
        return self._on_hand[place]

    def items(self) -> list[Record]:
        """Each variant that is counted, with its levels."""
        found: dict[int, list[Record]] = {}
        for variant, location in self._on_hand:
            found.setdefault(variant, []).append(self._level((variant, location)))
        return [self._item(variant, levels) for variant, levels in found.items()]

    def ask(self, sent: Record) -> dict[Place, int]:
        """What an absolute adjustment asks for, by place; raises Refused for all of it where one item is wrong."""
        items = sent.get("items")
        if not isinstance(items, list) or not items:
            raise invalid(items="error.path.missing")
        if len(items) > MOST_ITEMS:
            raise v3(f"The maximum items allowed in the array is {MOST_ITEMS}.", 413)
        asked = dict(self._asked(item) for item in items)
        self.received.update(asked)
        self.pending |= asked
        return asked

    def carry_out(self, place: Place, quantity: int) -> None:
        """Set a level, unless another one was asked for since."""
        if self.pending.get(place) == quantity:
            self._on_hand[place] = quantity
            del self.pending[place]

    def take(self, variant: int, quantity: int) -> list[tuple[Place, int]]:
        """Sell some, from where there are any; what was taken where. One that is not counted is never short."""
        taken = []
        for place in [place for place in self._on_hand if place[0] == variant]:
            share = min(quantity, max(0, self._on_hand[place]))
            if share:
                self._on_hand[place] -= share
                quantity -= share
                taken.append((place, share))
        return taken

    def give_back(self, taken: list[tuple[Place, int]]) -> None:
        """What was sold can be sold again."""
        for place, quantity in taken:
            self._on_hand[place] += quantity

    def _asked(self, item: Any) -> tuple[Place, int]:
        quantity, location = item.get("quantity"), item.get("location_id")
        if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 0:
            raise invalid(quantity="error.expected.number")
        if location not in {place["id"] for place in start_data.LOCATIONS}:
            raise v3(inferred.UNKNOWN_LOCATION.format(location=location))
        named = [
            each["id"]
            for each in self._catalogue.variants()
            if each["sku"] == item.get("sku") or each["id"] == item.get("variant_id")
        ]
        if len(named) != 1:
            raise v3(inferred.UNKNOWN_SKU.format(sku=item.get("sku")))
        return (named[0], location), quantity

    def _item(self, number: int, levels: list[Record]) -> Record:
        variant = self._catalogue.variant(number) or {}
        identity = {"sku": variant["sku"], "variant_id": number, "product_id": variant["product_id"]}
        return {"identity": identity, "locations": levels}

    def _level(self, place: Place) -> Record:
        (location,) = (each for each in start_data.LOCATIONS if each["id"] == place[1])
        return {
            "location_id": location["id"],
            "location_code": location["code"],
            "location_name": location["label"],
            "location_enabled": True,
            "available_to_sell": self._on_hand[place],
            "total_inventory_onhand": self._on_hand[place],
            "settings": {"safety_stock": 0, "is_in_stock": True, "warning_level": 0, "bin_picking_number": ""},
        }
