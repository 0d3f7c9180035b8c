"""Stock by inventory item and location: what a buyer can still have, and what orders have claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from crossdock_shopify.sandbox.refusal import Refused

MOST = 1_000_000_000
NO_ITEM = "The specified inventory item could not be found."
NO_LOCATION = "The specified location could not be found."
TOO_MUCH = "The quantity can't be higher than 1,000,000,000."


class Level(msgspec.Struct, kw_only=True):
    """One item at one location."""

    item: int
    location: int
    available: int
    updated_at: str
    committed: int = 0
    """Sold and not yet shipped."""
    received: int = 0
    """How often it was set or adjusted."""

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from others, and what lists are sorted by."""
        return (self.location, self.item)

    @property
    def on_hand(self) -> int:
        """What lies there."""
        return self.available + self.committed

    def document(self) -> dict[str, Any]:
        """As the API shows it: without what is committed."""
        return {
            "inventory_item_id": self.item,
            "location_id": self.location,
            "available": self.available,
            "updated_at": self.updated_at,
            "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{self.location}?inventory_item_id={self.item}",
        }


class Inventory:
    """All levels. An item that is not tracked has none."""

    def __init__(
        self, items: Iterable[int], locations: Iterable[int], available: Mapping[tuple[int, int], int], since: str
    ) -> None:
        self._items, self._locations = set(items), set(locations)
        self._levels = {
            key: Level(item=key[0], location=key[1], available=quantity, updated_at=since)
            for key, quantity in available.items()
        }

    def levels(self) -> list[Level]:
        """Every level, by location and item."""
        return sorted(self._levels.values(), key=lambda level: level.key)

    def add(self, item: int) -> None:
        """A new item, stocked nowhere yet."""
        self._items.add(item)

    def find(self, item: int, location: int) -> Level | None:
        """One level; None where the item is not stocked at the location."""
        return self._levels.get((item, location))

    def change(self, item: Any, location: Any, quantity: Any, now: str, *, by: bool) -> Level:
        """Set what is available, or change it by a quantity; connects the item to the location if need be.

        Raises Refused for an unknown item or location, and for what is no quantity.
        """
        level = self.connect(item, location, now)
        if isinstance(quantity, bool) or not isinstance(quantity, int):
            raise Refused({"available": ["is not a number"]})
        wanted = level.available + quantity if by else quantity
        if abs(wanted) > MOST:
            raise Refused({"available": [TOO_MUCH]})
        level.available, level.updated_at = wanted, now
        level.received += 1
        return level

    def connect(self, item: Any, location: Any, now: str) -> Level:
        """The level of an item at a location, a new one where there was none; raises Refused where one is unknown."""
        if item not in self._items:
            raise Refused([NO_ITEM], 404)
        if location not in self._locations:
            raise Refused([NO_LOCATION], 404)
        return self._levels.setdefault(
            (item, location), Level(item=item, location=location, available=0, updated_at=now)
        )

    def commit(self, item: int, location: int, quantity: int, now: str) -> Level | None:
        """An order claims what is available, below zero too; less than none gives it back."""
        level = self.find(item, location)
        if level is not None:
            level.available -= quantity
            level.committed += quantity
            level.updated_at = now
        return level

    def ship(self, item: int, location: int, quantity: int) -> None:
        """What was claimed leaves; less than none brings it back."""
        level = self.find(item, location)
        if level is not None:
            level.committed -= quantity
