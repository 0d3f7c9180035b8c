"""Flows: how messages go from one platform to another, and whether they do right now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.json import encode
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Alarm
from crossdock.errors import NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.flow import Flow, FlowDefinition, FlowState, FlowStatus
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem
from crossdock.model.project import Project
from crossdock.model.record import Counts
from crossdock.store.commitments import KEPT
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment
from crossdock.studio.flow_checks import (
    Ends,
    beside_problems,
    definition_problems,
    end_problems,
    require_sound,
    text_problems,
    unknown_mapping,
)
from crossdock.studio.guard_checks import guard_problems
from crossdock.studio.pauses import standing
from crossdock.studio.revision import require_present, require_revision

_ACTIONS = {
    FlowStatus.RUNNING: "flow.resume",
    FlowStatus.DRAINING: "flow.drain",
    FlowStatus.PAUSED: "flow.pause",
}


class FlowPut(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that was stored, and what it still lacks."""

    flow: Flow
    created: bool
    warnings: tuple[Problem, ...]
    """Environments in which it cannot run yet, and the like."""


class Flows:
    def __init__(self, store: Store, pipeline: Pipeline, catalogue: Catalogue, alarm: Alarm) -> None:
        self._store = store
        self._pipeline = pipeline
        self._catalogue = catalogue
        self._alarm = alarm

    async def list(self, caller: Principal, project: str, page: PageRequest) -> Page[Flow]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.flows.page(opened, page)

    async def get(self, caller: Principal, project: str, name: str) -> Flow:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.flows.get(opened, name)

    async def put(self, caller: Principal, project: str, definition: FlowDefinition, expected: int | None) -> FlowPut:
        """Create a flow or replace its definition; `expected` 0 only where there is none.

        Raises InvalidInput 'invalid-flow' with every problem. A definition that is already so makes no new revision.
        """
        check_name("flow", definition.name)
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            around = await self._problems_around(work, opened, definition)
        texts = await text_problems(self._pipeline, definition)
        warnings = require_sound(
            [*definition_problems(definition), *guard_problems(self._catalogue, definition), *texts, *around],
            definition.name,
        )
        async with self._store.begin() as work:
            stored = await work.flows.find(opened, definition.name, lock=True)
            flow = await _store(work, caller, opened, stored, definition, expected)
        return FlowPut(flow=flow, created=stored is None, warnings=warnings)

    async def delete(self, caller: Principal, project: str, name: str, expected: int | None) -> None:
        """Raises Conflict 'has-records' for a flow that ever took something in."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            stored = await work.flows.get(opened, name)
            require_revision("flow", stored.revision, expected)
            await work.flows.delete(stored)
            await work.audit.record(caller.name, opened, "flow.delete", f"flow {name}")

    async def states(self, caller: Principal, project: str, environment: str) -> Sequence[FlowState]:
        """How every flow stands in the environment, by name."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await standing(work, opened, environment)

    async def pause(self, caller: Principal, project: str, environment: str, name: str, reason: str) -> FlowState:
        """Nothing more is mapped or written; what comes in is kept, and waits."""
        return await self._set(caller, project, environment, name, FlowStatus.PAUSED, reason)

    async def drain(self, caller: Principal, project: str, environment: str, name: str, reason: str) -> FlowState:
        """Let what was begun come to its end, retries included, and begin nothing else; then the flow is paused.

        A record was begun once something of it may be at the target. What comes in is kept, and waits.
        """
        return await self._set(caller, project, environment, name, FlowStatus.DRAINING, reason)

    async def resume(self, caller: Principal, project: str, environment: str, name: str, reason: str) -> FlowState:
        """Let a paused or stopped flow go on with everything that waits."""
        state = await self._set(caller, project, environment, name, FlowStatus.RUNNING, reason)
        async with self._store.read() as work:
            waiting = await work.records.due_partitions(work.now)
        await self._alarm.ring(waiting)
        return state

    async def counts(
        self,
        caller: Principal,
        project: str,
        environment: str,
        name: str,
        first_day: date | None = None,
        last_day: date | None = None,
    ) -> Counts:
        """The flow's equation, by days of receipt in UTC, both included."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            flow = await work.flows.get(opened, name)
            return await work.records.counts(opened, flow, environment, first_day, last_day)

    async def _set(
        self, caller: Principal, project: str, environment: str, name: str, status: FlowStatus, reason: str
    ) -> FlowState:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            flow = await work.flows.get(opened, name)
            state = FlowState(
                flow=name, environment=environment, status=status, reason=reason, since=work.now, by=caller.name
            )
            await work.flows.set_state(flow, state)
            if status is FlowStatus.RUNNING:
                await work.pauses.wake(opened, environment, [name], work.now)
            await work.audit.record(
                caller.name, opened, _ACTIONS[status], f"flow {environment}/{name}", {"reason": reason}
            )
        return state

    async def _problems_around(self, work: Work, project: Project, definition: FlowDefinition) -> Sequence[Problem]:
        try:
            mapping = await work.mappings.get(project, definition.mapping)
        except NotFound as error:
            return [unknown_mapping(error)]
        ends = Ends(
            source=await _connectors(work, project, definition.source.connection),
            target=await _connectors(work, project, definition.target.connection),
        )
        others = [flow.definition for flow in await work.flows.all(project)]
        return [*end_problems(self._catalogue, definition, mapping, ends), *beside_problems(definition, others)]


async def _connectors(work: Work, project: Project, connection: str) -> dict[str, str | None]:
    """Which connector stands behind a connection's name, by environment; None where there is no such connection."""
    found: dict[str, str | None] = {}
    for environment in project.environments:
        try:
            found[environment] = (await work.connections.get(project, environment, connection)).connector
        except NotFound:
            found[environment] = None
    return found


async def _store(
    work: Work,
    caller: Principal,
    project: Project,
    stored: Flow | None,
    definition: FlowDefinition,
    expected: int | None,
) -> Flow:
    if stored is None:
        require_present("flow", expected)
        flow = Flow(
            id=uuid7(),
            project=project.name,
            definition=definition,
            revision=1,
            created_at=work.now,
            updated_at=work.now,
        )
        await work.flows.add(project, flow)
    else:
        require_revision("flow", stored.revision, expected)
        if encode(stored.definition) == encode(definition):
            return stored
        flow = msgspec.structs.replace(stored, definition=definition, revision=stored.revision + 1, updated_at=work.now)
        await work.flows.change(flow)
        if definition.commits and definition.commits != stored.definition.commits:
            await work.commitments.expect_again(flow, work.now - KEPT)
    told = {"revision": flow.revision}
    await work.audit.record(caller.name, project, "flow.put", f"flow {flow.name}", told)
    return flow
