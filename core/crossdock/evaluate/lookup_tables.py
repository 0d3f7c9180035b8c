"""Lookup tables where they are looked into, indexed once.

A table crosses the pipe once per child, and only when a text looks into it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping

import msgspec

from crossdock.model.lookup import LookupDefinition, LookupTable, LookupTables

_encoder = msgspec.msgpack.Encoder()


class TableDigests:
    """In the parent: the digest of each table's whole content, worked out once per table object.

    A name and a revision do not tell a table apart: two projects may both have revision 3 of 'carriers'.
    """

    def __init__(self, remembered: int = 256) -> None:
        self._remembered = remembered
        self._digests: OrderedDict[int, tuple[LookupTable, str]] = OrderedDict()

    def of(self, tables: LookupTables) -> dict[str, str]:
        """Name to digest, for every table."""
        return {name: self._digest(table) for name, table in tables.items()}

    def _digest(self, table: LookupTable) -> str:
        known = self._digests.get(id(table))  # the object is kept beside its digest, so its id stays its own
        if known is None:
            known = table, hashlib.sha256(_encoder.encode(table)).hexdigest()
            self._digests[id(table)] = known
            if len(self._digests) > self._remembered:
                self._digests.popitem(last=False)
        return known[1]


class IndexedTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table whose rows are found by their keys."""

    definition: LookupDefinition
    revision: int
    rows: Mapping[tuple[str, ...], tuple[str, ...]]


def index(table: LookupTable) -> IndexedTable:
    """The table with its rows by key."""
    rows = {row.keys: row.values for row in table.rows}
    return IndexedTable(definition=table.definition, revision=table.revision, rows=rows)


class TableCache:
    """In the child: the tables it was given, by digest; those used least recently go first when rows become many."""

    def __init__(self, most_rows: int = 200_000) -> None:
        self._most_rows = most_rows
        self._tables: OrderedDict[str, IndexedTable] = OrderedDict()
        self._rows = 0

    def get(self, digest: str) -> IndexedTable | None:
        found = self._tables.get(digest)
        if found is not None:
            self._tables.move_to_end(digest)
        return found

    def keep(self, digest: str, table: IndexedTable) -> None:
        """Remember a table; the newest is kept whatever its size."""
        self._tables[digest] = table
        self._rows += len(table.rows)
        while self._rows > self._most_rows and len(self._tables) > 1:
            _, dropped = self._tables.popitem(last=False)
            self._rows -= len(dropped.rows)


class TableIndexes:
    """In a process that has the tables themselves: their indexes, worked out once per table object."""

    def __init__(self, most_rows: int = 200_000) -> None:
        self._most_rows = most_rows
        self._indexes: OrderedDict[int, tuple[LookupTable, IndexedTable]] = OrderedDict()
        self._rows = 0

    def of(self, table: LookupTable) -> IndexedTable:
        """The table's index; those used least recently go first when rows become many, the newest is always kept."""
        known = self._indexes.get(id(table))  # the object is kept beside its index, so its id stays its own
        if known is None:
            known = self._indexes[id(table)] = table, index(table)
            self._rows += 1 + len(table.rows)
            self._forget()
        else:
            self._indexes.move_to_end(id(table))
        return known[1]

    def _forget(self) -> None:
        while self._rows > self._most_rows and len(self._indexes) > 1:
            _, (dropped, _) = self._indexes.popitem(last=False)
            self._rows -= 1 + len(dropped.rows)
