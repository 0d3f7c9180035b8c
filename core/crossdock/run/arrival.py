"""Deliveries on their way into the database: as many as came at a time, in one unit of work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.webhook import Message
from crossdock.engine.json_text import canonical
from crossdock.errors import InvalidInput
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import Flow, OrderPolicy
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.project import Project
from crossdock.model.record import PARTITIONS, Delivery, DeliveryOutcome, Hold, Identity, Record, RecordState
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.recognitions import Arriving
from crossdock.store.records import RecordNew
from crossdock.store.unit_of_work import Work

ACTOR = "intake"


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery to a flow, verified and split."""

    id: UUID
    hook: Hook
    environment: str
    source: str
    """The sender's address."""
    messages: tuple[Message, ...]
    fault: InvalidInput | None = None
    """Why it could not be understood; its body is then the one message."""
    listed: bool = False
    """It was read from a list, in which what came before stands again, and says nothing."""


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What was stored of a delivery."""

    records: tuple[UUID, ...] = ()
    partitions: tuple[int, ...] = ()
    """Of the records that are due."""
    duplicates: int = 0


class _Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """One message of one delivery."""

    arrival: Arrival
    message: Message
    record_id: UUID


def partition_of(object_id: UUID) -> int:
    """The partition in which an object's records are worked off."""
    return object_id.int % PARTITIONS


def at_fault(arrival: Arrival, body: bytes, fault: InvalidInput) -> Arrival:
    """A delivery that is not understood: one message, for a person."""
    return msgspec.structs.replace(arrival, messages=(not_understood(arrival.id, body),), fault=fault)


def not_understood(arrival_id: UUID, body: bytes) -> Message:
    """A body that holds no message we know, as a message of its own; the same body twice is one."""
    event = f"body:{hashlib.sha256(body).hexdigest()}"
    identities = (("delivery", str(arrival_id)),)
    return Message(payload=body, key="", version="", identities=identities, event_id=event)


class Arrivals:
    """Stores deliveries; what it stores stands and falls with its unit of work."""

    def __init__(self, work: Work, keyring: Keyring) -> None:
        self._work, self._keyring = work, keyring
        self._entries: list[tuple[Hook, JournalEntry]] = []

    async def reject(self, arrival: Arrival, code: str) -> None:
        """Count it, with its source; nothing of its content is kept."""
        await self._work.deliveries.add(_delivery(self._work, arrival, DeliveryOutcome.REJECTED, code=code))

    async def store(self, arrivals: Sequence[Arrival]) -> list[Arrived]:
        """Store every message that did not come before as a record of its own; of equal ones the first."""
        parcels = [
            _Parcel(arrival=arrival, message=message, record_id=uuid7())
            for arrival in arrivals
            for message in arrival.messages
        ]
        new = await self._recognise(parcels)
        arrived = {
            arrival.id: _count(arrival, [one for one in new if one.arrival.id == arrival.id]) for arrival in arrivals
        }
        await self._work.deliveries.add(
            *(
                _accepted(self._work, arrival, arrived[arrival.id])
                for arrival in arrivals
                if arrived[arrival.id].records or not arrival.listed
            )
        )
        partitions = await self._add(new) if new else {}
        await self._write_journal()
        return [_with_partitions(arrived[arrival.id], partitions) for arrival in arrivals]

    async def _recognise(self, parcels: list[_Parcel]) -> list[_Parcel]:
        """Those that did not come before."""
        listed = await self._listed_before(parcels)
        known = await self._work.recognitions.recognise_all([_arriving(parcel, listed) for parcel in parcels])
        new = []
        for parcel, earlier in zip(parcels, known, strict=True):
            if earlier is None and not await self._is_last_state(parcel):
                new.append(parcel)
            elif earlier is not None and not parcel.arrival.listed:
                self._tell(parcel, earlier, Event.DUPLICATE, "The same message came once more.")
        await self._work.recognitions.recognise_all([_marked(parcel) for parcel in new if _comes_once(parcel)])
        return new

    async def _listed_before(self, parcels: list[_Parcel]) -> set[UUID]:
        """Records-to-be whose object a list brought already; asked only of flows that are both told and swept."""
        asked = [parcel for parcel in parcels if _comes_once(parcel) and not parcel.arrival.listed]
        found = set()
        for parcel in asked:
            token = f"listed:{parcel.message.key}"
            if await self._work.recognitions.known(parcel.arrival.hook.flow.id, parcel.arrival.environment, token):
                found.add(parcel.record_id)
        return found

    async def _is_last_state(self, parcel: _Parcel) -> bool:
        """Where a platform tells neither ids nor versions, only what equals the last state known is a duplicate."""
        message = parcel.message
        if message.event_id or message.version or _comes_once(parcel):
            return False
        digest = hashlib.sha256(canonical(message.payload)).digest()
        flow_id = parcel.arrival.hook.flow.id
        return await self._work.recognitions.same_state(flow_id, parcel.arrival.environment, message.key, digest)

    async def _add(self, parcels: list[_Parcel]) -> dict[UUID, int]:
        """Store them as records; gives the partition of each that is due."""
        objects = await self._work.objects.resolve_all([_names(parcel)[0] for parcel in parcels])
        await self._work.objects.mention(
            *(
                (project, environment, object_id, name)
                for parcel, object_id in zip(parcels, objects, strict=True)
                for project, environment, name in _names(parcel)[1:]
            )
        )
        records = [self._record(parcel, object_id) for parcel, object_id in zip(parcels, objects, strict=True)]
        await self._work.records.add(*map(self._new, parcels, records))
        for parcel, record in zip(parcels, records, strict=True):
            size = len(parcel.message.payload)
            self._tell(parcel, record.id, Event.RECEIVED, f"Received from {parcel.arrival.source}.", bytes=size)
            if parcel.arrival.fault is not None:
                await self._hold(parcel, record, parcel.arrival.fault)
        return {record.id: partition_of(record.object_id) for record in records if record.due_at}

    def _record(self, parcel: _Parcel, object_id: UUID) -> Record:
        fault = parcel.arrival.fault
        return Record(
            id=parcel.record_id,
            project=parcel.arrival.hook.project.name,
            environment=parcel.arrival.environment,
            flow=parcel.arrival.hook.flow.name,
            object_id=object_id,
            key=parcel.message.key,
            version=parcel.message.version,
            received_at=self._work.now,
            state=RecordState.HELD if fault else RecordState.IN_FLIGHT,
            code=HoldCode.NOT_UNDERSTOOD.value if fault else "",
            reason=fault.message if fault else "",
            due_at=None if fault else self._work.now,
        )

    def _new(self, parcel: _Parcel, record: Record) -> RecordNew:
        hook = parcel.arrival.hook
        return RecordNew(
            record=record,
            flow_id=hook.flow.id,
            project_id=hook.project.id,
            delivery_id=parcel.arrival.id,
            partition=partition_of(record.object_id),
            payload=self._keyring.seal(parcel.message.payload),
            supersedes=hook.flow.definition.order is OrderPolicy.SUPERSEDE,
            blocks=hook.flow.definition.order is OrderPolicy.BLOCK,
        )

    async def _hold(self, parcel: _Parcel, record: Record, fault: InvalidInput) -> None:
        hook = parcel.arrival.hook
        hold = Hold(
            record=record.id,
            environment=record.environment,
            flow=record.flow,
            key=record.key,
            object_id=record.object_id,
            code=record.code,
            message=fault.message,
            remedy=fault.remedy or "Correct the message and let it go on, or skip it.",
            owner=hook.flow.definition.owner,
            since=record.received_at,
            problems=fault.problems,
            attempts=0,
        )
        await self._work.holds.put(record, hook.flow.id, hook.project.id, hold)
        self._tell(parcel, record.id, Event.HELD, fault.message, code=record.code)

    def _tell(self, parcel: _Parcel, record_id: UUID, event: Event, message: str, **details: object) -> None:
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


