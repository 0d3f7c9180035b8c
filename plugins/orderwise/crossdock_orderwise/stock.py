"""Free stock as one number for each variant and location. It is net of what orders are promised already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crossdock.connect import Resource, StockNumber
from crossdock.connect.stock import Place
from crossdock.errors import InvalidInput
from crossdock_orderwise import events, inferred

NUMBER = StockNumber(
    read_from="stock_row",
    sku="variant_code",
    location="stock_location_id",
    quantity="free_stock",
    as_of="as_of",
    lag_seconds=inferred.LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a variant at a stock location.",
    key=("variant_code", "stock_location_id"),
    kind="stock",
    version="as_of",
    aliases=(("variant", "variant_code"),),
    stock=NUMBER,
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.STOCK_SHAPE),
)


def counted(rows: Sequence[Any], absent: Sequence[Place], at: datetime) -> list[Any]:
    """One record for each variant and location, and one of zero for each that is absent."""
    levels: Counter[Place] = Counter()
    for row in rows:
        levels[row["variant_code"], str(row["stock_location_id"])] += whole(row["free_stock"])
    return NUMBER.records({place: max(0, free) for place, free in levels.items()}, absent, at)  # oversold is none


def whole(told: Any) -> int:
    """A quantity, which may be told with decimals, as the whole pieces in it; raises InvalidInput for what is none."""
    try:
        return int(Decimal(str(told)).to_integral_value("ROUND_FLOOR"))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise InvalidInput(
            f"'{told}' is no quantity of stock.", remedy="Look at the definition that lists stock."
        ) from error
