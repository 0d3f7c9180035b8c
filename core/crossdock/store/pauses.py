"""Pauses and drains: which connections do not run, why flows begin no writes, and how far draining has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, delete, text
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.pause import ConnectionState, ConnectionStatus
from crossdock.model.project import Connection, Project
from crossdock.model.record import RunCode
from crossdock.store.repository import Repository
from crossdock.store.tables import connection_pauses

SETTLING = timedelta(seconds=3)
"""How long a drain lasts at least: by then every worker knows of it, and began its last write."""


class Drained(msgspec.Struct, frozen=True, kw_only=True):
    """What came to the end of its draining."""

    project: str
    kind: str
    """'flow' or 'connection'."""
    subject: str
    """As the audit log tells it: 'flow live/orders'."""


class Pauses(Repository):
    async def find(self, connection_id: UUID) -> ConnectionState | None:
        """How a connection stands that does not run; None: it runs. Raises nothing."""
        row = await self._first(_FIND, connection=connection_id)
        return None if row is None else _state(row)

    async def put(self, connection: Connection, state: ConnectionState) -> None:
        """Store how a connection stands."""
        place = connection_pauses.c.connection_id == connection.id
        if state.status is ConnectionStatus.RUNNING:
            await self._do(delete(connection_pauses).where(place))
            return
        values = {column: getattr(state, column) for column in ("status", "reason", "since", "by")}
        written = insert(connection_pauses).values(values | {"connection_id": connection.id})
        await self._do(written.on_conflict_do_update(index_elements=["connection_id"], set_=values))

    async def states(self, project: Project, environment: str) -> list[ConnectionState]:
        """How each connection of an environment stands, by name; raises nothing."""
        return [_state(row) for row in await self._all(_STATES, project=project.id, environment=environment)]

    async def writes_under_way(self, project: Project, environment: str) -> dict[str, int]:
        """Writes that were begun and have still to come to their end, of flows that drain; raises nothing."""
        rows = await self._all(_WRITES, project=project.id, environment=environment)
        return {row.name: int(row.number) for row in rows}

    async def wake(self, project: Project, environment: str, flows: Sequence[str], now: datetime) -> None:
        """Have due what a pause put back."""
        named = {"project": project.id, "environment": environment, "flows": list(flows)}
        await self._connection.execute(_WAKE, named | {"now": now, "code": RunCode.PAUSED.value})

    async def end_drains(self, now: datetime) -> list[Drained]:
        """Pause what has nothing under way any more; gives what that was. Raises nothing."""
        at = {"now": now, "before": now - SETTLING}
        rows = [*await self._all(_END_FLOWS, **at), *await self._all(_END_CONNECTIONS, **at)]
        return [Drained(project=row.project, kind=row.subject.split()[0], subject=row.subject) for row in rows]


_OPEN = """
    FROM records AS r JOIN effects AS e ON e.record_id = r.id
    WHERE r.state = 'in-flight' AND e.state IN ('intended', 'accepted')
"""
_USES = """(f.definition #>> '{source,connection}' = c.name OR f.definition #>> '{target,connection}' = c.name)"""
_WRITES_TO = f"""
    SELECT count(*) {_OPEN} AND r.environment = c.environment AND r.flow_id IN (
        SELECT f.id FROM flows AS f
        WHERE f.project_id = c.project_id AND f.definition #>> '{{target,connection}}' = c.name
    )
"""  # noqa: S608 - put together from our own constants
_POLLS_OF = """
    SELECT count(*) FROM poll_schedules AS s JOIN flows AS f ON f.id = s.flow_id
    WHERE s.run_id IS NOT NULL AND s.environment = c.environment AND s.project_id = c.project_id
    AND f.definition #>> '{source,connection}' = c.name
"""
_FIND = text("""
    SELECT c.name, c.environment, p.status, p.reason, p.since, p.by, 0 AS under_way, ARRAY[]::text[] AS flows
    FROM connection_pauses AS p JOIN connections AS c ON c.id = p.connection_id WHERE c.id = :connection
""")
_STATES = text(f"""
    SELECT c.name, c.environment, coalesce(p.status, 'running') AS status, coalesce(p.reason, '') AS reason,
        p.since, coalesce(p.by, '') AS by,
        CASE WHEN p.status = 'draining' THEN ({_WRITES_TO}) + ({_POLLS_OF}) ELSE 0 END AS under_way,
        ARRAY(SELECT f.name FROM flows AS f WHERE f.project_id = c.project_id AND {_USES} ORDER BY f.name) AS flows
    FROM connections AS c LEFT JOIN connection_pauses AS p ON p.connection_id = c.id
    WHERE c.project_id = :project AND c.environment = :environment ORDER BY c.name
""")  # noqa: S608 - put together from our own constants
_WRITES = text(f"""
    SELECT f.name, (SELECT count(*) {_OPEN} AND r.flow_id = f.id AND r.environment = s.environment) AS number
    FROM flow_states AS s JOIN flows AS f ON f.id = s.flow_id
    WHERE s.project_id = :project AND s.environment = :environment AND s.status = 'draining'
""")  # noqa: S608 - put together from our own constants
_WAKE = text("""
    UPDATE records AS r SET due_at = :now FROM flows AS f
    WHERE f.project_id = :project AND f.name = ANY(:flows) AND r.flow_id = f.id AND r.environment = :environment
    AND r.state = 'in-flight' AND r.code = :code AND r.due_at > :now
""")
_END_FLOWS = text(f"""
    UPDATE flow_states AS s SET status = 'paused', since = :now FROM flows AS f JOIN projects AS p ON p.id = f.project_id
    WHERE f.id = s.flow_id AND s.status = 'draining' AND s.since <= :before
    AND NOT EXISTS (SELECT {_OPEN} AND r.flow_id = s.flow_id AND r.environment = s.environment)
    RETURNING p.name AS project, 'flow ' || s.environment || '/' || f.name AS subject
""")  # noqa: S608 - put together from our own constants
_END_CONNECTIONS = text(f"""
    UPDATE connection_pauses AS d SET status = 'paused', since = :now
    FROM connections AS c JOIN projects AS p ON p.id = c.project_id
    WHERE c.id = d.connection_id AND d.status = 'draining' AND d.since <= :before
    AND ({_WRITES_TO}) + ({_POLLS_OF}) = 0
    RETURNING p.name AS project, 'connection ' || c.environment || '/' || c.name AS subject
""")  # noqa: S608 - put together from our own constants


def _state(row: Row[Any]) -> ConnectionState:
    same = ("environment", "reason", "since", "by")
    return ConnectionState(
        connection=row.name,
        status=ConnectionStatus(row.status),
        under_way=int(row.under_way),
        flows=tuple(row.flows),
        **{column: getattr(row, column) for column in same},
    )
