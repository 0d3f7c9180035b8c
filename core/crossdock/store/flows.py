"""Flows, and how each stands in each environment."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.errors import Conflict
from crossdock.model.flow import Flow, FlowDefinition, FlowState, FlowStatus
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Connection, Project
from crossdock.store.connections import connection_of
from crossdock.store.projects import PROJECTS, project_of
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import connections, flow_states, flows, projects, records


class Hook(msgspec.Struct, frozen=True, kw_only=True):
    """All that an intake needs to know of the flow for which something comes in."""

    project: Project
    flow: Flow
    connection: Connection
    """Of the flow's source."""
    secrets: bytes
    """The connection's, sealed."""
    beside: tuple[Flow, ...] = ()
    """Flows that take in what comes for this one, too."""
    is_swept: bool
    """What should come is also looked for in a list: by this flow, or by the one beside which it takes in."""

    def others(self) -> list[Hook]:
        """Each flow that takes in what comes for this one."""
        return [msgspec.structs.replace(self, flow=flow, beside=()) for flow in self.beside]


class Flows(Repository):
    async def page(self, project: Project, request: PageRequest) -> Page[Flow]:
        """By name. Raises InvalidInput for a limit or a cursor that cannot be."""
        return await self._page(_flows(project), request, flows.c.name, _flow)

    async def all(self, project: Project) -> list[Flow]:
        """Every flow of a project, by name; raises nothing."""
        return [_flow(row) for row in await self._all(_flows(project).order_by(flows.c.name))]

    async def get(self, project: Project, name: str) -> Flow:
        """Raises NotFound naming the nearest."""
        found = await self.find(project, name)
        if found is None:
            raise absent("flow", name, await self._names(select(flows.c.name).where(flows.c.project_id == project.id)))
        return found

    async def find(self, project: Project, name: str, *, lock: bool = False) -> Flow | None:
        """A flow, if there is one; locked until this unit of work ends where asked for. Raises nothing."""
        query = _flows(project).where(flows.c.name == name)
        row = await self._first(query.with_for_update(of=flows, key_share=True) if lock else query)
        return None if row is None else _flow(row)

    async def by_ids(self, ids: Iterable[UUID]) -> dict[UUID, Flow]:
        """Id to flow, of those that there are; raises nothing."""
        rows = await self._all(_FLOWS.where(flows.c.id.in_(list(ids))))
        return {row.id: _flow(row) for row in rows}

    async def add(self, project: Project, flow: Flow) -> None:
        """Raises Conflict 'already-exists' where the name is taken."""
        row = _changeable(flow) | {"id": flow.id, "project_id": project.id, "created_at": flow.created_at}
        free = ["project_id", "name"]
        if not await self._do(insert(flows).values(row).on_conflict_do_nothing(index_elements=free)):
            raise Conflict(f"There already is a flow '{flow.name}'.", code="already-exists")

    async def change(self, flow: Flow) -> None:
        """Store a locked flow as it shall be. Raises Conflict 'already-exists' where another has its new name."""
        await self._do(update(flows).where(flows.c.id == flow.id).values(_changeable(flow)))

    async def delete(self, flow: Flow) -> None:
        """Take a flow away, with its states and the deliveries it rejected. Raises Conflict 'has-records'."""
        row = await self._first(select(exists().where(records.c.flow_id == flow.id)))
        if row is not None and row[0]:
            raise Conflict(
                f"Flow '{flow.name}' has records, and their story is kept.",
                code="has-records",
                remedy="Pause it in every environment instead.",
            )
        await self._do(delete(flows).where(flows.c.id == flow.id))

    async def state(self, flow: Flow, environment: str) -> FlowState:
        """How a flow stands; one that nobody ever paused runs. Raises nothing."""
        row = await self._first(_STATE, flow_id=flow.id, environment=environment)
        return _state(flow.name, environment, row)

    async def states(self, project: Project, environment: str) -> list[FlowState]:
        """How each flow of a project stands, by name; raises nothing."""
        rows = await self._all(_STATES, project=project.id, environment=environment)
        return [_state(row.name, environment, row if row.status is not None else None) for row in rows]

    async def set_state(self, flow: Flow, state: FlowState) -> None:
        """Store how a flow stands in the state's environment; raises Conflict where the project has none of that name."""
        values = {"status": state.status, "reason": state.reason, "since": state.since, "by": state.by}
        project = select(flows.c.project_id).where(flows.c.id == flow.id).scalar_subquery()
        row = values | {"flow_id": flow.id, "environment": state.environment, "project_id": project}
        written = insert(flow_states).values(row)
        await self._do(written.on_conflict_do_update(index_elements=["flow_id", "environment"], set_=values))

    async def hook(self, environment: str, project: str, flow: str) -> Hook | None:
        """A flow with the connection of its source in an environment; None where any of it is not there."""
        rows = await self._all(_HOOK, environment=environment, project=project, flow=flow)
        found = {hook.flow.name: hook for hook in map(_hook, rows)}
        hook = found.pop(flow, None)
        others = tuple(found[name].flow for name in sorted(found))
        return None if hook is None else msgspec.structs.replace(hook, beside=others)


