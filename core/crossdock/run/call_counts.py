"""Counting requests: in memory as they go out, and into the database every few seconds."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from crossdock.engine.ports import Clock
from crossdock.run.errand import Errand
from crossdock.store.calls import STEP, Counted
from crossdock.store.unit_of_work import Store

STORE_SECONDS = 5.0
"""What a worker that dies had counted since is lost: the counts are for people, the platform's limit is kept by others."""


class CallCounts:
    """The requests of one worker that are not stored yet."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._counted: Counter[Counted] = Counter()

    def add(self, connection_id: UUID, errand: Errand) -> None:
        """One more request."""
        began_at = _step_of(self._clock.now())
        self._counted[Counted(connection_id, errand.flow_id, errand.purpose, began_at)] += 1

    async def store(self) -> None:
        """Add what was counted to what is stored. Raises Unavailable; nothing is lost then."""
        counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            async with self._store.begin() as work:
                await work.calls.add(counted, work.now)
        except BaseException:
            self._counted += counted
            raise


def _step_of(moment: datetime) -> datetime:
    return moment - timedelta(seconds=moment.timestamp() % STEP.total_seconds())
