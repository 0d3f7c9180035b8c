"""What is made of the rows of export definitions: times with their zone, lines of a despatch together, stock by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_orderwise.local_time import with_zone

Row = dict[str, Any]

TIMES: Mapping[str, Sequence[str]] = {
    "order": ("order_date", "amended_at"),
    "despatch": ("despatched_at",),
    "variant": ("amended_at",),
}
"""Columns that hold times, by resource."""
LINE_COLUMNS = ("item_number", "variant_code", "quantity")
"""Of a despatch's rows: what is of a line. All other columns are of the delivery."""


def timed(resource: str, row: Row, zone: ZoneInfo) -> Row:
    """A row with zones on its times; raises ValueError for what is no time."""
    return row | {name: with_zone(row[name], zone) for name in TIMES.get(resource, ()) if row.get(name)}


def despatches(rows: Sequence[Row]) -> Iterator[Row]:
    """The deliveries of which some rows are the lines. Raises ValueError for a row without a delivery or a line."""
    found: dict[Any, Row] = {}
    for row in rows:
        if not (row.get("delivery_number") and row.get("variant_code")):
            raise ValueError("a row has no 'delivery_number', or no 'variant_code'")
        head = {name: value for name, value in row.items() if name not in LINE_COLUMNS}
        delivery = found.setdefault(row["delivery_number"], {**head, "lines": []})
        delivery["lines"].append({name: _counted(row[name]) for name in LINE_COLUMNS if name in row})
    yield from found.values()


def stock_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """One row for each variant and location. Raises ValueError where a row says nothing of locations."""
    for row in rows:
        if "stock_locations" not in row:
            yield row
            continue
        rest = {name: value for name, value in row.items() if name != "stock_locations"}
        for place in _places(row["stock_locations"]):
            yield rest | {"stock_location_id": place["id"]} | {n: v for n, v in place.items() if n != "id"}


GATHERED: Mapping[str, Callable[[Sequence[Row]], Iterator[Row]]] = {"despatch": despatches, "stock_row": stock_rows}
"""What makes records of rows, for resources whose records are no rows."""


def _counted(value: Any) -> Any:
    """Whole quantities as such: a column with decimals tells 2.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _places(told: Any) -> list[Row]:
    """Locations as text of JSON, or as a list."""
    try:
        places = json_text.decode(told.encode()) if isinstance(told, str) else told
    except Malformed as error:
        raise ValueError("'stock_locations' is a text that is not JSON") from error
    if not (isinstance(places, list) and all(isinstance(place, dict) and "id" in place for place in places)):
        raise ValueError("'stock_locations' is no list of locations with their ids")
    return places
