"""Letting held records go on for which a lookup changed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec

from crossdock.model.access import Principal
from crossdock.model.project import Project
from crossdock.run.release import reopen
from crossdock.store.unit_of_work import Work


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """Records that go on; their partitions are to be rung after the commit."""

    records: int = 0
    partitions: tuple[int, ...] = ()


async def release_missing(
    work: Work, caller: Principal, project: Project, table: str, keys: Collection[tuple[str, ...]]
) -> Released:
    """Let every record go on that is held because the lookup had no row for one of the keys."""
    if not keys:
        return Released()
    waiting = await work.holds.of_miss(project, table, keys)
    message = f"Released by {caller.name}: the lookup '{table}' has the missing row now."
    partitions = await _reopened(work, caller, project, waiting, message)
    return Released(records=len(partitions), partitions=partitions)


async def release_table(work: Work, caller: Principal, project: Project, table: str) -> Released:
    """Let every record go on that is held because of any missing row of a lookup whose settings changed."""
    keys = {group.key for group in await work.holds.misses(project, None) if group.table == table}
    if not keys:
        return Released()
    waiting = await work.holds.of_miss(project, table, keys)
    message = f"Released by {caller.name}: the lookup '{table}' has other settings now."
    partitions = await _reopened(work, caller, project, waiting, message)
    return Released(records=len(partitions), partitions=partitions)


async def _reopened(
    work: Work, caller: Principal, project: Project, records: Collection[UUID], message: str
) -> tuple[int, ...]:
    # In one order everywhere, so that two of these cannot deadlock.
    return tuple(
        [await reopen(work, project, record, actor=caller.name, message=message) for record in sorted(set(records))]
    )
