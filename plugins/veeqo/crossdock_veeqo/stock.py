"""Stock as one number for each SKU and warehouse, made of Veeqo's stock entries.

The entries come inside of products, the way Veeqo's documentation means stock to be listed. Totals over all warehouses
are not used: they mix places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crossdock.connect import Resource, StockNumber
from crossdock.connect.stock import Place
from crossdock_veeqo import events, inferred

NUMBER = StockNumber(
    read_from="stock_entry",
    sku="sku_code",
    location="warehouse_id",
    quantity="available",
    as_of="as_of",
    lag_seconds=inferred.LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a SKU at a warehouse, counted from the stock entries of one whole read.",
    key=("sku_code", "warehouse_id"),
    kind="stock",
    version="as_of",
    aliases=(("sku", "sku_code"),),
    stock=NUMBER,
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.AVAILABLE),
)


def counted(entries: Sequence[Any], absent: Sequence[Place], at: datetime) -> list[Any]:
    """One record for each SKU and warehouse, and one of zero for each that is absent.

    What Veeqo does not count (`infinite`), and what has no SKU, makes none: no number would be true of it.
    """
    levels: Counter[Place] = Counter()
    uncounted: set[Place] = set()
    for entry in entries:
        if not (sku := entry["sellable"].get("sku_code")):
            continue
        place = (sku, str(entry["warehouse_id"]))
        available = inferred.available(entry)
        if available is None:
            uncounted.add(place)
        else:
            levels[place] += available
    told = {place: available for place, available in levels.items() if place not in uncounted}
    return NUMBER.records(told, (place for place in absent if place not in uncounted), at)
