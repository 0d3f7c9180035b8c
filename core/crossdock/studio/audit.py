"""The audit log: read, sealed and verified."""

from __future__ import annotations

from crossdock.model.access import Principal, Right
from crossdock.model.audit import AuditEntry, AuditFilters, ChainReport
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.audit import NO_FILTERS
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_scope, require_deployment
from crossdock.studio.seals import chain_faults, next_seal, seal_faults

BATCH = 1_000
"""Entries under one seal at most."""


class Audit:
    """One chain of seals per project, and one for what concerns the whole deployment.

    The chain shows what was changed or removed between two seals. Whoever can rewrite the whole database could also
    rewrite the chain from there on: keep the newest seal's hash elsewhere to see that, too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(
        self, caller: Principal, project: str | None, page: PageRequest, filters: AuditFilters = NO_FILTERS
    ) -> Page[AuditEntry]:
        """Newest first; None: what concerns the whole deployment."""
        async with self._store.read() as work:
            opened = await open_scope(work, caller, project, Right.READ)
            return await work.audit.page(opened, page, filters)

    async def seal(self, project: str | None) -> int:
        """Seal the committed entries of a chain that have no seal yet; gives how many those were."""
        sealed = 0
        while batch := await self._seal_batch(project):
            sealed += batch
        return sealed

    async def seal_all(self) -> int:
        """`seal` every chain that has something to seal; `serve` does this from time to time."""
        async with self._store.read() as work:
            waiting = await work.audit.unsealed_projects()
        return sum([await self.seal(project) for project in waiting])

    async def verify(self, caller: Principal, project: str | None) -> ChainReport:
        """Seal what is not sealed, then work out every hash of a chain again, and name what does not agree."""
        async with self._store.read() as work:
            await open_scope(work, caller, project, Right.READ)
        await self.seal(project)
        async with self._store.begin() as work:
            return await _report(work, await work.projects.get(project) if project else None)

    async def verify_all(self, caller: Principal) -> tuple[ChainReport, ...]:
        """`verify` the deployment's chain and those of all projects."""
        require_deployment(caller, Right.READ)
        async with self._store.read() as work:
            names = await work.projects.names()
        return tuple([await self.verify(caller, project) for project in (None, *names)])

    @retried
    async def _seal_batch(self, project: str | None) -> int:
        async with self._store.begin() as work:
            opened = await work.projects.get(project) if project else None
            await work.audit.lock(opened)
            entries = await work.audit.unsealed(opened, BATCH)
            if entries:
                last = await work.audit.last_seal(opened)
                await work.audit.add_seal(opened, next_seal(last, entries, work.now))
        return len(entries)


async def _report(work: Work, project: Project | None) -> ChainReport:
    seals = await work.audit.seals(project)
    broken = list(chain_faults(seals, await work.audit.highest_seal_carried(project)))
    unsealed = await work.audit.count_unsealed(project)
    entries = unsealed
    for seal in seals:
        sealed = await work.audit.sealed(project, seal.number)
        entries += len(sealed)
        broken += seal_faults(seal, sealed)
    return ChainReport(
        project=project.name if project else None,
        entries=entries,
        seals=len(seals),
        unsealed=unsealed,
        broken=tuple(broken),
    )
