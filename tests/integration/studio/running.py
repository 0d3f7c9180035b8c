"""A flow that takes orders in, and what workers would have made of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.webhook import Incoming
from crossdock.engine.json_text import encode
from crossdock.model.access import Principal
from crossdock.model.flow import FlowDefinition, FlowSource, FlowTarget, Guard, GuardAction
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.lookup import LookupMiss, LookupRead
from crossdock.model.mapping import MappingNew
from crossdock.model.project import ConnectionNew
from crossdock.model.record import Attempt, AttemptKind, Effect, EffectState, Hold, Record, RecordState
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.studio import Studio

PROJECT, PLACE, FLOW, TO_WAREHOUSE = "acme", "sandbox", "orders", "order-to-warehouse"
SECRET = "a made-up secret"
GUARD = Guard(name="test-order", when="source.test", then=GuardAction.FILTER, reason="Nobody waits for it.")
DEFINITION = FlowDefinition(
    name=FLOW,
    source=FlowSource(connection="shop", webhook="order-created"),
    mapping=TO_WAREHOUSE,
    target=FlowTarget(connection="warehouse", operation="create-order"),
    owner="order desk",
    guards=(GUARD,),
)
SHOP = ConnectionNew(
    name="shop",
    connector="shopify",
    settings={"shop": "example-tea"},
    secrets={"access_token": "made up", "webhook_secret": SECRET},
)
WAREHOUSE = ConnectionNew(
    name="warehouse",
    connector="seko",
    settings={"base_url": "https://seko.example.com/api", "dc_code": "UK01"},
    secrets={"api_key": "made up"},
)


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """The headers with which the shop sends a body."""
    proof = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
    return {"x-shopify-hmac-sha256": proof, "x-shopify-topic": "orders/create"}


class LiveFlow:
    """The flow 'orders' of a project, in its sandbox."""

    def __init__(self, studio: Studio, store: Store, keyring: Keyring, order: bytes) -> None:
        self.studio, self.store, self._keyring = studio, store, keyring
        self._order = json.loads(order)

    async def set_up(self, admin: Principal) -> None:
        """The mapping, both connections in the sandbox, and the flow."""
        mapping = MappingNew(name=TO_WAREHOUSE, source="shopify/order", target="seko/order")
        await self.studio.mappings.create(admin, PROJECT, mapping)
        await self.connect(admin)

    async def connect(self, admin: Principal) -> None:
        """Both connections in the sandbox, and the flow."""
        for connection in (SHOP, WAREHOUSE):
            await self.studio.connections.create(admin, PROJECT, PLACE, connection)
        await self.studio.flows.put(admin, PROJECT, DEFINITION, 0)

    def order(self, number: int, **changes: Any) -> bytes:
        """An order of the shop with this number."""
        given = {"id": number, "name": f"#{number}", "order_number": number, **changes}
        return encode(self._order | given)

    async def receive(self, body: bytes, *, secret: str = SECRET) -> UUID:
        """Take a body in as the shop would send it; gives its record."""
        incoming = Incoming(headers=signed(body, secret), body=body, received_at=datetime.now(UTC))
        (record,) = (await self.studio.intake.take(PLACE, PROJECT, FLOW, incoming, "203.0.113.7")).records
        return record

    async def hold(self, record_id: UUID, code: str, misses: Iterable[tuple[str, str]] = ()) -> None:
        """Have a record in flight held, as a worker would."""
        async with self.store.begin() as work:
            record, project = await self._locked(work, record_id)
            flow_id, _ = await work.records.source_of(record_id)
            held = msgspec.structs.replace(
                record, state=RecordState.HELD, code=code, reason="It cannot go on.", due_at=None
            )
            await work.records.settle(held)
            hold = Hold(
                record=record_id,
                environment=PLACE,
                flow=FLOW,
                key=record.key,
                object_id=record.object_id,
                code=code,
                message="It cannot go on.",
                owner="order desk",
                since=work.now,
                misses=tuple(LookupMiss(table=table, key=(key,)) for table, key in misses),
                attempts=0,
            )
            await work.holds.put(held, flow_id, project, hold)
            await self._tell(work, held, Event.HELD)

    async def deliver(self, record_id: UUID, written: dict[str, Any], version: int = 1, lookups: int = 0) -> None:
        """Have a record in flight delivered, as a worker would, mapped with a version and a revision of 'carriers'."""
        async with self.store.begin() as work:
            record, _ = await self._locked(work, record_id)
            flow_id, _ = await work.records.source_of(record_id)
            reads = (LookupRead(table="carriers", revision=lookups),) if lookups else ()
            attempt = Attempt(number=1, kind=AttemptKind.FIRST, version=version, lookups=reads, started_at=work.now)
            await work.attempts.begin(record_id, attempt)
            ended = msgspec.structs.replace(attempt, ended_at=work.now, outcome="delivered")
            await work.attempts.end(record_id, ended)
            body = encode(written)
            effect = Effect(
                id=uuid7(),
                record=record_id,
                key=record.key,
                operation="create-order",
                state=EffectState.CONFIRMED,
                version=record.version,
                digest=hashlib.sha256(body).hexdigest(),
                receipt={"id": "made up"},
                intended_at=work.now,
                confirmed_at=work.now,
            )
            await work.effects.put(PLACE, flow_id, effect, self._keyring.seal(body))
            done = msgspec.structs.replace(
                record, state=RecordState.DELIVERED, attempts=1, due_at=None, settled_at=work.now
            )
            await work.records.settle(done)
            await self._tell(work, done, Event.DELIVERED)

    async def due(self) -> set[int]:
        """Partitions in which something can be worked on."""
        async with self.store.read() as work:
            return set(await work.records.due_partitions(work.now))

    async def partition(self, record_id: UUID) -> int:
        async with self.store.read() as work:
            return (await work.records.source_of(record_id))[1]

    async def _locked(self, work: Work, record_id: UUID) -> tuple[Record, UUID]:
        project = await work.projects.get(PROJECT)
        return await work.records.lock(project, record_id), project.id

    async def _tell(self, work: Work, record: Record, event: Event) -> None:
        project = await work.projects.get(PROJECT)
        flow_id, _ = await work.records.source_of(record.id)
        entry = JournalEntry(
            id=uuid7(),
            at=work.now,
            record=record.id,
            flow=FLOW,
            environment=PLACE,
            attempt=1,
            event=event,
            message="Told by the tests.",
            actor="worker",
        )
        await work.journal.add(project.id, flow_id, [entry])


class Bell:
    """An alarm that remembers what was rung."""

    def __init__(self) -> None:
        self.rung: list[int] = []

    async def ring(self, partitions: Iterable[int]) -> None:
        self.rung += partitions
