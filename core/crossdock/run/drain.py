"""Working off a partition: batch after batch, until nothing in it is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import UUID

import anyio
import structlog

from crossdock.errors import Unavailable
from crossdock.run.consignment import Consignment
from crossdock.run.fence import Fence
from crossdock.run.passage import Passage
from crossdock.run.station import Station
from crossdock.store.partitions import EpochLost
from crossdock.store.records import Claimed

BATCH = 32
AT_ONCE = 4
"""Records of one partition under way at a time; they are of different objects."""

_log = structlog.get_logger(__name__)


class Drain:
    """Drains partitions in the name of one worker."""

    def __init__(self, station: Station, worker: str) -> None:
        self._at, self._worker = station, worker

    async def drain(self, partition: int) -> int:
        """Work off everything that is due in a partition; gives how many attempts were made.

        Raises Unavailable where something of ours is away; what is left stays due.
        """
        async with self._at.store.begin() as work:
            fence = Fence(partition, await work.partitions.take(partition, self._worker))
        made = 0
        try:
            while claimed := await self._claim(fence):
                await self._work_off(claimed, fence)
                made += len(claimed)
        except EpochLost:
            _log.info("another worker took a partition over", partition=partition)
        return made

    async def _claim(self, fence: Fence) -> list[Claimed]:
        async with self._at.store.begin() as work:
            await fence.require(work)
            return await work.records.claim(fence.partition, self._at.clock.now(), BATCH)

    async def _work_off(self, claimed: list[Claimed], fence: Fence) -> None:
        limiter = anyio.Semaphore(AT_ONCE)
        members = Counter(map(_place, claimed))
        routes = {place: await self._at.routes.of(*place) for place in members}
        consignments = {place: Consignment(self._at.store, fence, members[place], limiter) for place in members}
        failures: list[Exception] = []
        async with anyio.create_task_group() as group:
            for one in claimed:
                start = partial(Passage, self._at, one, routes[_place(one)], fence, consignments[_place(one)])
                group.start_soon(self._pass, start, consignments[_place(one)], limiter, failures)
        if failures:
            raise failures[0]

    async def _pass(
        self,
        start: Callable[[], Passage],
        consignment: Consignment,
        limiter: anyio.Semaphore,
        failures: list[Exception],
    ) -> None:
        """One record's passage. What ails ours is raised when all have come to their end: none is cut off."""
        async with consignment.member(), limiter:
            if failures:
                return
            try:
                await self._one(start())
            except Exception as error:  # noqa: BLE001  # raised by whoever started us
                failures.append(error)

    async def _one(self, passage: Passage) -> None:
        try:
            await passage.run()
        except (EpochLost, Unavailable):
            raise
        except Exception as error:  # noqa: BLE001  # a record that cannot be settled must not stop its partition
            await passage.put_off(error)


def _place(one: Claimed) -> tuple[UUID, str]:
    return one.flow_id, one.record.environment
