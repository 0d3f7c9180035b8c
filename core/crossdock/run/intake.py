"""Intake: what a platform sends is verified, recognised, stored and committed before it is acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
import structlog
from uuid_utils.compat import uuid7

from crossdock.connect import Connector
from crossdock.connect.webhook import Incoming, Said, Webhook
from crossdock.engine.ports import Alarm
from crossdock.errors import CrossdockError, InvalidInput, NotFound, Rejected, Unavailable
from crossdock.run.arrival import Arrivals, Arrived
from crossdock.run.batch import Batch
from crossdock.run.lines import Connectors
from crossdock.run.parcel import Arrival, at_fault
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, retried

Place = tuple[str, str, str]
"""Environment, project and flow."""
_log = structlog.get_logger(__name__)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one delivery; all of it is committed."""

    records: tuple[UUID, ...] = ()
    duplicates: int = 0
    """Messages in it that came before."""
    said: Said | msgspec.UnsetType = msgspec.UNSET
    """What the platform is answered with in the place of this."""


class Intake:
    """Takes deliveries in. Those that come at the same time share a look at their flows, and a commit."""

    def __init__(self, store: Store, connectors: Connectors, keyring: Keyring, alarm: Alarm) -> None:
        self._store, self._connectors, self._keyring, self._alarm = store, connectors, keyring, alarm
        self._hooks: Batch[Place, Hook] = Batch(self._find)
        self._arrivals: Batch[Arrival, Arrived] = Batch(self._keep)

    async def take(self, environment: str, project: str, flow: str, incoming: Incoming, source: str) -> Taken:
        """Take a delivery in; `source` is the sender's address.

        Raises NotFound for an unknown flow, Rejected (after counting it) where the delivery does not prove that it
        is the platform's, Unavailable where it cannot be stored: then the sender has to send it again.
        """
        hook = await self._hooks.ask((environment, project, flow))
        connector = self._connectors.of(hook.connection, hook.secrets)
        webhook = connector.webhook(hook.flow.definition.source.webhook)
        arrival = Arrival(id=uuid7(), hook=hook, environment=environment, source=source, messages=())
        try:
            arrived = await self._arrivals.ask(_opened(arrival, connector, webhook, incoming))
        except Rejected as rejected:
            _log.warning("a delivery was rejected", flow=flow, code=rejected.stable_code, source=source)
            await self._reject(arrival, rejected)
            raise
        await self._alarm.ring(arrived.partitions)
        return Taken(records=arrived.records, duplicates=arrived.duplicates, said=webhook.said or msgspec.UNSET)

    async def _find(self, places: Sequence[Place]) -> list[Hook | Exception]:
        async with self._store.read() as work:
            hooks = {place: await work.flows.hook(*place) for place in set(places)}
        return [_told_by_webhook(hooks[place]) or _no_flow(place) for place in places]

    async def _reject(self, arrival: Arrival, rejected: Rejected) -> None:
        async with self._store.begin() as work:
            await Arrivals(work, self._keyring).reject(arrival, rejected.stable_code)

    async def _keep(self, arrivals: Sequence[Arrival]) -> list[Arrived | Exception]:
        """Store them together; where that fails for what is in one of them, each by itself."""
        try:
            return list(await self._stored(arrivals))
        except Unavailable:
            raise
        except CrossdockError as error:
            if len(arrivals) == 1:
                return [await self._kept_anyway(arrivals[0], error)]
            return [(await self._keep([arrival]))[0] for arrival in arrivals]

    async def _kept_anyway(self, arrival: Arrival, error: CrossdockError) -> Arrived | Exception:
        """What the database refuses a part of is kept whole, for a person: nothing that came is lost."""
        if arrival.fault is not None or not isinstance(error, InvalidInput) or len(arrival.messages) != 1:
            return error
        return (await self._keep([at_fault(arrival, arrival.messages[0].payload, error)]))[0]

    @retried
    async def _stored(self, arrivals: Sequence[Arrival]) -> list[Arrived]:
        async with self._store.begin() as work:
            return await Arrivals(work, self._keyring).store(arrivals)


def _opened(arrival: Arrival, connector: Connector, webhook: Webhook, incoming: Incoming) -> Arrival:
    """Verified, then split; what cannot be understood is one message for a person. Raises Rejected."""
    connector.verify(webhook, incoming)
    try:
        return msgspec.structs.replace(arrival, messages=tuple(connector.messages(webhook, incoming)))
    except InvalidInput as fault:
        return at_fault(arrival, incoming.body, fault)


def _told_by_webhook(hook: Hook | None) -> Hook | None:
    return hook if hook is not None and hook.flow.definition.source.webhook else None


def _no_flow(place: Place) -> NotFound:
    return NotFound(
        f"No flow takes anything in at /hooks/{'/'.join(place)}.",
        remedy="Check the address (environment, project, flow); the flow needs a webhook, and its source connection there.",
    )
