"""Subscriptions: whether a flow's webhook is sent to it, asked of the platform itself and mended there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from crossdock.connect.connector import Connector
from crossdock.connect.line import Line
from crossdock.connect.webhook import Webhook
from crossdock.engine.ports import Clock
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.project import Project
from crossdock.model.subscription import Subscription, SubscriptionReport, SubscriptionState
from crossdock.run.lines import Connectors, Lines
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

if TYPE_CHECKING:
    import httpx


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """A flow's webhook at its platform."""

    project: Project
    environment: str
    flow: str
    connector: Connector
    line: Line
    webhook: Webhook
    address: str

    def report(self, state: SubscriptionState, found: list[Subscription]) -> SubscriptionReport:
        return SubscriptionReport(
            flow=self.flow,
            environment=self.environment,
            webhook=self.webhook.name,
            topic=self.webhook.topic,
            address=self.address,
            state=state,
            others=tuple(each for each in found if each.address != self.address),
        )


class Subscriptions:
    def __init__(
        self, store: Store, connectors: Connectors, clock: Clock, transport: Callable[[], httpx.AsyncBaseTransport]
    ) -> None:
        """`transport` makes what the platform is asked on; it keeps requests from addresses they may not reach."""
        self._store, self._connectors, self._clock, self._transport = store, connectors, clock, transport

    async def check(
        self, caller: Principal, project: str, environment: str, flow: str, base: str
    ) -> SubscriptionReport:
        """Ask the platform; `base` is the address under which it reaches this deployment.

        Raises InvalidInput for a flow without a webhook and a platform that cannot be asked, PlatformError.
        """
        async with self._place(caller, project, environment, flow, base) as place:
            found = await self._of_topic(place)
            return place.report(_state(place, found), found)

    async def mend(self, caller: Principal, project: str, environment: str, flow: str, base: str) -> SubscriptionReport:
        """Subscribe where that is missing, and move here what goes to this flow elsewhere. Raises as `check` does."""
        async with self._place(caller, project, environment, flow, base) as place:
            found = await self._of_topic(place)
            state = _state(place, found)
            if state is SubscriptionState.PRESENT:
                return place.report(state, found)
            moved = _elsewhere(place, found)
            await place.connector.subscribe(place.line, place.webhook, place.address, moved)
            state = SubscriptionState.MOVED if moved else SubscriptionState.CREATED
            await self._note(caller, place, state)
            return place.report(state, [each for each in found if each is not moved])

    @asynccontextmanager
    async def _place(
        self, caller: Principal, project: str, environment: str, flow: str, base: str
    ) -> AsyncIterator[_Place]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            source = (await work.flows.get(opened, flow)).definition.source
        if not source.webhook:
            raise InvalidInput(f"The flow '{flow}' has no webhook.", remedy="It is polled; look at its polls.")
        async with Lines(self._store, self._connectors, self._clock, self._transport) as lines:
            line = await lines.of(opened, environment, source.connection)
            yield _Place(
                project=opened,
                environment=environment,
                flow=flow,
                connector=line.connector,
                line=line.line,
                webhook=line.connector.webhook(source.webhook),
                address=f"{_checked(base)}/hooks/{environment}/{project}/{flow}",
            )

    async def _of_topic(self, place: _Place) -> list[Subscription]:
        every = await place.connector.subscriptions(place.line)
        return [each for each in every if each.topic == place.webhook.topic]

    async def _note(self, caller: Principal, place: _Place, state: SubscriptionState) -> None:
        what = f"flow {place.environment}/{place.flow}"
        told = {"topic": place.webhook.topic, "address": place.address, "state": state.value}
        async with self._store.begin() as work:
            await work.audit.record(caller.name, place.project, "flow.subscribe", what, told)


def _state(place: _Place, found: list[Subscription]) -> SubscriptionState:
    if any(each.address == place.address for each in found):
        return SubscriptionState.PRESENT
    return SubscriptionState.ELSEWHERE if _elsewhere(place, found) else SubscriptionState.MISSING


def _elsewhere(place: _Place, found: list[Subscription]) -> Subscription | None:
    """The one that goes to this flow under another host."""
    ours = urlsplit(place.address).path
    return next((each for each in found if urlsplit(each.address).path == ours), None)


def _checked(base: str) -> str:
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise InvalidInput(
            f"'{base}' is no address of this deployment.", remedy="Give scheme and host: https://hub.example.com"
        )
    return base.rstrip("/")
