"""One delivery on its way into the database, in one unit of work."""

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
from crossdock.model.flow import OrderPolicy
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.record import PARTITIONS, Delivery, DeliveryOutcome, Hold, Identity, Record, RecordState
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.records import RecordNew
from crossdock.store.unit_of_work import Work

ACTOR = "intake"


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What was stored of a delivery."""

    records: tuple[UUID, ...] = ()
    partitions: tuple[int, ...] = ()
    duplicates: int = 0


def partition_of(object_id: UUID) -> int:
    """The partition in which an object's records are worked off."""
    return object_id.int % PARTITIONS


class Arrival:
    """A delivery to a flow; each method is to be called once, and stands and falls with its unit of work."""

    def __init__(
        self, work: Work, keyring: Keyring, hook: Hook, environment: str, source: str, *, listed: bool = False
    ) -> None:
        """`listed`: it was read from a list, in which what came before stands again, and says nothing."""
        self._work, self._keyring, self._hook = work, keyring, hook
        self._environment, self._source, self._listed = environment, source, listed
        self._id = uuid7()
        self._entries: list[JournalEntry] = []

    async def reject(self, code: str) -> None:
        """Count it, with its source; nothing of its content is kept."""
        await self._deliver(DeliveryOutcome.REJECTED, code=code)

    async def accept(self, messages: Sequence[Message]) -> Arrived:
        """Store every message that did not come before as a record of its own."""
        new = [(record_id, message) for message in messages if (record_id := await self._recognise(message))]
        duplicates = len(messages) - len(new)
        if new or not self._listed:
            repeated = 0 if self._listed else duplicates
            await self._deliver(DeliveryOutcome.ACCEPTED, received=len(new), duplicates=repeated)
        records = [await self._record(record_id, message) for record_id, message in new]
        for record, (_, message) in zip(records, new, strict=True):
            await self._add(record, message.payload)
        await self._write_journal()
        return Arrived(
            records=tuple(record.id for record in records),
            partitions=tuple(partition_of(record.object_id) for record in records),
            duplicates=duplicates,
        )

    async def hold(self, body: bytes, error: InvalidInput) -> Arrived:
        """Keep what cannot be understood, for a person; the same body twice is one record."""
        record_id = await self._recognised([f"body:{hashlib.sha256(body).hexdigest()}"])
        if record_id is None:
            if not self._listed:
                await self._deliver(DeliveryOutcome.ACCEPTED, duplicates=1)
            await self._write_journal()
            return Arrived(duplicates=1)
        await self._deliver(DeliveryOutcome.ACCEPTED, received=1)
        record = msgspec.structs.replace(
            await self._record(record_id, self._not_understood(body)),
            state=RecordState.HELD,
            code=HoldCode.NOT_UNDERSTOOD.value,
            reason=error.message,
            due_at=None,
        )
        await self._add(record, body)
        self._tell(record.id, Event.HELD, error.message, code=record.code)
        await self._work.holds.put(record, self._hook.flow.id, self._hook.project.id, self._hold_of(record, error))
        await self._write_journal()
        return Arrived(records=(record.id,))

    async def _recognise(self, message: Message) -> UUID | None:
        """The id for its record; None where it came before."""
        tokens = list(_tokens(message))
        if message.once and self._hook.flow.definition.source.poll is not None:
            return await self._recognise_once(message, tokens)
        if tokens:
            return await self._recognised(tokens)
        digest = hashlib.sha256(canonical(message.payload)).digest()
        flow = self._hook.flow.id
        if await self._work.recognitions.same_state(flow, self._environment, message.key, digest):
            return None
        return uuid7()

    async def _recognise_once(self, message: Message, tokens: list[str]) -> UUID | None:
        """Of what comes once for each object, a list brings what never came; and what a list brought comes no more.

        A platform that tells the same object twice by webhook is not silenced by this: that is for people to see.
        """
        flow, environment = self._hook.flow.id, self._environment
        came, listed = f"came:{message.key}", f"listed:{message.key}"
        if self._listed:
            tokens = [*tokens, came]
        elif await self._work.recognitions.known(flow, environment, listed):
            tokens = [*tokens, listed]
        record_id = await self._recognised(tokens or [came])
        if record_id is not None:
            await self._work.recognitions.recognise(flow, environment, [listed if self._listed else came], record_id)
        return record_id

    async def _recognised(self, tokens: list[str]) -> UUID | None:
        record_id = uuid7()
        flow = self._hook.flow.id
        known = await self._work.recognitions.recognise(flow, self._environment, tokens, record_id)
        if known is None:
            return record_id
        if not self._listed:
            self._tell(known, Event.DUPLICATE, "The same message came once more.")
        return None

    async def _record(self, record_id: UUID, message: Message) -> Record:
        names = [Identity(self._hook.connection.name, kind, value) for kind, value in message.identities]
        object_id = await self._work.objects.resolve(self._hook.project, self._environment, names[0])
        if names[1:]:
            await self._work.objects.name(self._hook.project, self._environment, object_id, names[1:])
        return Record(
            id=record_id,
            project=self._hook.project.name,
            environment=self._environment,
            flow=self._hook.flow.name,
            object_id=object_id,
            key=message.key,
            version=message.version,
            received_at=self._work.now,
            state=RecordState.IN_FLIGHT,
            due_at=self._work.now,
        )

    async def _add(self, record: Record, payload: bytes) -> None:
        policy = self._hook.flow.definition.order
        await self._work.records.add(
            RecordNew(
                record=record,
                flow_id=self._hook.flow.id,
                project_id=self._hook.project.id,
                delivery_id=self._id,
                partition=partition_of(record.object_id),
                payload=self._keyring.seal(payload),
                supersedes=policy is OrderPolicy.SUPERSEDE,
                blocks=policy is OrderPolicy.BLOCK,
            )
        )
        self._tell(record.id, Event.RECEIVED, f"Received from {self._source}.", bytes=len(payload))

    async def _deliver(
        self, outcome: DeliveryOutcome, *, code: str = "", received: int = 0, duplicates: int = 0
    ) -> None:
        delivery = Delivery(
            id=self._id,
            environment=self._environment,
            flow=self._hook.flow.name,
            at=self._work.now,
            source=self._source,
            outcome=outcome,
            code=code,
            received=received,
            duplicates=duplicates,
        )
        await self._work.deliveries.add(self._hook.project, self._hook.flow, delivery)

    def _not_understood(self, body: bytes) -> Message:
        return Message(payload=body, key="", version="", identities=(("delivery", str(self._id)),))

    def _hold_of(self, record: Record, error: InvalidInput) -> Hold:
        return Hold(
            record=record.id,
            environment=record.environment,
            flow=record.flow,
            key=record.key,
            object_id=record.object_id,
            code=record.code,
            message=error.message,
            remedy=error.remedy or "Correct the message and let it go on, or skip it.",
            owner=self._hook.flow.definition.owner,
            since=record.received_at,
            problems=error.problems,
            attempts=0,
        )

    def _tell(self, record_id: UUID, event: Event, message: str, **details: object) -> None:
        self._entries.append(
            JournalEntry(
                id=uuid7(),
                at=self._work.now,
                record=record_id,
                flow=self._hook.flow.name,
                environment=self._environment,
                attempt=0,
                event=event,
                message=message,
                details={"delivery": str(self._id), **details},
                actor=ACTOR,
            )
        )

    async def _write_journal(self) -> None:
        if self._entries:
            await self._work.journal.add(self._hook.project.id, self._hook.flow.id, self._entries)


def _tokens(message: Message) -> Iterator[str]:
    """What a message is known again by: its event, and its object's version with its content."""
    if message.event_id:
        yield f"event:{message.event_id}"
    if message.version:
        # Sources tell times in whole seconds: two changes in one second are two messages, so the content counts too.
        # Lists and webhooks write the same in other bytes, so what counts is what they say.
        yield f"state:{message.key}@{message.version}#{hashlib.sha256(canonical(message.payload)).hexdigest()}"
