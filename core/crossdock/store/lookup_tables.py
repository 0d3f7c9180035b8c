"""The lookups of a project as evaluations see them, kept while their revision is the newest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

import anyio

from crossdock.model.lookup import LookupTable, LookupTables
from crossdock.store.lookups import StoredLookup
from crossdock.store.unit_of_work import Store

KEPT_ROWS = 1_000_000
"""Rows of all kept tables together; about 300 bytes each."""


class LookupTableCache:
    """Tables by lookup, in the revision last asked for; those used longest ago go first when there are too many rows."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[UUID, LookupTable] = OrderedDict()
        self._loading = anyio.Lock()

    async def of(self, lookups: Iterable[StoredLookup]) -> LookupTables:
        """The lookups by name, whole; only those that have changed since are read.

        Not to be called within a unit of work: waiting for a second connection while holding one ends in a deadlock.
        """
        return {stored.name: await self._table(stored) for stored in lookups}

    async def _table(self, stored: StoredLookup) -> LookupTable:
        return self._find(stored) or await self._load(stored)

    def _find(self, stored: StoredLookup) -> LookupTable | None:
        table = self._kept.get(stored.id)
        if table is None or table.revision != stored.revision:
            return None
        self._kept.move_to_end(stored.id)
        return table

    async def _load(self, stored: StoredLookup) -> LookupTable:
        async with self._loading:  # whoever comes while it is read waits for it instead of reading it too
            if found := self._find(stored):
                return found
            async with self._store.begin() as work:
                table = await work.lookup_rows.table(stored)
            self._keep(stored.id, table)
            return table

    def _keep(self, lookup: UUID, table: LookupTable) -> None:
        self._kept[lookup] = table
        self._kept.move_to_end(lookup)
        while len(self._kept) > 1 and sum(len(kept.rows) for kept in self._kept.values()) > KEPT_ROWS:
            self._kept.popitem(last=False)
