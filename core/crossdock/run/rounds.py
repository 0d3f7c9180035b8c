"""Rounds: what a worker does again and again beside working off records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from crossdock.run.alerts import Teller, Watchman
from crossdock.run.channels import Channels
from crossdock.run.retention import Emptier
from crossdock.store.unit_of_work import Store

HEAR_SECONDS = 10.0
LOOK_SECONDS = 5.0
TELL_SECONDS = 2.0
EMPTY_SECONDS = 600.0
DRAIN_SECONDS = 1.0


class Rounds:
    """The rounds of the workers on one machine."""

    def __init__(self, store: Store, channels: Channels, host: str) -> None:
        self._store, self._host = store, host
        self._watchman, self._teller, self._emptier = Watchman(store), Teller(store, channels), Emptier(store)

    @property
    def turns(self) -> tuple[tuple[Callable[[], Awaitable[object]], float], ...]:
        """What is to be done, and after how many seconds again. Each raises Unavailable where the database is away."""
        return (
            (self.hear, HEAR_SECONDS),
            (self._watchman.look, LOOK_SECONDS),
            (self._teller.tell, TELL_SECONDS),
            (self._emptier.empty, EMPTY_SECONDS),
            (self.end_drains, DRAIN_SECONDS),
        )

    async def end_drains(self) -> None:
        """Pause what was drained and has nothing under way any more."""
        async with self._store.begin() as work:
            for drained in await work.pauses.end_drains(work.now):
                project = await work.projects.get(drained.project)
                await work.audit.record("worker", project, f"{drained.kind}.drained", drained.subject)

    async def hear(self) -> None:
        """Say that this machine has a worker."""
        async with self._store.begin() as work:
            await work.watches.hear(self._host, work.now)

    async def leave(self) -> None:
        """Say that one of its workers stops because it shall."""
        async with self._store.begin() as work:
            await work.watches.leave(self._host)
