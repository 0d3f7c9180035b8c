"""Mappings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.errors import Conflict
from crossdock.model.mapping import Mapping
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.resource import ResourceRef
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import mappings


class Mappings(Repository):
    async def page(self, project: Project, request: PageRequest) -> Page[Mapping]:
        return await self._page(_mappings(project), request, mappings.c.name, lambda row: _mapping(project, row))

    async def all(self, project: Project) -> list[Mapping]:
        """By name."""
        rows = await self._all(_mappings(project).order_by(mappings.c.name))
        return [_mapping(project, row) for row in rows]

    async def get(self, project: Project, name: str) -> Mapping:
        """Raises NotFound naming the nearest."""
        return await self._one(project, name, _BY_NAME)

    async def lock(self, project: Project, name: str) -> Mapping:
        """A mapping nobody else changes or publishes until this unit of work ends; raises NotFound."""
        return await self._one(project, name, _BY_NAME_LOCKED)

    async def add(self, project: Project, mapping: Mapping) -> None:
        """Raises Conflict where the name is taken."""
        row = {
            "id": mapping.id,
            "project_id": project.id,
            "name": mapping.name,
            "source_connector": mapping.source.connector,
            "source_resource": mapping.source.resource,
            "target_connector": mapping.target.connector,
            "target_resource": mapping.target.resource,
            "description": mapping.description,
            "owners": list(mapping.owners),
            "last_number": 0,
            "revision": mapping.revision,
            "created_at": mapping.created_at,
            "updated_at": mapping.updated_at,
        }
        added = insert(mappings).values(row).on_conflict_do_nothing(index_elements=["project_id", "name"])
        if not await self._do(added):
            raise Conflict(f"There already is a mapping '{mapping.name}'.", code="already-exists")

    async def change(self, mapping: Mapping) -> None:
        """Store a locked mapping's settings as they shall be."""
        values = {
            "description": mapping.description,
            "owners": list(mapping.owners),
            "revision": mapping.revision,
            "updated_at": mapping.updated_at,
        }
        await self._do(update(mappings).where(mappings.c.id == mapping.id).values(values))

    async def next_number(self, mapping: Mapping) -> int:
        """The number of a locked mapping's next version; none is ever given twice."""
        counted = update(mappings).where(mappings.c.id == mapping.id).values(last_number=mappings.c.last_number + 1)
        row = (await self._connection.execute(counted.returning(mappings.c.last_number))).one()
        return int(row.last_number)

    async def delete(self, mapping: Mapping) -> None:
        """With its drafts and fixtures; the database refuses it for one that has versions."""
        await self._do(delete(mappings).where(mappings.c.id == mapping.id))

    async def _one(self, project: Project, name: str, query: Select[Any]) -> Mapping:
        row = await self._first(query, project=project.id, name=name)
        if row is None:
            known = select(mappings.c.name).where(mappings.c.project_id == project.id)
            raise absent("mapping", name, await self._names(known))
        return _mapping(project, row)


_BY_NAME = select(mappings).where(mappings.c.project_id == bindparam("project"), mappings.c.name == bindparam("name"))
_BY_NAME_LOCKED = _BY_NAME.with_for_update()


def _mappings(project: Project) -> Select[Any]:
    return select(mappings).where(mappings.c.project_id == project.id)


def _mapping(project: Project, row: Row[Any]) -> Mapping:
    return Mapping(
        id=row.id,
        project=project.name,
        name=row.name,
        source=ResourceRef(row.source_connector, row.source_resource),
        target=ResourceRef(row.target_connector, row.target_resource),
        description=row.description,
        owners=tuple(row.owners),
        latest_version=row.last_number or None,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
