"""Intake: what a platform sends is verified, recognised, stored and committed before it is acknowledged."""

from __future__ import annotations

from uuid import UUID

import msgspec
import structlog

from crossdock.connect.webhook import Incoming, Message, Rejected
from crossdock.engine.ports import Alarm
from crossdock.errors import InvalidInput, NotFound
from crossdock.run.arrival import Arrival, Arrived
from crossdock.run.lines import Connectors
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, retried

_log = structlog.get_logger(__name__)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one delivery; all of it is committed."""

    records: tuple[UUID, ...] = ()
    duplicates: int = 0
    """Messages in it that came before."""


class Intake:
    def __init__(self, store: Store, connectors: Connectors, keyring: Keyring, alarm: Alarm) -> None:
        self._store, self._connectors, self._keyring, self._alarm = store, connectors, keyring, alarm

    async def take(self, environment: str, project: str, flow: str, incoming: Incoming, source: str) -> Taken:
        """Take a delivery in; `source` is the sender's address.

        Raises NotFound for an unknown flow, Rejected (after counting it) where the delivery does not prove that it
        is the platform's, Unavailable where it cannot be stored: then the sender has to send it again.
        """
        hook = await self._hook(environment, project, flow)
        try:
            messages = self._verified(hook, incoming)
        except Rejected as rejected:
            _log.warning("a delivery was rejected", flow=flow, code=rejected.stable_code, source=source)
            await self._reject(hook, environment, source, rejected)
            raise
        except InvalidInput as error:
            arrived = await self._hold(hook, environment, source, incoming.body, error)
        else:
            arrived = await self._accept(hook, environment, source, messages)
        await self._alarm.ring(arrived.partitions)
        return Taken(records=arrived.records, duplicates=arrived.duplicates)

    async def _hook(self, environment: str, project: str, flow: str) -> Hook:
        async with self._store.read() as work:
            hook = await work.flows.hook(environment, project, flow)
        if hook is None or not hook.flow.definition.source.webhook:
            raise NotFound(
                f"No flow takes anything in at /hooks/{environment}/{project}/{flow}.",
                remedy="Check the address (environment, project, flow); the flow needs a webhook, and its source connection there.",
            )
        return hook

    def _verified(self, hook: Hook, incoming: Incoming) -> list[Message]:
        connector = self._connectors.of(hook.connection, hook.secrets)
        webhook = connector.webhook(hook.flow.definition.source.webhook)
        connector.verify(webhook, incoming)
        return connector.messages(webhook, incoming)

    async def _reject(self, hook: Hook, environment: str, source: str, rejected: Rejected) -> None:
        async with self._store.begin() as work:
            await Arrival(work, self._keyring, hook, environment, source).reject(rejected.stable_code)

    @retried
    async def _accept(self, hook: Hook, environment: str, source: str, messages: list[Message]) -> Arrived:
        async with self._store.begin() as work:
            return await Arrival(work, self._keyring, hook, environment, source).accept(messages)

    @retried
    async def _hold(self, hook: Hook, environment: str, source: str, body: bytes, error: InvalidInput) -> Arrived:
        async with self._store.begin() as work:
            return await Arrival(work, self._keyring, hook, environment, source).hold(body, error)
