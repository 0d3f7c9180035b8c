"""The journal: entries are added, and read in the order in which they were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select

from crossdock.model.journal import Event, JournalEntry
from crossdock.model.project import Project
from crossdock.store.repository import Repository
from crossdock.store.tables import flows, journal, records


class Journal(Repository):
    async def add(self, project_id: UUID, flow_id: UUID, entries: Sequence[JournalEntry]) -> None:
        """Add entries about records of one flow, in their order; they stand and fall with the unit of work.

        Raises Conflict for a record that is not stored.
        """
        if entries:
            await self._insert(_ADD, [_values(project_id, flow_id, entry) for entry in entries])

    async def of_record(self, record_id: UUID) -> list[JournalEntry]:
        """Everything about one record, oldest first; raises nothing."""
        return [_entry(row) for row in await self._all(_OF_RECORD, record=record_id)]

    async def of_object(self, project: Project, environment: str, object_id: UUID, limit: int) -> list[JournalEntry]:
        """The newest entries about all records of a business object, oldest of them first; raises nothing."""
        rows = await self._all(_OF_OBJECT, project=project.id, environment=environment, object=object_id, newest=limit)
        return [_entry(row) for row in reversed(rows)]


_ADD = insert(journal).returning(journal.c.id)
_ENTRIES = select(journal, flows.c.name.label("flow")).join_from(journal, flows, flows.c.id == journal.c.flow_id)
_OF_RECORD = _ENTRIES.where(journal.c.record_id == bindparam("record")).order_by(journal.c.position)
_OF_OBJECT = (
    _ENTRIES.join(records, records.c.id == journal.c.record_id)
    .where(
        records.c.project_id == bindparam("project"),
        records.c.environment == bindparam("environment"),
        records.c.object_id == bindparam("object"),
    )
    .order_by(journal.c.position.desc())
    .limit(bindparam("newest"))
)


def _values(project_id: UUID, flow_id: UUID, entry: JournalEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "project_id": project_id,
        "flow_id": flow_id,
        "environment": entry.environment,
        "record_id": entry.record,
        "at": entry.at,
        "attempt": entry.attempt,
        "event": entry.event,
        "message": entry.message,
        "details": entry.details,
        "actor": entry.actor,
    }


def _entry(row: Row[Any]) -> JournalEntry:
    same = ("id", "at", "flow", "environment", "attempt", "message", "details", "actor")
    return JournalEntry(
        record=row.record_id, event=Event(row.event), **{column: getattr(row, column) for column in same}
    )
