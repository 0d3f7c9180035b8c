"""The verbs that read: search, read, both in one go, and a plain list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from crossdock_fulfil.sandbox.domains import fits
from crossdock_fulfil.sandbox.refusal import malformed
from crossdock_fulfil.sandbox.tables import Row, Tables
from crossdock_fulfil.sandbox.typing_out import read as read_text

USUAL_SIZE = 10


class Reading:
    """Reads an account's records. All of it raises Refused for what cannot be asked so."""

    def __init__(self, tables: Tables, most: int) -> None:
        self._tables, self._most = tables, most

    def search(self, model: str, arguments: Sequence[Any]) -> list[Row]:
        """`[domain, offset, limit, order]`: the records, as many as an answer holds."""
        padded: list[Any] = [*arguments, *(None,) * 4]
        domain, offset, limit, order, *_ = padded
        found = [row for row in self._tables.all(model) if fits(domain or [], self._field_of(row))]
        for name, direction in reversed(order or []):
            found.sort(key=partial(self._sorted_by, name), reverse=direction.upper() == "DESC")
        start = _whole_number(offset or 0)
        return found[start : start + min(_whole_number(self._most if limit is None else limit), self._most)]

    def search_count(self, model: str, arguments: Sequence[Any]) -> int:
        """`[domain]`: how many there are."""
        domain = arguments[0] if arguments else []
        return sum(fits(domain, self._field_of(row)) for row in self._tables.all(model))

    def search_read(self, model: str, arguments: Sequence[Any]) -> list[Row]:
        """`[domain, offset, limit, order, fields]`."""
        fields = arguments[4] if len(arguments) > 4 else None
        return [self.told(row, fields) for row in self.search(model, arguments)]

    def read(self, model: str, arguments: Sequence[Any]) -> list[Row]:
        """`[ids, fields]`: those of them that are there."""
        padded: list[Any] = [*arguments, None, None]
        ids, fields, *_ = padded
        if not isinstance(ids, list):
            raise malformed("read takes a list of ids")
        return [self.told(row, fields) for row in self._tables.all(model) if row["id"] in ids][: self._most]

    def listed(self, model: str, query: Mapping[str, str], fields: Sequence[str]) -> list[Row]:
        """A page of a plain list: ids and names, and the fields that are asked for."""
        size = _whole_number(query.get("per_page", USUAL_SIZE))
        page = _whole_number(query.get("page", 1))
        domain = read_text(query["filter"].encode()) if query.get("filter") else []
        return [self.told(row, fields) for row in self.search(model, [domain, (page - 1) * size, size])]

    def told(self, row: Row, fields: Sequence[str] | None) -> Row:
        """Some fields of a record, beside its id; all of them where none are named."""
        if fields is None:
            return row
        return {"id": row["id"], **{field: self._tables.value(row, field) for field in fields or ("rec_name",)}}

    def _field_of(self, row: Row) -> Any:
        return lambda name: self._tables.value(row, name)

    def _sorted_by(self, name: str, row: Row) -> tuple[bool, Any]:
        value = self._tables.value(row, name)
        return (value is not None, value if value is not None else 0)


def _whole_number(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise malformed(f"{text} is no number of records")
    return int(text)
