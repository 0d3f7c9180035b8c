"""Reading a list once: what never came before becomes records, and only a list that was read whole counts as read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect import Connector, Resource
from crossdock.connect.client import Reader, since_text
from crossdock.connect.stock import StockNumber
from crossdock.connect.webhook import Message
from crossdock.engine.json_text import encode
from crossdock.engine.ports import Alarm
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.flow import Poll
from crossdock.model.schedule import Schedule
from crossdock.run.arrival import Arrivals
from crossdock.run.lines import OpenLine
from crossdock.run.parcel import Arrival, at_fault
from crossdock.run.station import Station
from crossdock.run.stocktake import MassZero, Stocktake, WholeList
from crossdock.store.flows import Hook
from crossdock.store.schedules import SWEEP, ClaimedPoll
from crossdock.store.unit_of_work import Work, retried

CHUNK = 100
"""Items that are stored together."""
POLL = "poll"
"""Source of a delivery that a list brought, in a flow without a webhook."""


class _Items(msgspec.Struct, frozen=True):
    """Some items of a list."""

    messages: list[Message]
    broken: list[tuple[bytes, InvalidInput]]

    @property
    def count(self) -> int:
        return len(self.messages) + len(self.broken)


class Reading:
    """One run of a poll."""

    def __init__(self, station: Station, alarm: Alarm, claimed: ClaimedPoll) -> None:
        self._at, self._alarm, self._claimed = station, alarm, claimed
        self.schedule: Schedule | None = None
        """Known once the flow was read."""

    async def run(self) -> None:
        """Read the list and store it.

        Raises CrossdockError where it cannot be read to its end: then nothing of it counts as read. Raises PollLost
        where the poll is another worker's by now.
        """
        hook = await self._hook()
        poll = _poll_of(hook)
        self.schedule = poll.schedule
        began = self._at.clock.now()
        opened = await self._at.lines.of(hook.project, self._claimed.environment, hook.connection.name)
        resource = opened.connector.resource(poll.resource)
        if resource.stock is not None:
            await self._take_stock(opened, hook, resource.stock)
            return
        by = _asked_by(opened.connector, resource, hook)
        since = self._claimed.read_until - timedelta(seconds=poll.overlap_seconds) if by else None
        until = began - timedelta(seconds=poll.delay_seconds)
        times = {by: since, resource.until: until}
        parameters: dict[str, Any] = poll.parameters | {
            name: since_text(at) for name, at in times.items() if name and at
        }
        reader = Reader(opened.connector, line=opened.line)
        await self._store(hook, _Items([], []), since, None)
        waiting: list[Any] = []
        if since is not None and since >= until:  # all there is to read is too new
            await self._store(hook, _Items([], []), since, self._claimed.read_until)
            return
        async for record in reader.read(poll.resource, **parameters):
            waiting.append(record)
            if len(waiting) == CHUNK:
                await self._store(hook, _items(opened.connector, resource, hook, waiting), since, None)
                waiting = []
        await self._store(hook, _items(opened.connector, resource, hook, waiting), since, until)

    async def _hook(self) -> Hook:
        place = self._claimed
        async with self._at.store.read() as work:
            hook = await work.flows.hook(place.environment, place.project, place.flow)
        if hook is None:
            raise NotFound(
                f"The flow '{place.flow}' has no connection to read from in '{place.environment}'.",
                remedy="Create the connection, or take the poll out of the flow.",
            )
        return hook

    async def _take_stock(self, opened: OpenLine, hook: Hook, number: StockNumber) -> None:
        """Read a stock list whole, once for all flows that hear of it, and store what changed.

        Raises MassZero where it is not believed.
        """
        environment, poll = self._claimed.environment, _poll_of(hook)
        stocktakes = [Stocktake(each, environment, poll, opened.connector, number) for each in (hook, *hook.others())]
        whole = await stocktakes[0].read(opened.line, self._at.clock.now())
        try:
            await self._alarm.ring(await self._keep_stock(poll, stocktakes, whole))
        except MassZero as error:
            async with self._at.store.begin() as work:
                await work.schedules.require(self._claimed.run_id)
                await work.schedules.count(self._claimed.run_id, None, len(whole.lines), 0, 0)
                await stocktakes[0].doubt(work, error.doubt)
            raise

    @retried
    async def _keep_stock(self, poll: Poll, stocktakes: Sequence[Stocktake], whole: WholeList) -> list[int]:
        """What the flow that polls believes, those beside it believe too."""
        async with self._at.store.begin() as work:
            await work.schedules.require(self._claimed.run_id)
            arrived = [
                await self._take_over(work, stocktake, whole, doubting=number == 0)
                for number, stocktake in enumerate(stocktakes)
            ]
            received, read = arrived[0][0], len(whole.lines)
            await work.schedules.count(self._claimed.run_id, None, read, received, max(0, read - received))
            await work.schedules.finish(self._claimed.run_id, work.now, poll.schedule.next_after(work.now), whole.as_of)
        return [partition for _, partitions in arrived for partition in partitions]

    async def _take_over(
        self, work: Work, stocktake: Stocktake, whole: WholeList, *, doubting: bool
    ) -> tuple[int, list[int]]:
        """For one of the flows that hear of a list, which has levels of its own; gives what `_arrive` does."""
        messages = await stocktake.take(work, self._at.keyring, whole, doubting=doubting)
        alone = msgspec.structs.replace(stocktake.hook, beside=())
        return await self._arrive(work, alone, _Items(messages, []))

    @retried
    async def _keep(self, hook: Hook, items: _Items, since: datetime | None, until: datetime | None) -> list[int]:
        async with self._at.store.begin() as work:
            await work.schedules.require(self._claimed.run_id)
            received, partitions = await self._arrive(work, hook, items)
            await work.schedules.count(self._claimed.run_id, since, items.count, received, items.count - received)
            if until is not None:
                next_at = _poll_of(hook).schedule.next_after(work.now)
                await work.schedules.finish(self._claimed.run_id, work.now, next_at, until)
        return partitions

    async def _store(self, hook: Hook, items: _Items, since: datetime | None, until: datetime | None) -> None:
        """Store items, and with the last ones that everything was read that there was `until` then."""
        await self._alarm.ring(await self._keep(hook, items, since, until))

    async def _arrive(self, work: Work, hook: Hook, items: _Items) -> tuple[int, list[int]]:
        """How many became records of the flow that polls, and in which partitions there is something to do for any flow."""
        source = SWEEP if hook.flow.definition.source.webhook else POLL
        read = Arrival(
            id=uuid7(),
            hook=hook,
            environment=self._claimed.environment,
            source=source,
            messages=tuple(items.messages),
            listed=True,
        )
        broken = [at_fault(msgspec.structs.replace(read, id=uuid7()), body, error) for body, error in items.broken]
        arrived = await Arrivals(work, self._at.keyring).store([read, *broken])
        partitions = [partition for one in arrived for partition in one.partitions]
        return sum(one.received for one in arrived), partitions


def _poll_of(hook: Hook) -> Poll:
    poll = hook.flow.definition.source.poll
    if poll is None:
        raise NotFound(f"The flow '{hook.flow.name}' is not polled any more.", remedy="Nothing is to be done.")
    return poll


def _asked_by(connector: Connector, resource: Resource, hook: Hook) -> str | None:
    """The query parameter that leaves out what was read before; None where the list is always read whole.

    Where the flow's webhook tells of new objects only, older ones that were changed are nobody's business here.
    """
    webhook = hook.flow.definition.source.webhook
    return (connector.webhook(webhook).made_since if webhook else "") or resource.since


def _items(connector: Connector, resource: Resource, hook: Hook, records: list[Any]) -> _Items:
    """Messages of what can be understood; one item that cannot must not keep the others out."""
    items = _Items([], [])
    for record in records:
        try:
            items.messages.append(connector.listed(resource, hook.flow.definition.source.webhook, record))
        except InvalidInput as error:
            items.broken.append((encode(record), error))
    return items
