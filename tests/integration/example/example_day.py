"""A day of an example project: messages travel over real HTTP between two platforms' sandboxes, and time passes.

What buyers do is a platform's own: `shop_day.py` is Shopify's, `bigcommerce_day.py` BigCommerce's. What is special about a
warehouse is in a module of its own, too (`day.py` of SEKO's, `deposco_day.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx
import msgspec

from crossdock.connect import Incoming
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.page import PageRequest
from crossdock.model.record import Counts, Filters, Hold, Record
from crossdock.run.drain import Drain
from crossdock.run.intake import Intake
from crossdock.run.polling import Polling
from crossdock.run.station import Station
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence, Studio
from crossdock.testing.receiver import Delivery, Receiver

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""Before anything happened at the sandboxes."""


class TurnableClock:
    """Tells the real time, plus what it was turned on by."""

    def __init__(self) -> None:
        self.turned = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.turned


class World(msgspec.Struct, frozen=True):
    """What is outside of Crossdock."""

    shop: httpx.Client
    hub: httpx.Client
    """The warehouse's."""
    mail: Receiver
    """What both send to Crossdock."""


class Running(msgspec.Struct, frozen=True):
    """Crossdock, at work between the platforms."""

    studio: Studio
    store: Store
    intake: Intake
    station: Station
    """Where workers stand."""
    clock: TurnableClock


class ExampleDay:
    """Both platforms, and Crossdock between them."""

    flows: ClassVar[Sequence[str]]
    """Those whose records are counted."""

    def __init__(self, world: World, running: Running) -> None:
        self._shop, self._hub, self._mail = world.shop, world.hub, world.mail
        self._store, self._intake, self._clock = running.store, running.intake, running.clock
        self.studio, self.station = running.studio, running.station
        self._drain = Drain(running.station, "tests")
        self._taken: Counter[str] = Counter()

    def switch(self, **changes: Any) -> None:
        """How the warehouse behaves."""
        assert self._hub.post("/_sandbox/switches", json=changes).is_success

    def work_on(self, minutes: int) -> None:
        """The warehouse goes on working."""
        assert self._hub.post("/_sandbox/advance", json={"seconds": minutes * 60}).is_success

    async def poll(self, flow: str, since: datetime = BEGINNING) -> None:
        """The list of a flow is read, from the beginning, and what that brings is worked off."""
        polling = Polling(self.station, Silence(), "tests")
        await polling.plan()
        await self.studio.polls.ask(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, flow, since)
        await polling.work_off()
        await self.work_off()

    async def bring(self, *flows: str) -> None:
        """The next message to each of some flows arrives, in this order, and is worked off before the next does."""
        for flow in flows:
            await self.take(self._next(flow))
            await self.work_off()

    def _next(self, flow: str) -> Delivery:
        while len(came := self.sent(flow)) <= self._taken[flow]:
            self._mail.wait_for(len(self._mail.deliveries) + 1)
        self._taken[flow] += 1
        return came[self._taken[flow] - 1]

    async def take(self, delivery: Delivery) -> None:
        """One message is taken in."""
        _, flow, *secret = delivery.path.split("/")
        incoming = Incoming(
            headers=delivery.headers, body=delivery.body, received_at=self._clock.now(), path_secret="".join(secret)
        )
        await self._intake.take(ENVIRONMENT, PROJECT, flow, incoming, "192.0.2.7")

    def sent(self, flow: str) -> list[Delivery]:
        """Everything a platform sent to a flow until now, taken in or not."""
        return [delivery for delivery in self._mail.deliveries if flow_of(delivery) == flow]

    async def work_off(self) -> None:
        """Everything that is due now, as workers would."""
        while partitions := await self._due():
            for partition in partitions:
                await self._drain.drain(partition)

    async def later(self, seconds: float) -> None:
        self._clock.turned += timedelta(seconds=seconds)
        await self.work_off()

    def shop_state(self) -> Any:
        """What the shop holds."""
        return self._shop.get("/_sandbox/state").json()

    def shop_time(self, seconds: float) -> None:
        """Time passes in the shop."""
        assert self._shop.post("/_sandbox/advance", json={"seconds": seconds}).is_success

    def trouble(self, **fault: Any) -> None:
        """Something goes wrong at the warehouse's API."""
        assert self._hub.post("/_sandbox/faults", json={"next": 1, **fault}).is_success

    async def records(self, flow: str) -> list[Record]:
        """A flow's records, oldest first."""
        async with self._store.read() as work:
            project = await work.projects.get(PROJECT)
            page = await work.records.page(project, ENVIRONMENT, PageRequest(limit=200), Filters(flow=flow))
        return list(reversed(page.items))

    async def holds(self) -> list[Hold]:
        async with self._store.read() as work:
            project = await work.projects.get(PROJECT)
            return (await work.holds.page(project, ENVIRONMENT, PageRequest())).items

    async def counts(self, flow: str) -> Counts:
        async with self._store.read() as work:
            project = await work.projects.get(PROJECT)
            return await work.records.counts(project, await work.flows.get(project, flow), ENVIRONMENT, None, None)

    async def decide(self, hold: Hold, **fields: Any) -> None:
        """A person adds fields to a held message and lets it go on."""
        admin = LOCAL_ADMINISTRATOR
        payload = await self.studio.records.payload(admin, PROJECT, ENVIRONMENT, hold.record)
        edited = msgspec.json.encode({**msgspec.json.decode(payload.in_use), **fields})
        await self.studio.holds.edit(admin, PROJECT, ENVIRONMENT, hold.record, edited, "Decided.")
        await self.work_off()

    async def skip(self, hold: Hold) -> None:
        """A person settles it elsewhere."""
        await self.studio.holds.skip(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, hold.record, "Settled by hand.")
        await self.work_off()

    async def _due(self) -> list[int]:
        async with self._store.read() as work:
            return await work.records.due_partitions(self._clock.now())


def flow_of(delivery: Delivery) -> str:
    return delivery.path.split("/")[1]


def states(records: list[Record]) -> list[tuple[str, str]]:
    return [(record.state.value, record.code) for record in records]


async def equation_holds(day: ExampleDay) -> None:
    for flow in day.flows:
        counts = await day.counts(flow)
        assert counts.journal_agrees
        assert counts.received == counts.delivered + counts.held + counts.filtered + counts.failed + counts.in_flight
