"""Recounting: what channels were told is held against the rule again and again, and told anew where it is another.

Late orders, buffers that begin or end, channels that are closed or opened: none of them is a message of the source.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
import structlog
from uuid_utils.compat import uuid7

from crossdock.connect import Connector, Resource
from crossdock.connect.webhook import Message
from crossdock.engine.json_text import decode
from crossdock.engine.ports import Alarm
from crossdock.errors import CrossdockError, Unavailable
from crossdock.model.flow import FlowSource
from crossdock.run.arrival import Arrivals
from crossdock.run.commitments import CatchingUp
from crossdock.run.parcel import Arrival
from crossdock.run.station import Station
from crossdock.store.commitments import KEPT
from crossdock.store.flows import Hook
from crossdock.store.stock_figures import StockFlow
from crossdock.store.unit_of_work import retried

RECOUNT_SECONDS = 3.0
"""How often a worker recounts."""
FORGET_SECONDS = 600.0
"""How often commitments that nobody needs any more are taken away."""
BATCH = 500
RECOUNT = "recount"
"""Source of a delivery that no platform sent."""

_log = structlog.get_logger(__name__)


class Recount:
    """Recounts in the name of one worker; several never tell the same twice."""

    def __init__(self, station: Station, alarm: Alarm) -> None:
        self._at, self._alarm = station, alarm

    async def recount(self) -> int:
        """Recount every flow that told stock; gives how many levels are to be told anew. Raises Unavailable."""
        async with self._at.store.read() as work:
            places = await work.stock_levels.flows()
        return sum([await self._safely(flow_id, environment) for flow_id, environment in places])

    async def forget(self) -> int:
        """Take away commitments that nobody needs any more; gives how many."""
        async with self._at.store.begin() as work:
            return await work.commitments.forget(work.now - KEPT)

    async def _safely(self, flow_id: UUID, environment: str) -> int:
        """One flow that cannot be recounted must not keep the others from it."""
        try:
            return await self._recount(flow_id, environment)
        except Unavailable:
            raise
        except CrossdockError as error:
            _log.warning("stock could not be recounted", environment=environment, reason=error.message)
            return 0

    async def _recount(self, flow_id: UUID, environment: str) -> int:
        route = await self._at.routes.of(flow_id, environment)
        await CatchingUp(self._at).catch_up(route.project.id, environment)
        async with self._at.store.read() as work:
            hook = await work.flows.hook(environment, route.project.name, route.flow.name)
        if hook is None:
            return 0
        opened = await self._at.lines.of(route.project, environment, hook.connection.name)
        resource = stock_resource(opened.connector, route.source)
        if resource is None or resource.stock is None:
            return 0
        flow = StockFlow.of(route.flow, route.project.id, environment, resource.stock.lag_seconds)
        records, partitions = await self._renew(flow, hook, opened.connector, resource)
        await self._alarm.ring(partitions)
        return records

    @retried
    async def _renew(
        self, flow: StockFlow, hook: Hook, connector: Connector, resource: Resource
    ) -> tuple[int, list[int]]:
        """A record with the source's last state for each level that is to be told anew."""
        async with self._at.store.begin() as work:
            untold = await work.stock_levels.untold(flow, work.now, BATCH)
            if not untold:
                return 0, []
            states = [decode(self._at.keyring.open(sealed)) for sealed in untold]
            messages = [_anew(connector.listed(resource, "", state)) for state in states]
            arrival = Arrival(
                id=uuid7(),
                hook=hook,
                environment=flow.environment,
                source=RECOUNT,
                messages=tuple(messages),
                listed=True,
            )
            (arrived,) = await Arrivals(work, self._at.keyring).store([arrival])
        return len(arrived.records), list(arrived.partitions)


def _anew(message: Message) -> Message:
    """A state that came before, as a message of its own."""
    return msgspec.structs.replace(message, version="", event_id=f"{RECOUNT}/{uuid7()}")


def stock_resource(connector: Connector, source: FlowSource) -> Resource | None:
    """The resource of which a flow tells stock; None where it has no source any more."""
    if source.poll is not None:
        return connector.resource(source.poll.resource)
    return connector.resource(connector.webhook(source.webhook).brings) if source.webhook else None
