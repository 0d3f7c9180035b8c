"""A project with flows, and records that come for it: what tests of the live flow's tables start from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.model.flow import Flow, FlowDefinition, FlowSource, FlowTarget, OrderPolicy
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.lookup import LookupMiss
from crossdock.model.project import Connection, Project
from crossdock.model.record import Effect, EffectState, Hold, Identity, Record, RecordState
from crossdock.store.records import RecordNew
from crossdock.store.unit_of_work import Store, Work

NOW = datetime(2026, 3, 29, 12, tzinfo=UTC)
PLACE = "sandbox"
PARTITION = 5


def after(seconds: float) -> datetime:
    """A time so long after NOW."""
    return NOW + timedelta(seconds=seconds)


def flow_of(project: Project, name: str, order: OrderPolicy = OrderPolicy.BLOCK, *, target: str = "warehouse") -> Flow:
    definition = FlowDefinition(
        name=name,
        source=FlowSource(connection="shop", webhook="order-created"),
        mapping="shop-order-to-warehouse-order",
        target=FlowTarget(connection=target, operation="create-order"),
        owner="warehouse-team",
        order=order,
    )
    return Flow(id=uuid7(), project=project.name, definition=definition, revision=1, created_at=NOW, updated_at=NOW)


def project_of(name: str) -> Project:
    return Project(
        id=uuid7(), name=name, title="", environments=(PLACE, "live"), revision=1, created_at=NOW, updated_at=NOW
    )


def connection_of(project: Project, name: str) -> Connection:
    return Connection(
        id=uuid7(),
        project=project.name,
        environment=PLACE,
        name=name,
        connector="example",
        settings={"shop": "example"},
        secrets_set=("token",),
        revision=1,
        created_at=NOW,
        updated_at=NOW,
    )


class Scene:
    """A project with a connection, a flow whose held records block, and one whose records are superseded."""

    def __init__(self, store: Store, name: str) -> None:
        self.store = store
        self.project = project_of(name)
        self.connection = connection_of(self.project, "shop")
        self.orders = flow_of(self.project, "orders")
        self.cancellations = flow_of(self.project, "cancellations")
        self.stock = flow_of(self.project, "stock", OrderPolicy.SUPERSEDE)
        self.recalls = flow_of(self.project, "recalls", OrderPolicy.YIELD)
        self.dispatches = flow_of(self.project, "dispatches", target="shop")

    async def set(self) -> None:
        """Store what there is before anything comes."""
        async with self.store.begin() as work:
            await work.projects.add(self.project)
            await work.connections.add(self.project, self.connection, b"sealed secrets")
            for flow in (self.orders, self.cancellations, self.stock):
                await work.flows.add(self.project, flow)

    async def add_way_back(self, work: Work) -> None:
        """Store a flow whose held records yield, and one for another target, which passes them."""
        for flow in (self.recalls, self.dispatches):
            await work.flows.add(self.project, flow)

    async def object(self, work: Work, value: str) -> UUID:
        """The business object of an order number."""
        return await work.objects.resolve(self.project, PLACE, Identity("shop", "order", value))

    async def come(self, work: Work, flow: Flow, value: str, **changes: Any) -> Record:
        """Store a record about an order, in flight and due unless `changes` say otherwise, with its journal entry."""
        partition = changes.pop("partition", PARTITION)
        payload = changes.pop("payload", b"sealed payload")
        worth = changes.pop("worth", None)
        record = Record(
            id=uuid7(),
            project=self.project.name,
            environment=PLACE,
            flow=flow.name,
            object_id=await self.object(work, value),
            key=value,
            version="",
            received_at=NOW,
            state=RecordState.IN_FLIGHT,
            due_at=NOW,
        )
        record = msgspec.structs.replace(record, **changes)
        new = RecordNew(
            record=record,
            flow_id=flow.id,
            project_id=self.project.id,
            delivery_id=None,
            partition=partition,
            payload=payload,
            worth=worth,
            supersedes=flow.definition.order is OrderPolicy.SUPERSEDE,
            blocks=flow.definition.order is not OrderPolicy.SUPERSEDE,
            yields=flow.definition.order is OrderPolicy.YIELD,
        )
        await work.records.add(new)
        await self.tell(work, flow, record, Event.RECEIVED)
        return record

    async def tell(self, work: Work, flow: Flow, record: Record, event: Event) -> None:
        await work.journal.add(self.project.id, flow.id, [entry_of(record, event)])

    async def end(self, work: Work, flow: Flow, record: Record, state: RecordState, code: str = "refused") -> Record:
        """Settle a record in flight, with its journal entry, and its hold where it is held."""
        ended = ended_as(record, state, code)
        await work.records.settle(ended)
        await self.tell(work, flow, ended, Event(state.value))
        if state is RecordState.HELD:
            await work.holds.put(ended, flow.id, self.project.id, hold_of(ended))
        return ended


def ended_as(record: Record, state: RecordState, code: str = "refused") -> Record:
    """A record as it is once that became of it."""
    why = {} if state is RecordState.DELIVERED else {"code": code, "reason": "The target says so."}
    settled_at = None if state is RecordState.HELD else NOW
    return msgspec.structs.replace(record, state=state, due_at=None, settled_at=settled_at, **why)


def hold_of(record: Record, misses: Iterable[LookupMiss] = ()) -> Hold:
    return Hold(
        record=record.id,
        environment=record.environment,
        flow=record.flow,
        key=record.key,
        object_id=record.object_id,
        code=record.code,
        message=record.reason,
        owner="warehouse-team",
        since=NOW,
        misses=tuple(misses),
        attempts=record.attempts,
    )


def entry_of(record: Record, event: Event, **changes: Any) -> JournalEntry:
    entry = JournalEntry(
        id=uuid7(),
        at=NOW,
        record=record.id,
        flow=record.flow,
        environment=record.environment,
        attempt=record.attempts,
        event=event,
        message=f"It is {event}.",
        actor="worker",
    )
    return msgspec.structs.replace(entry, **changes)


def effect_of(record: Record, **changes: Any) -> Effect:
    effect = Effect(
        id=uuid7(),
        record=record.id,
        key=record.key,
        operation="create-order",
        state=EffectState.INTENDED,
        version="",
        digest="0" * 64,
        intended_at=NOW,
    )
    return msgspec.structs.replace(effect, **changes)
