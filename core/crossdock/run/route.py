"""What a record of a flow needs on its way, the same for all that are worked off together."""

from __future__ import annotations

import time
from uuid import UUID

import msgspec

from crossdock.model.evaluation import Runnable
from crossdock.model.flow import Flow, FlowSource, FlowStatus
from crossdock.model.lookup import LookupTables
from crossdock.model.project import Project
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A flow in one environment, as it is right now."""

    project: Project
    environment: str
    flow: Flow
    source: FlowSource
    """What it hears: of a flow beside one that polls, with that one's poll."""
    version: int | None
    """Of the mapping; None where nothing is live."""
    runnable: Runnable | None
    lookups: LookupTables
    status: FlowStatus


LOOK_SECONDS = 1.0
"""How often a flow, its live version and its lookups are looked at for changes."""


class Routes:
    """Finds the live version and the lookups of flows; changes of theirs take hold within a second."""

    def __init__(
        self, store: Store, tables: LookupTableCache, runnables: RunnableCache, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._store, self._tables, self._runnables = store, tables, runnables
        self._look_seconds = look_seconds
        self._seen: dict[tuple[UUID, str], tuple[float, Route]] = {}

    async def of(self, flow_id: UUID, environment: str) -> Route:
        """The route of a flow in an environment."""
        looked_at, route = self._seen.get((flow_id, environment), (0.0, None))
        if route is None or time.monotonic() - looked_at >= self._look_seconds:
            route = await self._look(flow_id, environment)
            self._seen[flow_id, environment] = (time.monotonic(), route)
        return route

    def forget(self, route: Route) -> None:
        """Look anew before the next record: something of it is known to have changed."""
        self._seen.pop((route.flow.id, route.environment), None)

    async def _look(self, flow_id: UUID, environment: str) -> Route:
        async with self._store.read() as work:
            flow = (await work.flows.by_ids([flow_id]))[flow_id]
            project = await work.projects.get(flow.project)
            live = await work.promotions.live(project, environment, flow.definition.mapping)
            runnable = None
            if live is not None:
                runnable = self._runnables.find(live.version_id) or await self._read(
                    work, project, flow.definition.mapping, live.version.version
                )
            lookups = await work.lookups.current(project)
            state = await work.flows.state(flow, environment)
            source = await _heard(work, project, flow)
        return Route(
            project=project,
            environment=environment,
            flow=flow,
            source=source,
            version=live.version.version if live else None,
            runnable=runnable,
            lookups=await self._tables.of(lookups),
            status=state.status,
        )

    async def _read(self, work: Work, project: Project, mapping: str, number: int) -> Runnable:
        return self._runnables.of(await work.versions.get(await work.mappings.get(project, mapping), number))


async def _heard(work: Work, project: Project, flow: Flow) -> FlowSource:
    source = flow.definition.source
    if source.webhook or not source.beside:
        return source
    other = await work.flows.find(project, source.beside)
    return source if other is None else msgspec.structs.replace(source, poll=other.definition.source.poll)
