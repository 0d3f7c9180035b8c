"""Stock as one number for each SKU and location, made of the store's inventory items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crossdock.connect import PageNumber, Resource, StockNumber, TotalPages
from crossdock.connect.stock import Place
from crossdock_bigcommerce import events, inferred

Record = dict[str, Any]
ITEMS = "/v3/inventory/items"
IN_MANY_PAGES = TotalPages(PageNumber("page"), path="meta.pagination.total_pages")

STOCK_LEVEL = Resource(
    name="stock_level",
    title="Stock level",
    description="How many of a variant lie at a location, and how many of them can be sold.",
    key=("identity.variant_id", "location_id"),
    path=ITEMS,
    records="data",
    query={"limit": "1000"},
    paging=IN_MANY_PAGES,
    aliases=(("sku", "identity.sku"),),
)
NUMBER = StockNumber(
    read_from=STOCK_LEVEL.name,
    sku="sku",
    location="location_id",
    quantity="available",
    as_of="as_of",
    lag_seconds=inferred.LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a SKU from a location, counted from one whole read of the inventory.",
    key=("sku", "location_id"),
    kind="stock",
    version="as_of",
    aliases=(("sku", "sku"),),
    stock=NUMBER,
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.ON_HAND),
)


def levels(items: Sequence[Any]) -> Iterator[Record]:
    """The levels of each item, each with whose it is; raises ValueError for an item that is cut short."""
    for item in items:
        places = item.get("locations") if isinstance(item, dict) else None
        if not isinstance(places, list):
            raise ValueError("an item has no list 'locations'")
        yield from ({**place, "identity": item["identity"]} for place in places)


def counted(listed: Sequence[Any], absent: Sequence[Place], at: datetime) -> list[Record]:
    """One record for each SKU and location, and one of zero for each that is absent. What has no SKU makes none."""
    found: Counter[Place] = Counter()
    for level in listed:
        if sku := level["identity"].get("sku"):
            found[sku, str(level["location_id"])] += max(0, level["available_to_sell"])
    return NUMBER.records(found, absent, at)
