"""What a worker must hold to write about the objects of a partition."""

from __future__ import annotations

import time

import msgspec

from crossdock.store.unit_of_work import Store, Work

FRESH_SECONDS = 3.0
"""How long after its check an epoch is surely still ours: nobody takes over a worker before it has been silent for
`STALLED_SECONDS`, and it is heard of every `HEARTBEAT_SECONDS`."""
HEARTBEAT_SECONDS = 2
STALLED_SECONDS = 6


class Fence(msgspec.Struct, frozen=True):
    """A partition, and the epoch in which it is ours."""

    partition: int
    epoch: int

    async def require(self, work: Work) -> Moment:
        """Hold the partition until the unit of work ends; raises EpochLost where another worker has it."""
        moment = Moment(time.monotonic())
        await work.partitions.require(self.partition, self.epoch)
        return moment


class Moment(msgspec.Struct, frozen=True):
    """When an epoch was last seen to be ours, by a clock that goes on while a process is frozen."""

    at: float

    async def require_fresh(self, store: Store, fence: Fence) -> None:
        """To be called right before something is sent; raises EpochLost where the partition may be another's by now."""
        if time.monotonic() - self.at < FRESH_SECONDS:
            return
        async with store.begin() as work:
            await work.partitions.require(fence.partition, fence.epoch)
