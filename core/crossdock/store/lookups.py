"""Lookups and their revisions; `lookup_rows` has their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from uuid_utils.compat import uuid7

from crossdock.model.lookup import Lookup, LookupDefinition, LookupRevision, MissPolicy
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.row_changes import RowChanges
from crossdock.store.tables import lookup_revisions, lookups


class StoredLookup(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup with what only the store needs to know of it."""

    id: UUID
    lookup: Lookup
    deleted: bool = False
    noted_since: datetime | None = None
    """From when on it is noted which rows records find; None for an older revision."""

    @property
    def name(self) -> str:
        return self.lookup.definition.name

    @property
    def revision(self) -> int:
        return self.lookup.revision


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup's next revision: how it shall be, and who made it so and why."""

    definition: LookupDefinition
    rows: RowChanges = RowChanges()
    deleted: bool = False
    author: str
    reason: str
    at: datetime


class Lookups(Repository):
    async def page(self, project: Project, request: PageRequest) -> Page[Lookup]:
        query = _current(project).where(~lookups.c.deleted)
        return await self._page(query, request, lookups.c.name, lambda row: _stored(row).lookup)

    async def current(self, project: Project) -> list[StoredLookup]:
        """Every lookup of a project as it stands."""
        return [_stored(row) for row in await self._all(_ALL_CURRENT, project=project.id)]

    async def get(self, project: Project, name: str, *, lock: bool = False) -> StoredLookup:
        """Raises NotFound naming the nearest; locked until this unit of work ends where asked for."""
        found = await self.find(project, name, lock=lock)
        if found is None or found.deleted:
            known = select(lookups.c.name).where(lookups.c.project_id == project.id, ~lookups.c.deleted)
            raise absent("lookup", name, await self._names(known))
        return found

    async def find(self, project: Project, name: str, *, lock: bool = False) -> StoredLookup | None:
        """A lookup, even a deleted one, if there ever was one of this name."""
        query = _current(project).where(lookups.c.name == name)
        row = await self._first(query.with_for_update(of=lookups) if lock else query)
        return None if row is None else _stored(row)

    async def as_of(self, stored: StoredLookup, revision: int | None) -> StoredLookup:
        """The lookup as it was in one of its revisions, None for the newest; raises NotFound saying which there are."""
        if revision is None or revision == stored.revision:
            return stored
        if not 1 <= revision <= stored.revision:
            error = absent(f"revision of lookup '{stored.name}' with number", revision)
            error.remedy = f"Its revisions go from 1 to {stored.revision}."
            raise error
        one = (lookup_revisions.c.lookup_id == stored.id) & (lookup_revisions.c.revision == revision)
        row = (await self._connection.execute(select(lookup_revisions).where(one))).one()
        return StoredLookup(id=stored.id, lookup=_lookup(stored.name, row))

    async def revise(self, project: Project, stored: StoredLookup | None, change: Change) -> StoredLookup:
        """Add a locked lookup's next revision, without its rows; the first one of a new lookup where there is none."""
        lookup = _changed(stored, change)
        row_id = stored.id if stored else uuid7()
        row = {"id": row_id, "project_id": project.id, "name": change.definition.name, "noted_since": change.at}
        state = {"revision": lookup.revision, "deleted": change.deleted}
        await self._do(upsert(lookups).values(row | state).on_conflict_do_update(index_elements=["id"], set_=state))
        await self._do(insert(lookup_revisions).values(_revision_row(row_id, lookup, change)))
        return StoredLookup(id=row_id, lookup=lookup, deleted=change.deleted)

    async def newest_revision(self, stored: StoredLookup) -> LookupRevision:
        """How the lookup came to be as it is."""
        one = (lookup_revisions.c.lookup_id == stored.id) & (lookup_revisions.c.revision == stored.revision)
        return _revision((await self._connection.execute(select(lookup_revisions).where(one))).one())

    async def revisions(self, stored: StoredLookup, request: PageRequest) -> Page[LookupRevision]:
        """Newest first."""
        query = select(lookup_revisions).where(lookup_revisions.c.lookup_id == stored.id)
        return await self._page(query, request, lookup_revisions.c.revision, _revision, newest_first=True)


_CURRENT = select(
    lookups, *(column for column in lookup_revisions.c if column.name not in {"lookup_id", "revision"})
).join_from(
    lookups,
    lookup_revisions,
    (lookup_revisions.c.lookup_id == lookups.c.id) & (lookup_revisions.c.revision == lookups.c.revision),
)
_ALL_CURRENT = _CURRENT.where(lookups.c.project_id == bindparam("project"), ~lookups.c.deleted)


def _current(project: Project) -> Select[Any]:
    return _CURRENT.where(lookups.c.project_id == project.id)


def _changed(stored: StoredLookup | None, change: Change) -> Lookup:
    return Lookup(
        definition=change.definition,
        revision=stored.revision + 1 if stored else 1,
        row_count=(stored.lookup.row_count if stored else 0) + change.rows.added - change.rows.removed,
        updated_at=change.at,
        updated_by=change.author,
    )


def _revision_row(lookup_id: UUID, lookup: Lookup, change: Change) -> dict[str, Any]:
    definition = lookup.definition
    return {
        "lookup_id": lookup_id,
        "revision": lookup.revision,
        "key_columns": list(definition.keys),
        "value_columns": list(definition.values),
        "owner": definition.owner,
        "on_miss": definition.on_miss,
        "default": definition.default,
        "description": definition.description,
        "row_count": lookup.row_count,
        "added": change.rows.added,
        "changed": change.rows.changed,
        "removed": change.rows.removed,
        "author": change.author,
        "reason": change.reason,
        "created_at": change.at,
    }


def _stored(row: Row[Any]) -> StoredLookup:
    lookup = _lookup(row.name, row)
    return StoredLookup(id=row.id, lookup=lookup, deleted=row.deleted, noted_since=row.noted_since)


def _lookup(name: str, row: Row[Any]) -> Lookup:
    definition = LookupDefinition(
        name=name,
        keys=tuple(row.key_columns),
        values=tuple(row.value_columns),
        owner=row.owner,
        on_miss=MissPolicy(row.on_miss),
        default=row.default,
        description=row.description,
    )
    return Lookup(
        definition=definition,
        revision=row.revision,
        row_count=row.row_count,
        updated_at=row.created_at,
        updated_by=row.author,
    )


def _revision(row: Row[Any]) -> LookupRevision:
    names = ("revision", "author", "reason", "added", "changed", "removed", "created_at")
    return LookupRevision(**{name: getattr(row, name) for name in names})
