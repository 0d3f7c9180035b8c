"""Taking stock: a list that was read whole becomes messages, one for each SKU and location whose number is another now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from crossdock.connect import Connector, Resource
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.stock import StockNumber
from crossdock.connect.webhook import Message
from crossdock.engine.json_text import encode
from crossdock.errors import Conflict
from crossdock.model.flow import Poll
from crossdock.model.stock import Doubt
from crossdock.run.stock_rule import seen_in
from crossdock.store.flows import Hook
from crossdock.store.keyring import Keyring
from crossdock.store.stock_figures import StockFlow
from crossdock.store.stock_levels import Place, Seen
from crossdock.store.unit_of_work import Work


class MassZero(Conflict):
    """Too much of a reading fell to zero to be believed; nothing of it is taken over."""

    code = "mass-zero"
    default_remedy = "Look at the source. Is it really so, accept the reading; else the next normal one is taken over."

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(
            f"{doubt.fallen} of the {doubt.standing} SKUs that were there would fall to zero in one reading; nothing of "
            "it was taken over."
        )
        self.doubt = doubt


class WholeList(msgspec.Struct, frozen=True, kw_only=True):
    """A stock list as it was at a time."""

    lines: list[Any]
    as_of: datetime
    locations: tuple[str, ...] | None
    """Those it speaks of; None: all."""


class Stocktake:
    """Takes stock for one flow in one environment."""

    def __init__(self, hook: Hook, environment: str, poll: Poll, connector: Connector, number: StockNumber) -> None:
        """`poll` is the one that reads; `hook` may be of a flow beside it."""
        self.hook, self._poll, self._connector, self._number = hook, poll, connector, number
        self._flow = StockFlow.of(hook.flow, hook.project.id, environment, number.lag_seconds)
        self._resource: Resource = connector.resource(poll.resource)

    async def read(self, line: Line, now: datetime) -> WholeList:
        """Everything the source lists. Raises PlatformError, also where it finds nothing at all."""
        reader = Reader(self._connector, line=line)
        asked: dict[str, Any] = {**self._poll.parameters}
        lines = [each async for each in reader.read(self._number.read_from, **asked)]
        return WholeList(lines=lines, as_of=now, locations=self._connector.stock_locations(self._poll.parameters))

    async def take(self, work: Work, keyring: Keyring, whole: WholeList, *, doubting: bool) -> list[Message]:
        """Take a list over; gives a message for each number that changed.

        Raises MassZero where it is to be doubted and too much fell to zero; one that is believed, or was accepted, ends
        the doubt.
        """
        before = await work.stock_levels.quantities(self._flow, whole.locations)
        seen = self._seen(keyring, whole, before)
        changed = [(one, message) for one, message in seen if before.get(one.place) != one.quantity]
        if doubting:
            await self._believe(work, before, [one for one, _ in changed])
        await work.stock_levels.see(self._flow, [one for one, _ in changed])
        await work.stock_levels.seen_again(self._flow, whole.locations, whole.as_of)
        return [message for _, message in changed]

    async def doubt(self, work: Work, doubt: Doubt) -> None:
        """Remember that a reading was not believed."""
        await work.stock_settings.begin_doubt(self._flow.project_id, self._flow.flow_id, doubt)

    def _seen(self, keyring: Keyring, whole: WholeList, before: dict[Place, int]) -> list[tuple[Seen, Message]]:
        """What the list has, and zero for what it had and has no more."""
        make = self._connector.stock
        there = [self._made(keyring, record) for record in make(self._resource, whole.lines, (), whole.as_of)]
        gone = before.keys() - {one.place for one, _ in there}
        absent = sorted((sku, location) for location, sku in gone if before[location, sku])
        return there + [self._made(keyring, record) for record in make(self._resource, (), absent, whole.as_of)]

    def _made(self, keyring: Keyring, record: Any) -> tuple[Seen, Message]:
        message = self._connector.listed(self._resource, "", record)
        return seen_in(self._resource, self._number, record, keyring.seal(encode(record))), message

    async def _believe(self, work: Work, before: dict[Place, int], changed: list[Seen]) -> None:
        """Raises MassZero."""
        standing = sum(quantity > 0 for quantity in before.values())
        fallen = sum(one.quantity <= 0 < before.get(one.place, 0) for one in changed)
        flow_id, environment = self._flow.flow_id, self._flow.environment
        doubt = await work.stock_settings.doubt(flow_id, environment)
        accepted = doubt is not None and doubt.accepted_at is not None
        if not accepted and fallen >= self._poll.zero_least and fallen > standing * self._poll.zero_share:
            name = self.hook.flow.name
            raise MassZero(Doubt(flow=name, environment=environment, since=work.now, fallen=fallen, standing=standing))
        if doubt is not None:
            await work.stock_settings.end_doubt(flow_id, environment)
