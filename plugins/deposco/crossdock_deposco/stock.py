"""Stock by item and facility, read from the older API: the newer one tells no level.

One read gives every facility of every item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from crossdock.connect import Resource, StockNumber
from crossdock.connect.resource import at
from crossdock.connect.stock import Place
from crossdock_deposco import events, inferred

ITEMS = "itemInventory"

STOCK_ENTRY = Resource(
    name="stock_entry",
    title="Stock of an item",
    description="What of an item is at a facility, as the older API tells it.",
    key=("item", "facility"),
    path="/inventory/full",
    inferred=(inferred.LEGACY_JSON, inferred.AVAILABLE),
)
NUMBER = StockNumber(
    read_from=STOCK_ENTRY.name,
    sku="item",
    location="facility",
    quantity="available",
    as_of="as_of",
    lag_seconds=inferred.LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of an item at a facility, made of one whole read.",
    key=("item", "facility"),
    kind="stock",
    version="as_of",
    aliases=(("sku", "item"),),
    stock=NUMBER,
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.AVAILABLE),
)


def items(document: Any) -> list[Any]:
    """The items of a reading, below its outermost name or without one. Raises ValueError where there are none."""
    inside = next(iter(document.values())) if isinstance(document, dict) and len(document) == 1 else document
    for outer in (document, inside):
        if isinstance(outer, dict) and outer.get(ITEMS) is not None:
            return _several(outer[ITEMS])
    raise ValueError(f"there is no list at '{ITEMS}'")


def entries(listed: Sequence[Any]) -> Iterator[Any]:
    """One record for each item and facility; raises ValueError where something of it is missing."""
    for item in listed:
        for found in _several(at(item, "facilityInventory")):
            number, facility, levels = at(item, "itemNumber"), at(found, "facility"), at(found, "inventory")
            if not (isinstance(number, str) and isinstance(facility, str) and isinstance(levels, dict)):
                raise ValueError("an item has no number, no facility or no levels")
            whole(levels.get("availableToPromise"))
            yield {**found, "item": number, "facility": facility}


def counted(read: Sequence[Any], absent: Sequence[Place], when: datetime) -> list[Any]:
    """One record for each item and facility, and one of zero for each that is absent; never less than none."""
    levels: Counter[Place] = Counter()
    for entry in read:
        levels[entry["item"], entry["facility"]] += whole(at(entry, "inventory.availableToPromise"))
    return NUMBER.records({place: max(0, level) for place, level in levels.items()}, absent, when)


def _several(value: Any) -> list[Any]:
    """One of several may stand without its list; nothing is null, or an object that says so."""
    if value is None or (isinstance(value, dict) and value.get("@nil") == "true"):
        return []
    return value if isinstance(value, list) else [value]


def whole(told: Any) -> int:
    """A level, which comes as number or as text with decimals; parts of a unit are not sold."""
    try:
        return int(Decimal(str(told)).to_integral_value(ROUND_FLOOR))
    except InvalidOperation as error:
        raise ValueError(f"'{told}' is no level") from error
