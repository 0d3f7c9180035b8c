"""Records: stored once with what came in, and followed until they are settled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, Text, bindparam, delete, func, insert, select, update

from crossdock.errors import Conflict, Gone
from crossdock.model.flow import Flow
from crossdock.model.money import Money
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.record import AttemptKind, Counts, Filters, Record, RecordState
from crossdock.store.claims import Claimed, Claims
from crossdock.store.commitments import Commitments
from crossdock.store.counts import Equation, Place
from crossdock.store.days import within
from crossdock.store.record_rows import RECORDS, record_of, values_of
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import flows, holds, records
from crossdock.store.worths import WORTH, values_of_worth, worth_of

__all__ = ["Claimed", "RecordNew", "Records"]


class RecordNew(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be stored, with what only the store needs to know of it."""

    record: Record
    flow_id: UUID
    project_id: UUID
    delivery_id: UUID | None
    """None where a person sent it again."""
    partition: int
    payload: bytes
    """Sealed."""
    supersedes: bool
    """A later one of its object and flow takes its place."""
    blocks: bool
    """While it is held, later ones of its object wait."""
    yields: bool
    """It blocks those for its own target only; what goes elsewhere passes it."""
    worth: Money | None = None
    """How much money it is about, as its message told it; None where it told none."""
    read_at: datetime | None = None
    """When it was read, for what a list brought: it is the state of its object, and need not be fetched."""
    commits: bool = False
    """It takes from stock; how much is still to be worked out."""


