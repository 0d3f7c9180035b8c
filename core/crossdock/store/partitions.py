"""Partitions: one worker at a time writes in each, and whoever was one before finds out."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from crossdock.errors import Conflict
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import partitions


class EpochLost(Conflict):
    """Another worker took the partition; nothing more may be written there for the old epoch."""

    code = "epoch-lost"
    default_remedy = "Leave the partition to the worker that took it."


class Partitions(Repository):
    async def take(self, number: int, worker: str) -> int:
        """Make a partition this worker's and give its new epoch, once whoever writes under the old one is done.

        Raises NotFound where there is no such partition.
        """
        row = await self._first(_TAKE, partition=number, new_worker=worker)
        if row is None:
            raise absent("partition", number)
        return int(row.epoch)

    async def require(self, number: int, epoch: int) -> None:
        """Keep a partition from being taken until this unit of work ends; raises EpochLost where it was."""
        if await self._first(_REQUIRE, partition=number, held=epoch) is None:
            raise EpochLost(f"Partition {number} is another worker's by now.")


_TAKE = (
    update(partitions)
    .where(partitions.c.number == bindparam("partition"))
    .values(epoch=partitions.c.epoch + 1, worker=bindparam("new_worker"))
    .returning(partitions.c.epoch)
)
_REQUIRE = (
    select(partitions.c.number)
    .where(partitions.c.number == bindparam("partition"), partitions.c.epoch == bindparam("held"))
    .with_for_update(read=True)
)
