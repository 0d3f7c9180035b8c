"""Noting which rows of lookups records find: in memory as they do, and into the database every few seconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from crossdock.engine.ports import Clock
from crossdock.model.lookup import LookupHit
from crossdock.store.lookup_hits import FoundRow
from crossdock.store.unit_of_work import Store

STORE_SECONDS = 5.0
"""What a worker that dies had noted since is lost: the next record that finds the row is noted again."""
TOLD_FOR = timedelta(hours=1)
"""How long a row that was stored is not stored again by the same worker: nobody asks for more than the day."""


class LookupHits:
    """The rows that one worker's records found, and that are not stored yet."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._waiting: dict[FoundRow, datetime] = {}
        self._told: dict[FoundRow, datetime] = {}

    def note(self, project_id: UUID, hits: Iterable[LookupHit]) -> None:
        """What one evaluation of a record found."""
        now = self._clock.now()
        for hit in hits:
            found = FoundRow(project_id, hit.table, hit.key)
            told = self._told.get(found)
            if told is None or told <= now - TOLD_FOR:
                self._waiting[found] = now

    async def store(self) -> None:
        """Store what was found. Raises Unavailable; nothing is lost then."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        try:
            async with self._store.begin() as work:
                await work.lookup_hits.add(waiting)
        except BaseException:
            self._waiting = waiting | self._waiting
            raise
        self._told = _since(self._told, self._clock.now() - TOLD_FOR) | waiting


def _since(told: Mapping[FoundRow, datetime], moment: datetime) -> dict[FoundRow, datetime]:
    return {found: at for found, at in told.items() if at > moment}
