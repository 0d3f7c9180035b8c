"""Connections; their secrets come and go sealed."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.errors import Conflict
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Connection, Expiry, Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import connections


class Connections(Repository):
    async def page(self, project: Project, environment: str, request: PageRequest) -> Page[Connection]:
        return await self._page(
            _connections(project, environment), request, connections.c.name, lambda row: connection_of(project, row)
        )

    async def connectors(self, project: Project) -> list[tuple[str, str]]:
        """The names of a project's connections and the connectors behind them, of all environments, by name."""
        query = select(connections.c.name, connections.c.connector).where(connections.c.project_id == project.id)
        rows = await self._all(query.distinct().order_by(connections.c.name, connections.c.connector))
        return [(row.name, row.connector) for row in rows]

    async def get(self, project: Project, environment: str, name: str) -> Connection:
        """Raises NotFound naming the nearest."""
        return connection_of(project, await self._row(project, environment, name, lock=False))

    async def get_sealed(self, project: Project, environment: str, name: str) -> tuple[Connection, bytes]:
        """A connection and its sealed secrets; raises NotFound naming the nearest."""
        row = await self._row(project, environment, name, lock=False)
        return connection_of(project, row), row.secrets

    async def lock(self, project: Project, environment: str, name: str) -> tuple[Connection, bytes]:
        """A connection nobody else changes until this unit of work ends, and its sealed secrets; raises NotFound."""
        row = await self._row(project, environment, name, lock=True)
        return connection_of(project, row), row.secrets

    async def add(self, project: Project, connection: Connection, secrets: bytes) -> None:
        """Raises Conflict where the name is taken."""
        row = _changeable(connection, secrets) | {
            "id": connection.id,
            "project_id": project.id,
            "environment": connection.environment,
            "name": connection.name,
            "connector": connection.connector,
            "created_at": connection.created_at,
        }
        free = ["project_id", "environment", "name"]
        if not await self._do(insert(connections).values(row).on_conflict_do_nothing(index_elements=free)):
            where = f"environment '{connection.environment}'"
            raise Conflict(f"There already is a connection '{connection.name}' in {where}.", code="already-exists")

    async def change(self, connection: Connection, secrets: bytes) -> None:
        """Store a locked connection as it shall be."""
        values = _changeable(connection, secrets)
        await self._do(update(connections).where(connections.c.id == connection.id).values(values))

    async def delete(self, connection: Connection) -> None:
        await self._do(delete(connections).where(connections.c.id == connection.id))

    async def _row(self, project: Project, environment: str, name: str, *, lock: bool) -> Row[Any]:
        query = _connections(project, environment).where(connections.c.name == name)
        row = await self._first(query.with_for_update() if lock else query)
        if row is None:
            known = select(connections.c.name).where(
                connections.c.project_id == project.id, connections.c.environment == environment
            )
            raise absent("connection", name, await self._names(known))
        return row


def _connections(project: Project, environment: str) -> Select[Any]:
    return select(connections).where(connections.c.project_id == project.id, connections.c.environment == environment)


def _changeable(connection: Connection, secrets: bytes) -> dict[str, Any]:
    return {
        "settings": connection.settings,
        "secrets": secrets,
        "secret_names": list(connection.secrets_set),
        "secret_expiries": msgspec.to_builtins(connection.expiries),
        "revision": connection.revision,
        "updated_at": connection.updated_at,
    }


def connection_of(project: Project, row: Row[Any]) -> Connection:
    return Connection(
        id=row.id,
        project=project.name,
        environment=row.environment,
        name=row.name,
        connector=row.connector,
        settings=row.settings,
        secrets_set=tuple(row.secret_names),
        expiries=msgspec.convert(row.secret_expiries, dict[str, Expiry]),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
