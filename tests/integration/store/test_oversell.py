"""Ten thousand orders on two hundred SKUs, with late numbers, held orders and a shop that takes few calls a second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from market import LAG, LOCATION, START, Bought, Market
from scene import PLACE, Scene
from sqlalchemy import text
from uuid_utils.compat import uuid7

from crossdock.connect import Secret
from crossdock.connect.line import Line
from crossdock.engine.json_text import decode
from crossdock.errors import PlatformError
from crossdock.model.record import Identity, Record, RecordState
from crossdock.run.stock_rule import Counted, judge, keep_told
from crossdock.store.commitments import CountedRecord, Taken
from crossdock.store.database import Database
from crossdock.store.records import RecordNew
from crossdock.store.stock_figures import StockFlow
from crossdock.store.stock_levels import Seen
from crossdock.store.unit_of_work import Store, Work
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

ORDERS, SKUS, SECONDS = 10_000, 200, 1800
STEP = timedelta(seconds=15)
CALLS_IN_A_STEP = 12
"""Levels that the shop lets be set meanwhile."""
READ_EVERY = 20
"""Steps between two readings of the warehouse."""
LOOK_OVER = text("ANALYZE commitments, records, stock_levels")
"""As the database does by itself while tables grow, though not in tests."""
SETTLE = text("UPDATE records SET state = 'delivered', due_at = NULL, settled_at = :now WHERE id = ANY (:ids)")


class Crossdock:
    """What stands between: the real tables, the real rule, and the real connector."""

    def __init__(self, scene: Scene, store: Store, market: Market, line: Line, *, rule: bool) -> None:
        self._scene, self._store, self._market, self._line, self._rule = scene, store, market, line, rule
        self._shop = Shopify(_SETTINGS)
        self._operation = Shopify.operation("set-available")
        flow = StockFlow.of(scene.stock, scene.project.id, PLACE, int(LAG.total_seconds()))
        self._flow = msgspec.structs.replace(flow, channel="shop")
        self._known: set[int] = set()
        self._open: dict[int, UUID] = {}
        """Of orders by their number: records that are not settled."""
        self._queue: dict[str, None] = {}
        self._numbers: dict[str, int] = {}

    async def step(self, number: int) -> None:
        """What happens in one stretch of time."""
        await self._take_in()
        await self._deliver()
        if number % READ_EVERY == 0:
            await self._read()
        async with self._store.begin() as work:
            for state in await work.stock_levels.untold(self._flow, self._market.now, 500):
                self._queue.setdefault(state.decode())
        for sku in list(self._queue)[:CALLS_IN_A_STEP]:
            del self._queue[sku]
            if not await self._tell(sku):
                self._queue[sku] = None

    async def _take_in(self) -> None:
        """Orders of which the shop told by now become records, and what they take is counted."""
        due = [one for one in self._market.bought if one.number not in self._known and one.told_at <= self._market.now]
        if not due:
            return
        async with self._store.begin() as work:
            names = [Identity("shop", "order", str(one.number)) for one in due]
            objects = await work.objects.resolve_all([(self._scene.project, PLACE, name) for name in names])
            records = [self._record(one, object_id) for one, object_id in zip(due, objects, strict=True)]
            await work.records.add(*records)
            await work.commitments.settle([self._counted(*pair) for pair in zip(due, records, strict=True)])
        self._known |= {one.number for one in due}
        self._open |= {one.number: new.record.id for one, new in zip(due, records, strict=True)}

    async def _deliver(self) -> None:
        """Orders that the warehouse took are settled; held ones later than others."""
        now = self._market.now
        done = [one for one in self._market.bought if one.number in self._open and one.delivered_at <= now]
        ids = [self._open.pop(one.number) for one in done]
        async with self._store.begin() as work:
            await work.records._connection.execute(SETTLE, {"now": now, "ids": ids})  # noqa: SLF001  # in bulk

    async def _read(self) -> None:
        """The warehouse's whole list."""
        market = self._market
        shown = {name: market.shown(name) for name in market.names}
        changed = [name for name in market.names if shown[name] != self._numbers.get(name)]
        seen = [
            Seen(place=("DC", name), key=name, quantity=shown[name], as_of=market.now, payload=name.encode())
            for name in changed
        ]
        async with self._store.begin() as work:
            await work.stock_levels.see(self._flow, seen)
            await work.stock_levels.seen_again(self._flow, None, market.now)
            await work.records._connection.execute(LOOK_OVER)  # noqa: SLF001  # no use case of ours
        self._numbers = shown
        self._queue |= dict.fromkeys(changed)

    async def _tell(self, sku: str) -> bool:
        """Tell the shop of one SKU; whether nothing is left to do."""
        message = {"sku": sku, "location_id": LOCATION, "available": self._numbers[sku]}
        async with self._store.begin() as work:
            counted = await self._judged(work, sku, message)
        if not isinstance(counted, Counted):
            return True
        told = decode(counted.output) if self._rule else message
        try:
            resolved = await self._shop.resolve(self._line, self._operation, told)
            receipt = await self._shop.write(self._line, self._operation, told, resolved)
        except PlatformError:  # the shop sold some meanwhile
            async with self._store.begin() as work:
                await work.stock_levels.withdraw(self._flow, ("DC", sku))
            return False
        assert receipt.told is not None
        async with self._store.begin() as work:
            await keep_told(work, counted, receipt.told)
        return True

    async def _judged(self, work: Work, sku: str, message: Any) -> Any:
        figures = await work.stock_levels.figures(self._flow, ("DC", sku), self._market.now)
        assert figures is not None
        setting = self._operation.stock
        assert setting is not None
        return await judge(work, self._flow, setting, figures, message)

    def _record(self, bought: Bought, object_id: UUID) -> RecordNew:
        record = Record(
            id=uuid7(),
            project=self._scene.project.name,
            environment=PLACE,
            flow="orders",
            object_id=object_id,
            key=str(bought.number),
            version="",
            received_at=self._market.now,
            state=RecordState.IN_FLIGHT,
            due_at=self._market.now,
        )
        return RecordNew(
            record=record,
            flow_id=self._scene.orders.id,
            project_id=self._scene.project.id,
            delivery_id=None,
            partition=0,
            payload=b"sealed",
            supersedes=False,
            blocks=True,
            yields=False,
        )

    def _counted(self, bought: Bought, new: RecordNew) -> CountedRecord:
        taken = Taken(
            sku=bought.sku,
            quantity=bought.quantity,
            location="DC",
            placed_at=bought.placed_at,
            order=f"#{bought.number}",
        )
        return CountedRecord(
            record_id=new.record.id,
            project_id=self._scene.project.id,
            environment=PLACE,
            connection="shop",
            taken=[taken],
        )