class Records(Repository):
    async def add(self, *new: RecordNew) -> None:
        """Store records behind all that are stored; the first pass of each is due as the record says.

        Raises Conflict where an id is taken or its object or flow is none, InvalidInput where a record contradicts
        itself, as one that is held without saying why.
        """
        if new:
            await self._insert(_ADD, [_values(one) for one in new])
        if committing := [one.record.id for one in new if one.commits]:
            await Commitments(self._connection).expect(committing)

    async def claim(self, partition: int, now: datetime, limit: int) -> list[Claimed]:
        """What can be worked on in a partition, oldest first and one at most per object; raises nothing.

        Before that, records whose place a later one took are settled and journalled; their holds go.
        """
        return await Claims(self._connection).claim(partition, now, limit)

    async def due_partitions(self, now: datetime) -> list[int]:
        """The partitions in which there is something to claim; raises nothing."""
        return await Claims(self._connection).due_partitions(now)

    async def settle(self, record: Record, *, kind: AttemptKind | None = None) -> None:
        """Store what became of a record in flight, be it that it goes on later; `kind` is what its next pass is.

        Raises Conflict 'settled-already' where it is not in flight any more.
        """
        changed = {f"new_{column}": getattr(record, column) for column in _SETTLED}
        if await self._first(_SETTLE, record=record.id, kind=kind, **changed) is None:
            raise Conflict(
                f"Record '{record.id}' is not in flight any more.",
                code="settled-already",
                remedy="Read it again: another worker or a person settled it.",
            )

    async def get(self, project: Project, record: UUID) -> Record:
        """Raises NotFound."""
        return await self._one(_ONE, project, record)

    async def lock(self, project: Project, record: UUID) -> Record:
        """A record nobody else changes until this unit of work ends; raises NotFound."""
        return await self._one(_LOCK, project, record)

    async def held_marks(self, among: Collection[UUID]) -> list[Record]:
        """Those of some records that are held for a message that never came, locked; raises nothing."""
        if not among:
            return []
        held = (records.c.state == RecordState.HELD) & (records.c.key == "")
        query = RECORDS.where(records.c.id.in_(among), held).order_by(records.c.id).with_for_update(of=records)
        return [record_of(row) for row in await self._all(query)]

    async def payload(self, record: UUID) -> tuple[bytes, bytes | None]:
        """What came in, and what a person made of it, None where none did; both sealed.

        Raises NotFound, and Gone 'payload-emptied' where its time was over.
        """
        row = await self._first(_PAYLOAD, record=record)
        if row is None:
            raise absent("record", record)
        if row.payload is None:
            raise Gone(
                f"The payload of record '{record}' was emptied at {row.emptied_at.isoformat(timespec='seconds')}, as its "
                "project's retention says.",
                code="payload-emptied",
                remedy="Its story is still there. What it said, only its platform can tell.",
                emptied_at=row.emptied_at,
            )
        return row.payload, row.edited

    async def edit(self, record: UUID, sealed: bytes) -> None:
        """Put a corrected payload beside the original. Raises Conflict 'not-held' unless the record is held."""
        held = (records.c.id == record) & (records.c.state == RecordState.HELD)
        if not await self._do(update(records).where(held).values(edited=sealed)):
            raise _not_held(record)
        await Commitments(self._connection).expect([record])

    async def fetched(self, record: UUID, sealed: bytes, at: datetime) -> None:
        """Keep the state of a record's object as its source told it when it was asked; what it takes is counted anew."""
        await self._do(update(records).where(records.c.id == record).values(fetched=sealed, fetched_at=at))
        await Commitments(self._connection).expect([record])

    async def fetched_state(self, record: UUID) -> tuple[bytes | None, datetime | None]:
        """What `fetched` kept, sealed, and when; a time alone where its payload is the state itself. Raises nothing."""
        row = await self._first(select(records.c.fetched, records.c.fetched_at).where(records.c.id == record))
        return (None, None) if row is None else (row.fetched, row.fetched_at)

    async def source_of(self, record: UUID) -> tuple[UUID, int]:
        """The ids of a record's flow and partition; raises NotFound."""
        row = await self._first(_SOURCE, record=record)
        if row is None:
            raise absent("record", record)
        return row.flow_id, row.partition

    async def worth(self, record: UUID) -> Money | None:
        """How much money a record is about; None where its message told none. Raises nothing."""
        row = await self._first(_WORTH, record=record)
        return None if row is None else worth_of(row)

    async def reopen(self, record: UUID, kind: AttemptKind, at: datetime) -> None:
        """Put a held record back in flight, due at a time, without its hold. Raises Conflict 'not-held'."""
        held = (records.c.id == record) & (records.c.state == RecordState.HELD)
        values = {"state": RecordState.IN_FLIGHT, "code": "", "reason": "", "due_at": at, "next_kind": kind}
        if not await self._do(update(records).where(held).values(values)):
            raise _not_held(record)
        await self._do(delete(holds).where(holds.c.record_id == record))

    async def hasten(self, record: UUID, at: datetime) -> None:
        """Have a record that waits looked at from a time on; one that is settled stays so. Raises nothing."""
        waits = (records.c.id == record) & (records.c.state == RecordState.IN_FLIGHT)
        await self._do(update(records).where(waits).values(due_at=at))

    async def page(self, project: Project, environment: str, request: PageRequest, filters: Filters) -> Page[Record]:
        """Newest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = RECORDS.where(records.c.project_id == project.id, records.c.environment == environment)
        return await self._page(_filtered(query, filters), request, records.c.id, record_of, newest_first=True)

    async def of_object(self, project: Project, environment: str, object_id: UUID) -> list[Record]:
        """Every record of a business object, oldest first; raises nothing."""
        rows = await self._all(_OF_OBJECT, project=project.id, environment=environment, object=object_id)
        return [record_of(row) for row in rows]

    async def counts(
        self, project: Project, flow: Flow, environment: str, first_day: date | None, last_day: date | None
    ) -> Counts:
        """The equation of a flow over days of receipt in UTC, and whether the journal agrees; raises nothing."""
        place = Place(project=project, flow=flow, environment=environment, first_day=first_day, last_day=last_day)
        return await Equation(self._connection).counts(place)

    async def _one(self, query: Select[Any], project: Project, record: UUID) -> Record:
        row = await self._first(query, project=project.id, record=record)
        if row is None:
            raise absent("record", record)
        return record_of(row)


_ADD = insert(records).returning(records.c.id)
_SETTLED = ("state", "code", "reason", "attempts", "due_at", "settled_at")
_SETTLE = (
    update(records)
    .where(records.c.id == bindparam("record"), records.c.state == RecordState.IN_FLIGHT)
    .values({records.c[column]: bindparam(f"new_{column}") for column in _SETTLED})
    .values(next_kind=func.coalesce(bindparam("kind", type_=Text), records.c.next_kind))
    .returning(records.c.id)
)
_ONE = RECORDS.where(records.c.project_id == bindparam("project"), records.c.id == bindparam("record"))
_LOCK = _ONE.with_for_update(of=records)
_PAYLOAD = select(records.c.payload, records.c.edited, records.c.emptied_at).where(records.c.id == bindparam("record"))
_SOURCE = select(records.c.flow_id, records.c.partition).where(records.c.id == bindparam("record"))
_WORTH = select(*WORTH).where(records.c.id == bindparam("record"))
_OF_OBJECT = RECORDS.where(
    records.c.project_id == bindparam("project"),
    records.c.environment == bindparam("environment"),
    records.c.object_id == bindparam("object"),
).order_by(records.c.position)


def _values(new: RecordNew) -> dict[str, Any]:
    same = ("flow_id", "project_id", "delivery_id", "partition", "payload", "supersedes", "blocks", "yields")
    more = {"next_kind": AttemptKind.FIRST, "fetched_at": new.read_at}
    return values_of(new.record) | values_of_worth(new.worth) | {column: getattr(new, column) for column in same} | more


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    columns = {"flow": flows.c.name, "state": records.c.state, "code": records.c.code, "key": records.c.key}
    wanted = {column: getattr(filters, name) for name, column in columns.items()}
    asked = [column == value for column, value in wanted.items() if value is not None]
    return query.where(*asked, *within(records.c.received_at, filters.first_day, filters.last_day))


def _not_held(record: UUID) -> Conflict:
    return Conflict(
        f"Record '{record}' is not held.", code="not-held", remedy="Read it again: it was released or settled."
    )
