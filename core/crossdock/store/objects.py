"""Business objects and their names: one of them resolves to one object, others are for search only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, text, tuple_, union
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict
from crossdock.model.project import Project
from crossdock.model.record import Identity
from crossdock.store.repository import Repository
from crossdock.store.tables import identities, objects, records


class Objects(Repository):
    async def resolve(self, project: Project, environment: str, identity: Identity) -> UUID:
        """The object of a resolving name, made where there is none.

        Until this unit of work ends nobody else resolves the name, so what is stored for an object is visible in the
        order of its positions. Raises TransactionLost where two wait for each other, Conflict where the project has no
        such environment, InvalidInput for a name that is too long.
        """
        named = {"project": project.id, "environment": environment, **_parts(identity)}
        # Whoever made it at the same time is only seen by a second statement.
        row = await self._first(_RESOLVE, **named, new=uuid7()) or await self._first(_FIND_LOCKED, **named)
        if row is None:
            raise Conflict(f"The {identity.kind} '{identity.value}' was neither made nor found.")
        return UUID(str(row.object_id))

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

    async def find(self, project: Project, environment: str, value: str) -> list[UUID]:
        """Objects by any name's value, by their own id or a record's; newest first. Raises nothing."""
        here = {"project": project.id, "environment": environment}
        named = await self._all(_BY_VALUE, **here, value=value)
        known = await self._all(_BY_ID, **here, id=found) if (found := _uuid(value)) else []
        return sorted({UUID(str(row.object_id)) for row in (*named, *known)}, reverse=True)

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


_NAMED = """
project_id = :project AND environment = :environment AND connection = :connection AND kind = :kind AND value = :value
AND resolves
"""
_RESOLVE = text(f"""
WITH made AS (
    INSERT INTO identities (project_id, environment, connection, kind, value, resolves, object_id)
    VALUES (:project, :environment, :connection, :kind, :value, true, :new)
    ON CONFLICT (project_id, environment, connection, kind, value) WHERE resolves DO NOTHING RETURNING object_id
), object AS (
    INSERT INTO objects (id, project_id, environment) SELECT object_id, :project, :environment FROM made
), there AS (
    SELECT object_id FROM identities WHERE {_NAMED} FOR NO KEY UPDATE
)
SELECT object_id FROM made UNION ALL SELECT object_id FROM there
""")  # noqa: S608 - put together from our own constants
_FIND_LOCKED = text(f"SELECT object_id FROM identities WHERE {_NAMED} FOR NO KEY UPDATE")  # noqa: S608 - likewise
_NAME = insert(identities).on_conflict_do_nothing().returning(identities.c.value)
_HERE = (identities.c.project_id == bindparam("project"), identities.c.environment == bindparam("environment"))
_BY_VALUE = select(identities.c.object_id).where(*_HERE, identities.c.value == bindparam("value"))
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
