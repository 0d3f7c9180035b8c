"""The rows of lookups: each holds from one revision until another, so that every revision can be read whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import JSON, Row, Select, bindparam, func, or_, select, text, true

from crossdock.model.lookup import LookupRow, LookupTable, RowUse
from crossdock.model.page import Page, PageRequest
from crossdock.store.lookups import StoredLookup
from crossdock.store.paging import limit_of, read_cursor, write_cursor
from crossdock.store.repository import Repository
from crossdock.store.row_changes import Cells, RowChanges
from crossdock.store.tables import lookup_hits, lookup_revisions, lookup_rows

T = TypeVar("T")

_BATCH = 5_000
"""Rows read at a time, so that a long table leaves room for other requests."""

_CLOSE = text("""
    UPDATE lookup_rows SET until_revision = :revision
    FROM json_to_recordset(:rows) AS given(keys text[])
    WHERE lookup_id = :lookup AND row_key = given.keys AND until_revision IS NULL
""").bindparams(bindparam("rows", type_=JSON))

_OPEN = text("""
    INSERT INTO lookup_rows (lookup_id, row_key, row_values, from_revision)
    SELECT :lookup, given.keys, given."values", :revision
    FROM json_to_recordset(:rows) AS given(keys text[], "values" text[])
""").bindparams(bindparam("rows", type_=JSON))


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """A cursor: all pages are of the revision of the first one, whatever changes meanwhile."""

    revision: int
    keys: Cells


class LookupRows(Repository):
    async def page(self, stored: StoredLookup, request: PageRequest) -> Page[LookupRow]:
        """Rows in the order of their keys, of the lookup's revision."""
        return await self._rows_page(stored, request, _rows(stored), _row)

    async def uses(self, stored: StoredLookup, request: PageRequest, unused_since: datetime | None) -> Page[RowUse]:
        """Rows as they stand now, with when they were last found; only those that were not since a time, if given."""
        query = _with_use(_rows(stored))
        if unused_since is not None:
            query = query.where(func.coalesce(lookup_hits.c.hit_at < unused_since, true()))
        return await self._rows_page(stored, request, query, _use)

    async def _rows_page(
        self, stored: StoredLookup, request: PageRequest, query: Select[Any], make: Callable[[Row[Any]], T]
    ) -> Page[T]:
        limit = limit_of(request)
        place = read_cursor(request, _Place)
        if place is not None:
            query = query.where(lookup_rows.c.row_key > list(place.keys))
        found = await self._all(query.limit(limit + 1))
        rows = found[:limit]
        following = write_cursor(_Place(stored.revision, tuple(rows[-1].row_key))) if len(found) > limit else None
        return Page(items=[make(row) for row in rows], next=following)

    def revision_of(self, request: PageRequest) -> int | None:
        """The revision that a page request goes on with; None on the first page."""
        place = read_cursor(request, _Place)
        return place.revision if place else None

    async def table(self, stored: StoredLookup) -> LookupTable:
        """The lookup's revision, whole. Reads in batches, so it wants a unit of work that is a transaction."""
        rows = tuple([row async for row in self._stream(stored)])
        return LookupTable(definition=stored.lookup.definition, revision=stored.revision, rows=rows)

    async def values(self, stored: StoredLookup) -> dict[Cells, Cells]:
        """The lookup's revision, as key to values."""
        return {row.keys: row.values async for row in self._stream(stored)}

    async def find(self, stored: StoredLookup, keys: Cells) -> LookupRow | None:
        row = await self._first(_rows(stored).where(lookup_rows.c.row_key == list(keys)))
        return None if row is None else _row(row)

    async def apply(self, stored: StoredLookup, changes: RowChanges) -> None:
        """Let changes hold from the lookup's revision on, which is its newest."""
        target = {"lookup": stored.id, "revision": stored.revision}
        if changes.closed:
            rows = [{"keys": list(key)} for key in changes.closed]
            await self._connection.execute(_CLOSE, target | {"rows": rows})
        if changes.opened:
            opened = [{"keys": list(row.keys), "values": list(row.values)} for row in changes.opened]
            await self._connection.execute(_OPEN, target | {"rows": opened})

    async def _stream(self, stored: StoredLookup) -> AsyncIterator[LookupRow]:
        async with self._connection.stream(_rows(stored)) as result:
            async for batch in result.partitions(_BATCH):
                for row in batch:
                    yield _row(row)


def _rows(stored: StoredLookup) -> Select[Any]:
    rows = lookup_rows.c
    holds = (
        rows.from_revision <= stored.revision,
        or_(rows.until_revision.is_(None), rows.until_revision > stored.revision),
    )
    query = select(rows.row_key, rows.row_values).where(rows.lookup_id == stored.id, *holds)
    return query.order_by(rows.row_key)


def _with_use(query: Select[Any]) -> Select[Any]:
    """The rows with when they came to be so, and when they were last found."""
    rows, since, hits = lookup_rows.c, lookup_revisions.c, lookup_hits.c
    joined = lookup_rows.join(
        lookup_revisions, (since.lookup_id == rows.lookup_id) & (since.revision == rows.from_revision)
    ).outerjoin(lookup_hits, (hits.lookup_id == rows.lookup_id) & (hits.row_key == rows.row_key))
    return query.select_from(joined).add_columns(since.created_at, hits.hit_at)


def _use(row: Row[Any]) -> RowUse:
    return RowUse(row=_row(row), since=row.created_at, hit_at=row.hit_at)


def _row(row: Row[Any]) -> LookupRow:
    return LookupRow(keys=tuple(row.row_key), values=tuple(row.row_values))
