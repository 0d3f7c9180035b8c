"""Business objects and their names: one of them resolves to one object, others are for search only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select, text, tuple_, union
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from crossdock.model.project import Project
from crossdock.model.record import Identity
from crossdock.store.repository import Repository
from crossdock.store.tables import identities, objects, records


class Objects(Repository):
    async def resolve(self, project: Project, environment: str, identity: Identity) -> UUID:
        """The object of a resolving name, made where there is none; as `resolve_all`, for one."""
        return (await self.resolve_all([(project, environment, identity)]))[0]

    async def resolve_all(self, named: Sequence[tuple[Project, str, Identity]]) -> list[UUID]:
        """The object of each resolving name, made where there is none.

        Until this unit of work ends nobody else resolves these names, so what is stored for an object is visible in
        the order of its positions. Raises TransactionLost where two wait for each other, Conflict where a project has
        no such environment, InvalidInput for a name that is too long.
        """
        places = [(project.id, environment, *msgspec.structs.astuple(name)) for project, environment, name in named]
        wanted = sorted(set(places))
        columns: dict[str, list[Any]] = {
            column: list(values) for column, values in zip(_PLACE, zip(*wanted, strict=True), strict=True)
        }
        await self._connection.execute(_MAKE, columns | {"new": [uuid7() for _ in wanted]})
        # Whoever made one at the same time is only seen by a second statement.
        found: dict[tuple[Any, ...], Any] = {
            tuple(row[:-1]): row.object_id for row in await self._all(_FIND_LOCKED, **columns)
        }
        return [UUID(str(found[place])) for place in places]

    async def name(
        self,
        project: Project,
        environment: str,
        object_id: UUID,
        identities: Iterable[Identity],
        *,
        resolving: int = 0,
    ) -> list[Identity]:
        """Give an object more names, of which so many from the front resolve to it; the others are for search.

        Gives those that should resolve to it and are another object's already: they stay that one's. Waits for a
        concurrent unit of work that gives the same. Raises Conflict where there is no such object, InvalidInput for a
        name that is too long.
        """
        place = {"project_id": project.id, "environment": environment, "object_id": object_id}
        given = list(identities)
        rows = [
            place | _parts(identity) | {"resolves": position < resolving} for position, identity in enumerate(given)
        ]
        if not rows or await self._insert(_NAME, rows) == len(rows) or not resolving:
            return []
        return await self._others(project, environment, object_id, given[:resolving])

    async def mention(self, *names: tuple[Project, str, UUID, Identity]) -> None:
        """Give objects names by which they are searched for only. Raises as `name` does."""
        rows = [
            {"project_id": project.id, "environment": environment, "object_id": object_id, "resolves": False}
            | _parts(identity)
            for project, environment, object_id, identity in names
        ]
        if rows:
            await self._insert(_NAME, rows)

    async def find(self, project: Project, environment: str, value: str) -> list[UUID]:
        """Objects by any name's value, by their own id or a record's; newest first. Raises nothing."""
        here = {"project": project.id, "environment": environment}
        named = await self._all(_BY_VALUE, **here, value=value)
        known = await self._all(_BY_ID, **here, id=found) if (found := _uuid(value)) else []
        return sorted({UUID(str(row.object_id)) for row in (*named, *known)}, reverse=True)

    async def named(self, project: Project, environment: str, identity: Identity) -> UUID | None:
        """The newest object of a name, be it one for search only; None where there is none. Raises nothing."""
        here = {"project": project.id, "environment": environment}
        row = await self._first(_BY_NAME, **here, **_parts(identity))
        return None if row is None else UUID(str(row.object_id))

    async def identities(self, project: Project, environment: str, object_id: UUID) -> tuple[Identity, ...]:
        """Every name of an object, sorted; raises nothing."""
        rows = await self._all(_NAMES, project=project.id, environment=environment, object=object_id)
        return tuple(sorted({Identity(row.connection, row.kind, row.value) for row in rows}))

    async def _others(
        self, project: Project, environment: str, object_id: UUID, given: list[Identity]
    ) -> list[Identity]:
        name = (identities.c.connection, identities.c.kind, identities.c.value)
        taken = select(*name).where(
            identities.c.project_id == project.id,
            identities.c.environment == environment,
            identities.c.resolves,
            identities.c.object_id != object_id,
            tuple_(*name).in_([(one.connection, one.kind, one.value) for one in given]),
        )
        rows = {(row.connection, row.kind, row.value) for row in await self._all(taken)}
        return [one for one in given if (one.connection, one.kind, one.value) in rows]


_PLACE = ("project_id", "environment", "connection", "kind", "value")
_WANTED = """
unnest(CAST(:project_id AS uuid[]), CAST(:environment AS text[]), CAST(:connection AS text[]), CAST(:kind AS text[]),
    CAST(:value AS text[])
"""
_MAKE = text(f"""
WITH made AS (
    INSERT INTO identities (project_id, environment, connection, kind, value, resolves, object_id)
    SELECT w.project_id, w.environment, w.connection, w.kind, w.value, true, w.new
    FROM {_WANTED}, CAST(:new AS uuid[])) WITH ORDINALITY
        AS w (project_id, environment, connection, kind, value, new, number)
    ORDER BY w.number
    ON CONFLICT (project_id, environment, connection, kind, value) WHERE resolves DO NOTHING
    RETURNING object_id, project_id, environment
)
INSERT INTO objects (id, project_id, environment) SELECT object_id, project_id, environment FROM made
""")  # noqa: S608 - put together from our own constants
_FIND_LOCKED = text(f"""
SELECT i.project_id, i.environment, i.connection, i.kind, i.value, i.object_id FROM identities AS i
JOIN {_WANTED}) WITH ORDINALITY AS w (project_id, environment, connection, kind, value, number)
    USING (project_id, environment, connection, kind, value)
WHERE i.resolves ORDER BY w.number FOR NO KEY UPDATE OF i
""")  # noqa: S608 - put together from our own constants
_NAME = insert(identities).on_conflict_do_nothing().returning(identities.c.value)
_HERE = (identities.c.project_id == bindparam("project"), identities.c.environment == bindparam("environment"))
_BY_VALUE = select(identities.c.object_id).where(*_HERE, identities.c.value == bindparam("value"))
_BY_NAME = (
    select(identities.c.object_id)
    .where(*_HERE, *(identities.c[column] == bindparam(column) for column in ("connection", "kind", "value")))
    .order_by(identities.c.resolves.desc(), identities.c.object_id.desc())
    .limit(1)
)
_BY_ID = union(
    select(objects.c.id.label("object_id")).where(
        objects.c.project_id == bindparam("project"),
        objects.c.environment == bindparam("environment"),
        objects.c.id == bindparam("id"),
    ),
    select(records.c.object_id).where(
        records.c.project_id == bindparam("project"),
        records.c.environment == bindparam("environment"),
        records.c.id == bindparam("id"),
    ),
)
_NAMES = select(identities.c.connection, identities.c.kind, identities.c.value).where(
    *_HERE, identities.c.object_id == bindparam("object")
)


def _parts(identity: Identity) -> dict[str, Any]:
    return {"connection": identity.connection, "kind": identity.kind, "value": identity.value}


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