def _arriving(parcel: _Parcel, listed: set[UUID]) -> Arriving:
    return _remembered(parcel, *_tokens(parcel, listed))


def _marked(parcel: _Parcel) -> Arriving:
    """How the object of a new message is known from now on: that it came, or that a list brought it."""
    mark = "listed" if parcel.arrival.listed else "came"
    return _remembered(parcel, f"{mark}:{parcel.message.key}")


def _remembered(parcel: _Parcel, *tokens: str) -> Arriving:
    return Arriving(
        flow_id=parcel.arrival.hook.flow.id,
        environment=parcel.arrival.environment,
        tokens=tokens,
        record_id=parcel.record_id,
    )


def _comes_once(parcel: _Parcel) -> bool:
    """Of what comes once for each object, a list brings what never came; and what a list brought comes no more.

    A platform that tells the same object twice by webhook is not silenced by this: that is for people to see.
    """
    return parcel.message.once and parcel.arrival.hook.flow.definition.source.poll is not None


def _tokens(parcel: _Parcel, listed: set[UUID]) -> Iterator[str]:
    """What a message is known again by: its event, and its object's version with its content."""
    message = parcel.message
    if message.event_id:
        yield f"event:{message.event_id}"
    if message.version:
        # Sources tell times in whole seconds: two changes in one second are two messages, so the content counts too.
        # Lists and webhooks write the same in other bytes, so what counts is what they say.
        yield f"state:{message.key}@{message.version}#{hashlib.sha256(canonical(message.payload)).hexdigest()}"
    if _comes_once(parcel) and parcel.arrival.listed:
        yield f"came:{message.key}"
    if parcel.record_id in listed:
        yield f"listed:{message.key}"


def _names(parcel: _Parcel) -> list[tuple[Project, str, Identity]]:
    hook, environment = parcel.arrival.hook, parcel.arrival.environment
    connection = hook.connection.name
    return [(hook.project, environment, Identity(connection, kind, value)) for kind, value in parcel.message.identities]


def _count(arrival: Arrival, new: list[_Parcel]) -> Arrived:
    records = tuple(parcel.record_id for parcel in new)
    return Arrived(records=records, duplicates=len(arrival.messages) - len(records))


def _with_partitions(arrived: Arrived, partitions: dict[UUID, int]) -> Arrived:
    due = tuple(partitions[record] for record in arrived.records if record in partitions)
    return msgspec.structs.replace(arrived, partitions=due)


def _accepted(work: Work, arrival: Arrival, arrived: Arrived) -> tuple[Project, Flow, Delivery]:
    # What stands in a list again is no delivery: it would count the same message with every look.
    repeated = 0 if arrival.listed else arrived.duplicates
    received = len(arrived.records)
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