_SETTINGS = ShopifySettings(shop="market", access_token=Secret("made-up-token"), api_version="2026-04")


class MarketClock:
    """The market's own time."""

    def __init__(self, market: Market) -> None:
        self._market = market

    def now(self) -> datetime:
        return self._market.now


@pytest.fixture
def market() -> Market:
    return Market(SKUS, ORDERS, SECONDS)


@pytest.fixture
async def line(market: Market) -> AsyncIterator[Line]:
    async with Line(Shopify(_SETTINGS), transport=httpx.MockTransport(market.answer)) as line:
        yield line


@pytest.mark.parametrize("rule", [True, False], ids=["with-the-rule", "without-it"])
async def test_nothing_is_sold_twice_with_the_rule_and_much_is_without(
    scene: Scene, market: Market, line: Line, database_url: str, *, rule: bool
) -> None:
    database = Database(database_url)
    crossdock = Crossdock(scene, Store(database, MarketClock(market)), market, line, rule=rule)
    for number in range(SECONDS // int(STEP.total_seconds()) + 1):
        market.reach(START + number * STEP)
        if number % 60 == 59:
            for name in market.names[::7]:
                market.receive_goods(name, 15)
        await crossdock.step(number)
    await database.dispose()
    assert sum(market.sold().values()) > 0.7 * sum(market.stock.values())
    assert market.refused > 100
    assert market.lost_races > 10
    assert (market.oversold() == 0) is rule
