"""Projects with their environments and owners of data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as upsert

from crossdock.errors import Conflict
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Ownership, Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import (
    connections,
    deliveries,
    environments,
    objects,
    ownership,
    projects,
    promotion_requests,
    promotions,
)


class Projects(Repository):
    async def page(self, request: PageRequest, only: str | None = None) -> Page[Project]:
        """Projects by name; `only` the one that a token is for."""
        query = PROJECTS if only is None else PROJECTS.where(projects.c.name == only)
        return await self._page(query, request, projects.c.name, project_of)

    async def names(self) -> list[str]:
        """The names of all projects, sorted."""
        return await self._names(select(projects.c.name).order_by(projects.c.name))

    async def get(self, name: str) -> Project:
        """Raises NotFound."""
        row = await self._first(_BY_NAME, name=name)
        if row is None:
            raise absent("project", name)
        return project_of(row)

    async def lock(self, name: str) -> Project:
        """A project nobody else changes until this unit of work ends; raises NotFound."""
        await self._first(select(projects.c.id).where(projects.c.name == name).with_for_update())
        return await self.get(name)

    async def add(self, project: Project) -> None:
        """Raises Conflict where the name is taken."""
        row = {column.name: getattr(project, column.name) for column in projects.columns}
        if not await self._do(upsert(projects).values(row).on_conflict_do_nothing(index_elements=["name"])):
            raise Conflict(f"There already is a project '{project.name}'.", code="already-exists")
        await self._write_environments(project)
        await self._write_ownership(project)

    async def change(self, project: Project) -> None:
        """Store a locked project as it shall be; environments that are gone must not be used."""
        changed = ("title", "description", "four_eyes", "retention_days", "revision", "updated_at")
        values = {column: getattr(project, column) for column in changed}
        await self._do(update(projects).where(projects.c.id == project.id).values(values))
        await self._write_environments(project)
        await self._write_ownership(project)

    async def used_environments(self, project: Project) -> set[str]:
        """Environments that have connections, promotions, or anything that ever came in."""
        names = select(environments.c.name).where(environments.c.project_id == project.id)
        return set(await self._names(names.where(or_(*(_is_used_by(table) for table in _USERS)))))

    async def _write_environments(self, project: Project) -> None:
        gone = environments.c.name.not_in(project.environments)
        await self._do(delete(environments).where(environments.c.project_id == project.id, gone))
        if not project.environments:
            return
        rows = [
            {"project_id": project.id, "name": name, "position": position}
            for position, name in enumerate(project.environments)
        ]
        written = upsert(environments).values(rows)
        await self._do(
            written.on_conflict_do_update(
                index_elements=["project_id", "name"], set_={"position": written.excluded.position}
            )
        )

    async def _write_ownership(self, project: Project) -> None:
        await self._do(delete(ownership).where(ownership.c.project_id == project.id))
        for position, owner in enumerate(project.ownership):
            row = {"data": owner.data, "system": owner.system, "person": owner.person}
            await self._do(insert(ownership).values(row | {"project_id": project.id, "position": position}))


_USERS = (connections, promotions, promotion_requests, deliveries, objects)


def _is_used_by(table: Table) -> ColumnElement[bool]:
    here = and_(table.c.project_id == environments.c.project_id, table.c.environment == environments.c.name)
    return exists().where(here)


def _projects() -> Select[Any]:
    environment = func.array_agg(aggregate_order_by(environments.c.name, environments.c.position))
    owner = func.json_build_object("data", ownership.c.data, "system", ownership.c.system, "person", ownership.c.person)
    owners = func.json_agg(aggregate_order_by(owner, ownership.c.position))
    return select(
        projects,
        select(environment).where(environments.c.project_id == projects.c.id).scalar_subquery().label("environments"),
        select(owners).where(ownership.c.project_id == projects.c.id).scalar_subquery().label("owners"),
    )


PROJECTS = _projects()
_BY_NAME = PROJECTS.where(projects.c.name == bindparam("name"))


def project_of(row: Row[Any]) -> Project:
    return Project(
        id=row.id,
        name=row.name,
        title=row.title,
        description=row.description,
        four_eyes=row.four_eyes,
        retention_days=row.retention_days,
        environments=tuple(row.environments or ()),
        ownership=tuple(Ownership(**owner) for owner in row.owners or ()),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
