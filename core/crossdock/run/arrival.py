"""Deliveries on their way into the database: as many as came at a time, in one unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import Flow, OrderPolicy
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.problem import Problem
from crossdock.model.project import Project
from crossdock.model.record import PARTITIONS, Delivery, DeliveryOutcome, Hold, Record, RecordState, RunCode
from crossdock.run.parcel import Arrival, Parcel
from crossdock.run.recognition import Recognition
from crossdock.run.release import supersede
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.records import RecordNew
from crossdock.store.sequences import Came
from crossdock.store.unit_of_work import Work

ACTOR = "intake"


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What was stored of a delivery, for all flows that take it in."""

    records: tuple[UUID, ...] = ()
    partitions: tuple[int, ...] = ()
    """Of the records that are due."""
    received: int = 0
    """Records of the flow it was sent to."""
    duplicates: int = 0
    """For that flow."""


class _Stop(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message goes no further before it was even looked at."""

    code: str
    message: str
    remedy: str
    problems: tuple[Problem, ...] = ()


def partition_of(object_id: UUID) -> int:
    """The partition in which an object's records are worked off."""
    return object_id.int % PARTITIONS


class Arrivals:
    """Stores deliveries; what it stores stands and falls with its unit of work."""

    def __init__(self, work: Work, keyring: Keyring) -> None:
        self._work, self._keyring = work, keyring
        self._entries: list[tuple[Hook, JournalEntry]] = []

    async def reject(self, arrival: Arrival, code: str) -> None:
        """Count it, with its source; nothing of its content is kept."""
        await self._work.deliveries.add(_delivery(self._work, arrival, DeliveryOutcome.REJECTED, code=code))

    async def store(self, arrivals: Sequence[Arrival]) -> list[Arrived]:
        """Store every message that did not come before as a record of its own; of equal ones the first.

        Each flow that takes in beside another has records, deliveries and counts of its own.
        """
        shared = {arrival.id: list(arrival.shared()) for arrival in arrivals}
        parcels = [
            Parcel(arrival=each, message=message, record_id=uuid7())
            for arrival in arrivals
            for each in shared[arrival.id]
            for message in each.messages
        ]
        new = await self._recognise(parcels)
        partitions = await self._keep([each for all_of_one in shared.values() for each in all_of_one], new)
        await self._note_numbers(arrivals, new)
        return [_arrived(arrival, shared[arrival.id], new, partitions) for arrival in arrivals]

    async def _keep(self, arrivals: list[Arrival], new: list[Parcel]) -> dict[UUID, int]:
        """Store deliveries and records; gives the partition of each that is due."""
        received = {one.id: sum(parcel.arrival.id == one.id for parcel in new) for one in arrivals}
        await self._work.deliveries.add(
            *(
                _accepted(self._work, arrival, received[arrival.id])
                for arrival in arrivals
                if received[arrival.id] or not arrival.listed
            )
        )
        partitions = await self._add(new) if new else {}
        await self._write_journal()
        return partitions

    async def _recognise(self, parcels: list[Parcel]) -> list[Parcel]:
        """Those that did not come before."""
        recognition = Recognition(self._work)
        new = await recognition.new(parcels)
        for parcel, earlier in recognition.repeats:
            self._tell(parcel, earlier, Event.DUPLICATE, "The same message came once more.")
        for mark in await self._work.records.held_marks(recognition.told_before):
            await supersede(self._work, mark, actor=ACTOR, message="The message that the list told of has come.")
        return new

    async def _note_numbers(self, arrivals: Sequence[Arrival], new: list[Parcel]) -> None:
        """Where messages are numbered, see which numbers are missing; last, since whoever counts too waits for us."""
        first = {(parcel.arrival.id, parcel.message.sequence) for parcel in new if parcel.message.sequence}
        came = [
            Came(
                connection_id=arrival.hook.connection.id,
                stream=numbered.stream,
                number=numbered.number,
                grace_seconds=numbered.grace_seconds,
                is_new=(arrival.id, numbered) in first,
            )
            for arrival in arrivals
            for message in arrival.messages
            if (numbered := message.sequence)
        ]
        if came:
            await self._work.sequences.note(came, self._work.now)

    async def _add(self, parcels: list[Parcel]) -> dict[UUID, int]:
        """Store them as records; gives the partition of each that is due."""
        objects = await self._objects(parcels)
        await self._work.objects.mention(
            *(
                (project, environment, object_id, name)
                for parcel, object_id in zip(parcels, objects, strict=True)
                for project, environment, name in parcel.names[1:]
            )
        )
        stops = [await self._stop(parcel, object_id) for parcel, object_id in zip(parcels, objects, strict=True)]
        records = list(map(self._record, parcels, objects, stops))
        await self._work.records.add(*map(self._new, parcels, records))
        for parcel, record, stop in zip(parcels, records, stops, strict=True):
            size = len(parcel.message.payload)
            self._tell(parcel, record.id, Event.RECEIVED, f"Received from {parcel.arrival.source}.", bytes=size)
            if stop is not None:
                await self._hold(parcel, record, stop)
        return {record.id: partition_of(record.object_id) for record in records if record.due_at}

    async def _objects(self, parcels: list[Parcel]) -> list[UUID]:
        """What each is about. The mark of a message may know its object by a name that is else for search only."""
        known: dict[UUID, UUID] = {}
        for parcel in parcels:
            if parcel.is_outline and (found := await self._work.objects.named(*parcel.names[0])):
                known[parcel.record_id] = found
        others = [parcel for parcel in parcels if parcel.record_id not in known]
        resolved = await self._work.objects.resolve_all([one.names[0] for one in others]) if others else []
        known |= {one.record_id: found for one, found in zip(others, resolved, strict=True)}
        return [known[parcel.record_id] for parcel in parcels]

    async def _stop(self, parcel: Parcel, object_id: UUID) -> _Stop | None:
        fault = parcel.arrival.fault
        if fault is not None:
            remedy = fault.remedy or "Correct the message and let it go on, or skip it."
            code = HoldCode.NOT_UNDERSTOOD.value
            return _Stop(code=code, message=fault.message, remedy=remedy, problems=fault.problems)
        if not parcel.is_outline:
            return None
        project, environment, mark = parcel.names[0]
        names = await self._work.objects.identities(project, environment, object_id)
        here = [f"{name.kind} {name.value}" for name in names if name.connection == mark.connection and name != mark]
        return _Stop(
            code=RunCode.PUSH_MISSING.value,
            message=f"'{mark.connection}' lists {mark.kind} {mark.value} ({', '.join(here) or 'of an unknown object'}), "
            "and the message about it never came.",
            remedy="The list does not tell what the message says: have the platform send it again. When it comes, this "
            "record is closed by itself.",
        )

    def _record(self, parcel: Parcel, object_id: UUID, stop: _Stop | None) -> Record:
        return Record(
            id=parcel.record_id,
            project=parcel.arrival.hook.project.name,
            environment=parcel.arrival.environment,
            flow=parcel.arrival.hook.flow.name,
            object_id=object_id,
            key=parcel.message.key,
            version=parcel.message.version,
            received_at=self._work.now,
            state=RecordState.HELD if stop else RecordState.IN_FLIGHT,
            code=stop.code if stop else "",
            reason=stop.message if stop else "",
            due_at=None if stop else self._work.now,
        )

    def _new(self, parcel: Parcel, record: Record) -> RecordNew:
        hook = parcel.arrival.hook
        return RecordNew(
            record=record,
            flow_id=hook.flow.id,
            project_id=hook.project.id,
            delivery_id=parcel.arrival.id,
            partition=partition_of(record.object_id),
            payload=self._keyring.seal(parcel.message.payload),
            supersedes=hook.flow.definition.order is OrderPolicy.SUPERSEDE,
            # Nothing waits for the mark of a message: the message itself would.
            blocks=hook.flow.definition.order is not OrderPolicy.SUPERSEDE and not parcel.is_outline,
            yields=hook.flow.definition.order is OrderPolicy.YIELD,
            worth=parcel.message.worth,
            read_at=self._work.now if parcel.arrival.listed else None,
            commits=bool(hook.flow.definition.commits) and not parcel.is_outline and parcel.arrival.fault is None,
        )

    async def _hold(self, parcel: Parcel, record: Record, stop: _Stop) -> None:
        hook = parcel.arrival.hook
        hold = Hold(
            record=record.id,
            environment=record.environment,
            flow=record.flow,
            key=record.key,
            object_id=record.object_id,
            code=stop.code,
            message=stop.message,
            remedy=stop.remedy,
            owner=hook.flow.definition.owner,
            since=record.received_at,
            problems=stop.problems,
            attempts=0,
        )
        await self._work.holds.put(record, hook.flow.id, hook.project.id, hold)
        self._tell(parcel, record.id, Event.HELD, stop.message, code=record.code)

    def _tell(self, parcel: Parcel, record_id: UUID, event: Event, message: str, **details: object) -> None:
        entry = JournalEntry(
            id=uuid7(),
            at=self._work.now,
            record=record_id,
            flow=parcel.arrival.hook.flow.name,
            environment=parcel.arrival.environment,
            attempt=0,
            event=event,
            message=message,
            details={"delivery": str(parcel.arrival.id), **details},
            actor=ACTOR,
        )
        self._entries.append((parcel.arrival.hook, entry))

    async def _write_journal(self) -> None:
        hooks = {hook.flow.id: hook for hook, _ in self._entries}
        for flow_id, hook in hooks.items():
            entries = [entry for told, entry in self._entries if told.flow.id == flow_id]
            await self._work.journal.add(hook.project.id, flow_id, entries)


def _arrived(arrival: Arrival, shared: list[Arrival], new: list[Parcel], partitions: dict[UUID, int]) -> Arrived:
    ids = {each.id for each in shared}
    records = tuple(parcel.record_id for parcel in new if parcel.arrival.id in ids)
    own = sum(parcel.arrival.id == arrival.id for parcel in new)
    due = tuple(partitions[record] for record in records if record in partitions)
    return Arrived(records=records, partitions=due, received=own, duplicates=len(arrival.messages) - own)


def _accepted(work: Work, arrival: Arrival, received: int) -> tuple[Project, Flow, Delivery]:
    # What stands in a list again is no delivery: it would count the same message with every look.
    repeated = 0 if arrival.listed else len(arrival.messages) - received
    return _delivery(work, arrival, DeliveryOutcome.ACCEPTED, received=received, duplicates=repeated)


def _delivery(
    work: Work, arrival: Arrival, outcome: DeliveryOutcome, *, code: str = "", received: int = 0, duplicates: int = 0
) -> tuple[Project, Flow, Delivery]:
    delivery = Delivery(
        id=arrival.id,
        environment=arrival.environment,
        flow=arrival.hook.flow.name,
        at=work.now,
        source=arrival.source,
        outcome=outcome,
        code=code,
        received=received,
        duplicates=duplicates,
    )
    return arrival.hook.project, arrival.hook.flow, delivery
