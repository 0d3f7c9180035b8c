"""What is live, and mapping messages with it."""

from __future__ import annotations

from crossdock.engine.pipeline import Pipeline
from crossdock.errors import NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped, Runnable
from crossdock.model.project import Project
from crossdock.model.promotion import LiveVersion
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.promotions import Live as StoredLive
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Live:
    def __init__(self, store: Store, pipeline: Pipeline, tables: LookupTableCache, runnables: RunnableCache) -> None:
        self._store = store
        self._pipeline = pipeline
        self._tables = tables
        self._runnables = runnables

    async def list(self, caller: Principal, project: str, environment: str) -> list[LiveVersion]:
        """Every mapping that has a live version in the environment, by name."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.promotions.live_in(opened, environment)

    async def get(self, caller: Principal, project: str, environment: str, mapping: str) -> LiveVersion:
        """Raises NotFound 'nothing-live'."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return (await _live(work, opened, environment, mapping)).version

    async def map(self, caller: Principal, project: str, environment: str, mapping: str, raw: bytes) -> Mapped:
        """Map a message with the live version; raises NotFound 'nothing-live'."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            live = await _live(work, opened, environment, mapping)
            ready = self._runnables.find(live.version_id) or await self._read(work, opened, live)
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        return await self._pipeline.map(ready, raw, lookups=tables, lane=Lane.LIVE)

    async def _read(self, work: Work, project: Project, live: StoredLive) -> Runnable:
        mapping = await work.mappings.get(project, live.version.mapping)
        return self._runnables.of(await work.versions.get(mapping, live.version.version))


async def _live(work: Work, project: Project, environment: str, mapping: str) -> StoredLive:
    require_environment(project, environment)
    live = await work.promotions.live(project, environment, mapping)
    if live is None:
        await work.mappings.get(project, mapping)
        raise NotFound(
            f"No version of mapping '{mapping}' is live in '{environment}'.",
            code="nothing-live",
            remedy="Promote one first.",
        )
    return live