_FLOWS = select(flows, projects.c.name.label("project")).join_from(flows, projects, projects.c.id == flows.c.project_id)
_STATE = select(flow_states).where(
    flow_states.c.flow_id == bindparam("flow_id"), flow_states.c.environment == bindparam("environment")
)
_HERE = and_(flow_states.c.flow_id == flows.c.id, flow_states.c.environment == bindparam("environment"))
_STATES = (
    select(flows.c.name, flow_states.c.status, flow_states.c.reason, flow_states.c.since, flow_states.c.by)
    .outerjoin_from(flows, flow_states, _HERE)
    .where(flows.c.project_id == bindparam("project"))
    .order_by(flows.c.name)
)


def _hook_query() -> Select[Any]:
    project = PROJECTS.subquery("project")
    source = and_(
        connections.c.project_id == flows.c.project_id,
        connections.c.environment == bindparam("environment"),
        connections.c.name == flows.c.definition["source"]["connection"].astext,
    )
    parts: dict[str, Iterable[ColumnElement[Any]]] = {
        "project": project.c,
        "flow": flows.c,
        "connection": connections.c,
    }
    return (
        select(*(column.label(f"{part}__{column.key}") for part, columns in parts.items() for column in columns))
        .select_from(flows.join(project, project.c.id == flows.c.project_id).join(connections, source))
        .where(
            project.c.name == bindparam("project"),
            or_(
                flows.c.name == bindparam("flow"),
                flows.c.definition["source"]["beside"].astext == bindparam("flow"),
            ),
        )
    )


_HOOK = _hook_query()
_HOOK_LABELS = [str(column.key).split("__") for column in _HOOK.selected_columns]


def _hook(row: Row[Any]) -> Hook:
    parts: dict[str, Any] = {part: SimpleNamespace() for part, _ in _HOOK_LABELS}
    for (part, column), value in zip(_HOOK_LABELS, row, strict=True):
        setattr(parts[part], column, value)
    project = project_of(parts["project"])
    connection = connection_of(project, parts["connection"])
    parts["flow"].project = project.name
    flow = _flow(parts["flow"])
    return Hook(
        project=project,
        connection=connection,
        secrets=parts["connection"].secrets,
        flow=flow,
        is_swept=flow.definition.source.poll is not None,
    )


def _flows(project: Project) -> Select[Any]:
    return _FLOWS.where(flows.c.project_id == project.id)


def _changeable(flow: Flow) -> dict[str, Any]:
    return {
        "name": flow.name,
        "definition": msgspec.to_builtins(flow.definition),
        "revision": flow.revision,
        "updated_at": flow.updated_at,
    }


def _flow(row: Row[Any]) -> Flow:
    return Flow(
        id=row.id,
        project=row.project,
        definition=msgspec.convert(row.definition, FlowDefinition),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _state(flow: str, environment: str, row: Row[Any] | None) -> FlowState:
    if row is None:
        return FlowState(flow=flow, environment=environment)
    same = {column: getattr(row, column) for column in ("reason", "since", "by")}
    return FlowState(flow=flow, environment=environment, status=FlowStatus(row.status), **same)
