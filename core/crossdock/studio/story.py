"""What people do to records, told in the journal under their token's name."""

from __future__ import annotations

from typing import Any

from uuid_utils.compat import uuid7

from crossdock.model.access import Principal
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.project import Project
from crossdock.model.record import Record
from crossdock.store.unit_of_work import Work


async def tell(
    work: Work, caller: Principal, project: Project, record: Record, event: Event, message: str, **details: Any
) -> None:
    """Write what somebody did to a record."""
    flow_id, _ = await work.records.source_of(record.id)
    entry = JournalEntry(
        id=uuid7(),
        at=work.now,
        record=record.id,
        flow=record.flow,
        environment=record.environment,
        attempt=record.attempts,
        event=event,
        message=message,
        details=details,
        actor=caller.name,
    )
    await work.journal.add(project.id, flow_id, [entry])
