"""Cross-reference lookups and their rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import msgspec

from crossdock_patchworks.inferred import LEFT, RIGHT
from crossdock_patchworks.sandbox.refusal import invalid, not_found

Record = dict[str, Any]


class Row(msgspec.Struct, kw_only=True):
    """One row."""

    id: int
    left: str
    right: str
    received: int = 0

    def document(self) -> Record:
        """As the API lists it."""
        return {"id": self.id, LEFT: self.left, RIGHT: self.right}


class Table(msgspec.Struct, kw_only=True):
    """One cross-reference lookup."""

    id: int
    name: str
    description: str
    default: str | None
    rows: list[Row]

    def document(self) -> Record:
        """As the API lists it, without its rows."""
        return {
            "id": self.id,
            "cross_reference_lookup_template_id": None,
            "name": self.name,
            "description": self.description,
            "default_value": self.default,
        }


class Tables:
    """All of a company's."""

    def __init__(self, tables: list[Table]) -> None:
        self._tables = {table.id: table for table in tables}
        self._ids: Iterator[int] = count(9001)

    def all(self) -> list[Table]:
        return list(self._tables.values())

    def one(self, number: int) -> Table:
        """One of them; raises Refused where there is none of that number."""
        if number not in self._tables:
            raise not_found()
        return self._tables[number]

    def add(self, number: int, body: Record) -> Row:
        """A new row; raises Refused for one that says too little. Nothing keeps a left value from standing there twice."""
        left, right = _columns(body)
        row = Row(id=next(self._ids), left=left, right=right, received=1)
        self.one(number).rows.append(row)
        return row

    def change(self, number: int, row_id: int, body: Record) -> Row:
        """A row has other values from now on; raises Refused."""
        found = next((row for row in self.one(number).rows if row.id == row_id), None)
        if found is None:
            raise not_found()
        found.left, found.right = _columns(body)
        found.received += 1
        return found


def _columns(body: Record) -> tuple[str, str]:
    for name in (LEFT, RIGHT):
        if not isinstance(body.get(name), str) or not body[name]:
            raise invalid(name, f"The {name} field is required.")
    return body[LEFT], body[RIGHT]
