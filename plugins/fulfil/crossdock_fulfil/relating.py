"""Records with what they name by id: an order with its lines, a shipment with its order and what it moves.

One request for each kind of it and 500 records, never one for each record: ten requests a second are all there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crossdock_fulfil.asking import Record, read
from crossdock_fulfil.models import Model, Related

if TYPE_CHECKING:
    from crossdock.connect.line import Line

_COUNTS = ("quantity_canceled", "quantity_shipped")
"""Null until the first of a line is cancelled, or leaves."""


async def whole(line: Line, model: Model, records: Sequence[Record]) -> list[Record]:
    """The records of a page with the records that they name. Raises PlatformError, and ValueError where one is missing."""
    found = list(records)
    for related in model.related:
        found = await _with(line, related, found)
    return [_of_one_order(record) for record in found]


async def _with(line: Line, related: Related, records: Sequence[Record]) -> list[Record]:
    named = {record["id"]: _ids(record, related.field) for record in records}
    rows = await read(line, related.model, (one for ids in named.values() for one in ids), related.fields)
    return [{**record, related.field: [_row(rows, related, one) for one in named[record["id"]]]} for record in records]


def _ids(record: Record, field: str) -> list[int]:
    ids = record.get(field)
    if not isinstance(ids, list):
        raise ValueError(f"a record has no list '{field}'")
    return ids


def _row(rows: dict[int, Record], related: Related, number: int) -> Any:
    if number not in rows:
        raise ValueError(
            f"it has no {related.model} {number}, which stands in '{related.field}'; may this user see it?"
        )
    return rows[number] | {name: 0 for name in _COUNTS if name in rows[number] and rows[number][name] is None}


def _of_one_order(record: Record) -> Record:
    """A shipment of one order says which; one of several says none, and is told to a person."""
    sales = record.get("sales")
    return {**record, "order": sales[0] if len(sales) == 1 else None} if sales is not None else record
