"""Free stock as one number for each variant and location. It is net of what orders are promised already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crossdock.connect import Resource, StockNumber
from crossdock.errors import InvalidInput
from crossdock_orderwise import events, inferred

Place = tuple[str, str]

STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a variant at a stock location.",
    key=("variant_code", "stock_location_id"),
    kind="stock",
    version="as_of",
    aliases=(("variant", "variant_code"),),
    stock=StockNumber(
        read_from="stock_row",
        sku="variant_code",
        location="stock_location_id",
        quantity="free_stock",
        as_of="as_of",
        lag_seconds=inferred.LAG_SECONDS,
    ),
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.STOCK_SHAPE),
)


def counted(rows: Sequence[Any], absent: Sequence[Place], at: datetime) -> list[Any]:
    """One record for each variant and location, and one of zero for each that is absent."""
    levels: Counter[Place] = Counter()
    for row in rows:
        levels[row["variant_code"], str(row["stock_location_id"])] += whole(row["free_stock"])
    return [level(place, levels[place], at) for place in dict.fromkeys([*levels, *absent])]


def level(place: Place, free: int, at: datetime) -> Any:
    """A record of stock; what is oversold is none."""
    return {
        "variant_code": place[0],
        "stock_location_id": place[1],
        "free_stock": max(0, free),
        "as_of": at.isoformat(),
    }


def whole(told: Any) -> int:
    """A quantity, which may be told with decimals, as the whole pieces in it; raises InvalidInput for what is none."""
    try:
        return int(Decimal(str(told)).to_integral_value("ROUND_FLOOR"))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise InvalidInput(
            f"'{told}' is no quantity of stock.", remedy="Look at the definition that lists stock."
        ) from error
