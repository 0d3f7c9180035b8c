"""Letting held records go on."""

from __future__ import annotations

from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.project import Project
from crossdock.model.record import AttemptKind, Record, RecordState, RunCode
from crossdock.store.unit_of_work import Work


async def reopen(
    work: Work,
    project: Project,
    record_id: UUID,
    *,
    actor: str,
    message: str,
    kind: AttemptKind = AttemptKind.RELEASE,
    event: Event = Event.RELEASED,
) -> int:
    """Put a held record back in flight, due at once; gives its partition, to be rung for after the commit.

    Raises NotFound, and Conflict 'not-held' where it is not held any more.
    """
    record = await work.records.lock(project, record_id)
    if record.state is not RecordState.HELD:
        raise Conflict(
            f"This record is not held: it is {record.state}.",
            code="not-held",
            remedy="Read it again; somebody was quicker.",
        )
    flow_id, partition = await work.records.source_of(record_id)
    await work.records.reopen(record_id, kind, work.now)
    await work.journal.add(project.id, flow_id, [_entry(work, record, event, message, record.code, actor)])
    return partition


async def supersede(work: Work, record: Record, *, actor: str, message: str) -> None:
    """End a held, locked record whose place another one took; nothing waits for it."""
    flow_id, _ = await work.records.source_of(record.id)
    code = RunCode.SUPERSEDED.value
    await work.records.reopen(record.id, AttemptKind.RELEASE, work.now)
    await work.records.settle(
        msgspec.structs.replace(
            record, state=RecordState.FILTERED, code=code, reason=message, due_at=None, settled_at=work.now
        )
    )
    project = await work.projects.get(record.project)
    await work.journal.add(project.id, flow_id, [_entry(work, record, Event.FILTERED, message, code, actor)])


def _entry(work: Work, record: Record, event: Event, message: str, code: str, actor: str) -> JournalEntry:
    return JournalEntry(
        id=uuid7(),
        at=work.now,
        record=record.id,
        flow=record.flow,
        environment=record.environment,
        attempt=record.attempts,
        event=event,
        message=message,
        details={"code": code},
        actor=actor,
    )
