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
from crossdock_veeqo import events, inferred

Place = tuple[str, str]

STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a SKU at a warehouse, counted from the stock entries of one whole read.",
    key=("sku_code", "warehouse_id"),
    kind="stock",
    version="as_of",
    aliases=(("sku", "sku_code"),),
    stock=StockNumber(
        read_from="stock_entry",
        sku="sku_code",
        location="warehouse_id",
        quantity="available",
        as_of="as_of",
        lag_seconds=inferred.LAG_SECONDS,
    ),
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
    places = [place for place in dict.fromkeys([*levels, *absent]) if place not in uncounted]
    return [_record(place, levels[place], at) for place in places]


def _record(place: Place, available: int, at: datetime) -> Any:
    return {"sku_code": place[0], "warehouse_id": place[1], "available": available, "as_of": at.isoformat()}
