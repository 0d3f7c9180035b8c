"""Offering: a platform fetches what was written for it, and says what it took. Only that makes a record delivered.

What lies ready are the writes that were accepted and not confirmed yet, with what was mapped; there is no second store
of them. What is not acknowledged is offered again; what a person has skipped is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import structlog
from uuid_utils.compat import uuid7

from crossdock.connect import Connector, Incoming, Operation
from crossdock.connect.offered import Offered
from crossdock.engine.json_text import decode
from crossdock.engine.ports import Alarm
from crossdock.errors import NotFound
from crossdock.model.flow import Flow
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.pause import ConnectionStatus
from crossdock.model.project import Project
from crossdock.model.record import Effect, RecordState, RunCode
from crossdock.run.lines import Connectors
from crossdock.run.release import reopen
from crossdock.run.verdict import Verdict, held, waiting
from crossdock.store.effects import OfferedRecord
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, Work, retried

LOOK_AGAIN = timedelta(minutes=15)
"""When a record that lies ready is looked at, should it not be woken by its acknowledgement."""
ACTOR = "platform"
_log = structlog.get_logger(__name__)


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform gets when it fetches."""

    body: bytes
    content_type: str


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an acknowledgement."""

    taken: int
    """Messages that are delivered by it."""
    unknown: int
    """Keys of which nothing lies ready: they were acknowledged before, or are not ours."""


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where something is offered."""

    project: Project
    environment: str
    flow: Flow
    connector: Connector
    operation: Operation
    offered: Offered
    is_paused: bool


class Offering:
    """Serves the flows whose target fetches."""

    def __init__(self, store: Store, connectors: Connectors, keyring: Keyring, alarm: Alarm) -> None:
        self._store, self._connectors, self._keyring, self._alarm = store, connectors, keyring, alarm

    async def fetch(self, environment: str, project: str, flow: str, incoming: Incoming) -> Answered:
        """What lies ready, the oldest first; nothing while the connection is paused.

        Raises NotFound where nothing is offered, Rejected for a request that does not prove that it is the platform's.
        """
        async with self._store.read() as work:
            place = await self._place(work, environment, project, flow, incoming)
            most = 0 if place.is_paused else place.offered.most
            sealed = await work.effects.offered(environment, place.flow.id, most)
        messages = [decode(self._keyring.open(body)) for body in sealed]
        form = place.operation.format.answers
        return Answered(
            body=form.encode(place.connector.offer(place.operation, messages)), content_type=form.content_type
        )

    async def acknowledge(self, environment: str, project: str, flow: str, incoming: Incoming) -> Acknowledged:
        """Take down what the platform took. Raises as `fetch` does, and InvalidInput for what is not understood."""
        async with self._store.read() as work:
            place = await self._place(work, environment, project, flow, incoming)
        names = list(dict.fromkeys(place.connector.acknowledged(place.operation, incoming)))
        found = await self._confirm(place, names)
        await self._alarm.ring([record.partition for record in found])
        if unknown := len(names) - len(found):
            _log.info("acknowledged what does not lie ready", flow=flow, environment=environment, messages=unknown)
        return Acknowledged(taken=len(found), unknown=unknown)

    async def _place(self, work: Work, environment: str, project: str, flow: str, incoming: Incoming) -> _Place:
        try:
            owner = await work.projects.get(project)
            found = await work.flows.get(owner, flow)
            target = found.definition.target
            connection, sealed = await work.connections.get_sealed(owner, environment, target.connection)
        except NotFound as error:
            raise _nothing_offered(environment, project, flow) from error
        connector = self._connectors.of(connection, sealed)
        operation = connector.operation(target.operation)
        if operation.offered is None:
            raise _nothing_offered(environment, project, flow)
        operation.offered.signature.verify(incoming, connector.settings)
        state = await work.pauses.find(connection.id)
        return _Place(
            project=owner,
            environment=environment,
            flow=found,
            connector=connector,
            operation=operation,
            offered=operation.offered,
            is_paused=state is not None and state.status is ConnectionStatus.PAUSED,
        )

    @retried
    async def _confirm(self, place: _Place, names: Sequence[str]) -> list[OfferedRecord]:
        async with self._store.begin() as work:
            found = await work.effects.acknowledge(place.environment, place.flow.id, names, work.now)
            told = f"{place.connector.title} says that it took it."
            await work.journal.add(
                place.project.id, place.flow.id, [_entry(work, place, record, told) for record in found]
            )
            for record in found:
                if record.state is RecordState.HELD:
                    await reopen(work, place.project, record.id, actor=ACTOR, message=told)
                else:
                    await work.records.hasten(record.id, work.now)
            return found


def not_acknowledged(title: str, offered: Offered, effect: Effect, now: datetime) -> Verdict:
    """It lies ready: for how much longer, or that somebody has to look."""
    until = effect.intended_at + timedelta(seconds=offered.wait_seconds)
    if now < until:
        return waiting(f"It lies ready for {title} to fetch.", min(until, now + LOOK_AGAIN), code="offered")
    return held(
        RunCode.WAITED_TOO_LONG,
        f"{title} has not said that it took it, though it has been there to be fetched since {effect.intended_at:%Y-%m-%d %H:%M} UTC.",
        "See there why it is not fetched, or not taken. When it says that it took it, this record is closed by itself.",
    )


def _entry(work: Work, place: _Place, record: OfferedRecord, told: str) -> JournalEntry:
    return JournalEntry(
        id=uuid7(),
        at=work.now,
        record=record.id,
        flow=place.flow.name,
        environment=place.environment,
        attempt=record.attempts,
        event=Event.RECEIPT,
        message=told,
        details={"receipt": record.name},
        actor=ACTOR,
    )


def _nothing_offered(environment: str, project: str, flow: str) -> NotFound:
    return NotFound(
        f"Nothing is offered at /offers/{environment}/{project}/{flow}.",
        remedy="Check the address (environment, project, flow); the flow's target must be an operation that is fetched.",
    )
