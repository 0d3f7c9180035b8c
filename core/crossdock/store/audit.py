"""The audit log: entries are added, and once sealed; seals are added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Column, ColumnElement, Row, Select, func, insert, or_, select, update
from uuid_utils.compat import uuid7

from crossdock.model.audit import AuditEntry, AuditFilters
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.days import within
from crossdock.store.repository import Repository
from crossdock.store.tables import audit_entries, audit_seals, projects

NO_FILTERS = AuditFilters()


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """What holds one batch of entries together, and to the batch before."""

    number: int
    """From 1, without gaps."""
    previous_hash: bytes
    entries: tuple[tuple[UUID, str], ...]
    """Id and SHA-256 in hex of each entry, in the order of the ids."""
    hash: bytes
    sealed_at: datetime


class AuditLog(Repository):
    def __init__(self, connection: Any, now: datetime) -> None:
        super().__init__(connection)
        self._now = now

    async def record(
        self, actor: str, project: Project | None, action: str, subject: str, details: dict[str, Any] | None = None
    ) -> None:
        """Add an entry; it stands and falls with the change made in the same unit of work."""
        row = {"id": uuid7(), "at": self._now, "actor": actor, "action": action, "subject": subject}
        row |= {"project_id": project.id if project else None, "details": details or {}}
        await self._do(insert(audit_entries).values(row))

    async def page(
        self, project: Project | None, request: PageRequest, filters: AuditFilters = NO_FILTERS
    ) -> Page[AuditEntry]:
        """Newest first, of one project, or for None those about the whole deployment."""
        query = select(audit_entries).where(_of(audit_entries.c.project_id, project), *_asked(filters))
        return await self._page(query, request, audit_entries.c.id, lambda row: _entry(project, row), newest_first=True)

    async def unsealed_projects(self) -> list[str | None]:
        """Names of the projects that have entries to seal; None for the whole deployment."""
        joined = audit_entries.outerjoin(projects, projects.c.id == audit_entries.c.project_id)
        query = select(projects.c.name).distinct().select_from(joined).where(audit_entries.c.seal.is_(None))
        return [row[0] for row in await self._all(query)]

    async def lock(self, project: Project | None) -> None:
        """Let nobody else seal this chain until this unit of work ends."""
        chain = f"audit seals {project.id if project else None}"
        await self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(chain, 0))))

    async def unsealed(self, project: Project | None, limit: int) -> list[AuditEntry]:
        """Committed entries without a seal, in the order of their ids."""
        return await self._entries(project, audit_entries.c.seal.is_(None), limit)

    async def sealed(self, project: Project | None, seal: int) -> list[AuditEntry]:
        """Entries that carry a seal, in the order of their ids."""
        return await self._entries(project, audit_entries.c.seal == seal)

    async def seals(self, project: Project | None) -> list[Seal]:
        """Every seal of a chain, by number."""
        query = select(audit_seals).where(_of(audit_seals.c.project_id, project)).order_by(audit_seals.c.number)
        return [_seal(row) for row in await self._all(query)]

    async def last_seal(self, project: Project | None) -> Seal | None:
        query = select(audit_seals).where(_of(audit_seals.c.project_id, project))
        row = await self._first(query.order_by(audit_seals.c.number.desc()).limit(1))
        return None if row is None else _seal(row)

    async def highest_seal_carried(self, project: Project | None) -> int:
        """The highest number an entry carries, 0 where none does."""
        query = select(func.coalesce(func.max(audit_entries.c.seal), 0))
        row = await self._first(query.where(_of(audit_entries.c.project_id, project)))
        return int(row[0]) if row else 0

    async def count_unsealed(self, project: Project | None) -> int:
        query = select(func.count()).select_from(audit_entries)
        row = await self._first(query.where(_of(audit_entries.c.project_id, project), audit_entries.c.seal.is_(None)))
        return int(row[0]) if row else 0

    async def add_seal(self, project: Project | None, seal: Seal) -> None:
        """Store a seal and let its entries carry it."""
        row = {name: getattr(seal, name) for name in ("number", "previous_hash", "hash", "sealed_at")}
        entries = [[str(entry), digest] for entry, digest in seal.entries]
        scope = {"id": uuid7(), "project_id": project.id if project else None, "entries": entries}
        await self._do(insert(audit_seals).values(row | scope))
        ids = [entry for entry, _ in seal.entries]
        await self._do(update(audit_entries).where(audit_entries.c.id.in_(ids)).values(seal=seal.number))

    async def _entries(
        self, project: Project | None, wanted: ColumnElement[bool], limit: int | None = None
    ) -> list[AuditEntry]:
        query: Select[Any] = select(audit_entries).where(_of(audit_entries.c.project_id, project), wanted)
        rows = await self._all(query.order_by(audit_entries.c.id).limit(limit))
        return [_entry(project, row) for row in rows]


def _of(column: Column[Any], project: Project | None) -> ColumnElement[bool]:
    return column.is_(None) if project is None else column == project.id


def _asked(filters: AuditFilters) -> Iterator[ColumnElement[bool]]:
    if filters.actor is not None:
        yield audit_entries.c.actor == filters.actor
    if filters.action is not None:
        action = audit_entries.c.action
        yield or_(action == filters.action, action.startswith(f"{filters.action}.", autoescape=True))
    yield from within(audit_entries.c.at, filters.first_day, filters.last_day)


def _entry(project: Project | None, row: Row[Any]) -> AuditEntry:
    same = ("id", "at", "actor", "action", "subject", "details", "seal")
    return AuditEntry(project=project.name if project else None, **{name: getattr(row, name) for name in same})


def _seal(row: Row[Any]) -> Seal:
    entries = tuple((UUID(entry), digest) for entry, digest in row.entries)
    same = ("number", "previous_hash", "hash", "sealed_at")
    return Seal(entries=entries, **{name: getattr(row, name) for name in same})
