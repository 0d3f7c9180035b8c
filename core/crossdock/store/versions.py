"""Versions: read, and added once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, insert, select

from crossdock.model.mapping import Mapping, Version
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.resource import ResourceRef
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import versions


class Versions(Repository):
    async def page(self, mapping: Mapping, request: PageRequest) -> Page[Version]:
        """Newest first."""
        return await self._page(
            _versions(mapping), request, versions.c.number, lambda row: _version(mapping, row), newest_first=True
        )

    async def get(self, mapping: Mapping, number: int) -> Version:
        """Raises NotFound saying which numbers there are."""
        if not 1 <= number <= (mapping.latest_version or 0):
            raise _absent(mapping, number)
        row = (await self._connection.execute(_versions(mapping).where(versions.c.number == number))).one()
        return _version(mapping, row)

    async def latest(self, mapping: Mapping) -> Version | None:
        """The version with the highest number, None before the first."""
        row = await self._first(_versions(mapping).order_by(versions.c.number.desc()).limit(1))
        return None if row is None else _version(mapping, row)

    async def add(self, project: Project, mapping: Mapping, version: Version) -> None:
        """Store a version for good; the database lets nobody change it afterwards."""
        same = ("id", "number", "text", "content_hash", "source_schema", "target_schema", "engine", "plugins")
        row = {column: getattr(version, column) for column in (*same, "author", "reason", "created_at")}
        row |= {
            "project_id": project.id,
            "mapping_id": mapping.id,
            "source_connector": version.source.connector,
            "source_resource": version.source.resource,
            "target_connector": version.target.connector,
            "target_resource": version.target.resource,
        }
        await self._do(insert(versions).values(row))


def _absent(mapping: Mapping, number: int) -> Exception:
    error = absent(f"version of mapping '{mapping.name}' with number", number)
    latest = mapping.latest_version
    error.remedy = f"Its versions go from 1 to {latest}." if latest else "It has no version yet: publish one."
    return error


def _versions(mapping: Mapping) -> Select[Any]:
    return select(versions).where(versions.c.mapping_id == mapping.id)


def _version(mapping: Mapping, row: Row[Any]) -> Version:
    return Version(
        id=row.id,
        mapping=mapping.name,
        number=row.number,
        text=row.text,
        content_hash=row.content_hash,
        source=ResourceRef(row.source_connector, row.source_resource),
        target=ResourceRef(row.target_connector, row.target_resource),
        source_schema=row.source_schema,
        target_schema=row.target_schema,
        engine=row.engine,
        plugins=row.plugins,
        author=row.author,
        reason=row.reason,
        created_at=row.created_at,
    )
