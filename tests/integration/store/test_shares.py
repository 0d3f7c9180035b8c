"""Several shops sell from one stock, whatever becomes of what they are told: nothing is sold twice, nothing lies idle."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from itertools import product
from uuid import UUID, uuid5

import msgspec
import pytest
from scene import PLACE, Scene, ended_as
from shops import LAG, Fate, Sale, Shops

from crossdock.connect.stock import StockTarget
from crossdock.engine.json_text import decode
from crossdock.model.flow import Flow, FlowSource, FlowTarget, OrderPolicy
from crossdock.model.record import Record, RecordState
from crossdock.model.stock import Channel
from crossdock.run.stock_rule import Counted, judge, keep_told
from crossdock.store.commitments import CountedRecord, Taken
from crossdock.store.database import Database
from crossdock.store.stock_figures import StockFlow
from crossdock.store.stock_levels import Seen
from crossdock.store.unit_of_work import Store, Work

SHARES = {"shop-a": 3, "shop-b": 2, "shop-c": 1}
SKUS = ["MUG", "TEA"]
SETTING = StockTarget(quantity="available", expected="expected")
FATES = [*[Fate.DONE] * 5, Fate.REFUSED, Fate.LOST, Fate.NEVER_SENT]
STEPS = 120
READ_EVERY = 12


class ShopsClock:
    """The shops' own time."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops

    def now(self) -> datetime:
        return self._shops.now


class Crossdock:
    """What stands between: the real tables and the real rule."""

    def __init__(self, scene: Scene, store: Store, shops: Shops) -> None:
        self.scene, self.store, self.shops = scene, store, shops
        self._flows = [_flow(scene.stock, name, share) for name, share in SHARES.items()]
        lag = int(LAG.total_seconds())
        self.tells = {flow.name: StockFlow.of(flow, scene.project.id, PLACE, lag) for flow in self._flows}
        self._records: dict[int, Record] = {}

    async def set(self) -> None:
        async with self.store.begin() as work:
            for flow in self._flows:
                await work.flows.add(self.scene.project, flow)

    async def read(self) -> None:
        """One reading of the warehouse, for all."""
        seen = [self._seen(sku) for sku in SKUS]
        async with self.store.begin() as work:
            for flow in self.tells.values():
                await work.stock_levels.see(flow, seen)

    async def take_in(self) -> None:
        """Orders that were told of by now are counted; those that the warehouse has by now are settled."""
        now = self.shops.now
        async with self.store.begin() as work:
            for sale in self.shops.sales:
                if sale.told_at <= now and sale.number not in self._records:
                    self._records[sale.number] = await self._come(work, sale)
                if sale.delivered_at <= now and self._records[sale.number].state is RecordState.IN_FLIGHT:
                    ended = ended_as(self._records[sale.number], RecordState.DELIVERED)
                    self._records[sale.number] = msgspec.structs.replace(ended, settled_at=now)
                    await work.records.settle(self._records[sale.number])

    async def tell(self, shop: str, sku: str, fate: Fate) -> None:
        """One attempt to tell a shop what it may sell, as a passage does it."""
        flow = self.tells[shop]
        async with self.store.begin() as work:
            await work.stock_levels.count_alone(flow, ("DC", sku))
            figures = await work.stock_levels.figures(flow, ("DC", sku), work.now)
            assert figures is not None
            counted = await judge(work, flow, SETTING, figures, {"available": figures.quantity})
        if not isinstance(counted, Counted):
            return
        message = decode(counted.output)
        told = self.shops.write(shop, sku, message["available"], message.get("expected"), fate)
        async with self.store.begin() as work:
            if told is not None:
                await keep_told(work, counted, told)
            elif fate is Fate.REFUSED:
                await work.stock_levels.withdraw(flow, ("DC", sku))

    async def untold(self) -> set[tuple[str, str]]:
        """The levels that the recount would have told anew."""
        async with self.store.begin() as work:
            return {
                (name, state.decode())
                for name, flow in self.tells.items()
                for state in await work.stock_levels.untold(flow, work.now, 100)
            }

    def _seen(self, sku: str) -> Seen:
        quantity = self.shops.at_the_warehouse(sku)
        return Seen(place=("DC", sku), key=sku, quantity=quantity, as_of=self.shops.now, payload=sku.encode())

    async def _come(self, work: Work, sale: Sale) -> Record:
        record = await self.scene.come(work, self.scene.orders, str(sale.number), received_at=self.shops.now)
        taken = Taken(sku=sale.sku, quantity=sale.quantity, location="DC", placed_at=sale.placed_at, order="#1")
        counted = CountedRecord(
            record_id=record.id,
            project_id=self.scene.project.id,
            environment=PLACE,
            connection=sale.shop,
            taken=[taken],
        )
        await work.commitments.settle([counted])
        return record


def _flow(stock: Flow, shop: str, share: int) -> Flow:
    """A flow that tells a shop of the warehouse's stock."""
    definition = msgspec.structs.replace(
        stock.definition,
        name=shop,
        source=FlowSource(connection="warehouse", webhook="stock-moved"),
        target=FlowTarget(connection=shop, operation="set-stock"),
        order=OrderPolicy.SUPERSEDE,
        share=share,
    )
    return msgspec.structs.replace(stock, id=_id(stock, shop), definition=definition)


def _id(stock: Flow, shop: str) -> UUID:
    return uuid5(stock.id, shop)


@pytest.fixture
async def crossdock(request: pytest.FixtureRequest, scene: Scene, database_url: str) -> AsyncIterator[Crossdock]:
    """Three shops before their first order."""
    shops = Shops(list(SHARES), SKUS, seed=getattr(request, "param", 0))
    database = Database(database_url)
    crossdock = Crossdock(scene, Store(database, ShopsClock(shops)), shops)
    await crossdock.set()
    await crossdock.read()
    yield crossdock
    await database.dispose()


async def go_on(crossdock: Crossdock, steps: int) -> None:
    """Orders, readings, and attempts to tell, of which some come to nothing."""
    shops = crossdock.shops
    for step in range(steps):
        shops.pass_time()
        await crossdock.take_in()
        if step % READ_EVERY == 0:
            await crossdock.read()
        await crossdock.tell(shops.dice.choice(list(SHARES)), shops.dice.choice(SKUS), shops.dice.choice(FATES))


async def come_to_rest(crossdock: Crossdock) -> None:
    """All orders arrive, the warehouse shows them, and everything that is to be told is told, as often as it takes."""
    for _ in range(4):
        crossdock.shops.now += 4 * LAG
        await crossdock.take_in()
        await crossdock.read()
        for shop, sku in product(SHARES, SKUS):
            await crossdock.tell(shop, sku, Fate.DONE)


@pytest.mark.parametrize("crossdock", range(4), indirect=True)
async def test_nothing_is_sold_twice_and_in_the_end_each_shop_has_its_share(crossdock: Crossdock) -> None:
    await go_on(crossdock, STEPS)
    shops = crossdock.shops
    assert len(shops.sales) > 5
    assert all(shops.sold(sku) <= shops.stock[sku] for sku in SKUS)
    await come_to_rest(crossdock)
    for sku in SKUS:
        left = shops.stock[sku] - shops.sold(sku)
        shown = [shops.shown[shop][sku] for shop in SHARES]
        assert sum(shown) == left
        assert all(abs(own - left * share / 6) < 1 for own, share in zip(shown, SHARES.values(), strict=True))
    assert await crossdock.untold() == set()


async def test_what_may_have_arrived_is_promised_to_nobody_else(crossdock: Crossdock) -> None:
    shops = crossdock.shops
    shops.stock["MUG"] = 6
    await crossdock.read()
    for shop in SHARES:
        await crossdock.tell(shop, "MUG", Fate.DONE)
    assert [shops.shown[shop]["MUG"] for shop in SHARES] == [3, 2, 1]
    shops.stock["MUG"] = 12
    await crossdock.read()
    await crossdock.tell("shop-a", "MUG", Fate.LOST)  # it shows 6 now, and nobody knows
    shops.stock["MUG"] = 8
    await crossdock.read()
    await crossdock.tell("shop-b", "MUG", Fate.DONE)
    assert [shops.shown[shop]["MUG"] for shop in SHARES] == [6, 1, 1]
    await crossdock.tell("shop-a", "MUG", Fate.DONE)
    await crossdock.tell("shop-b", "MUG", Fate.DONE)
    assert [shops.shown[shop]["MUG"] for shop in SHARES] == [4, 3, 1]


async def test_what_an_unknown_write_left_behind_is_written_over(crossdock: Crossdock) -> None:
    shops = crossdock.shops
    shops.stock["MUG"] = 6
    await crossdock.read()
    await crossdock.tell("shop-a", "MUG", Fate.DONE)
    shops.stock["MUG"] = 12
    await crossdock.read()
    await crossdock.tell("shop-a", "MUG", Fate.LOST)
    shops.stock["MUG"] = 6
    await crossdock.read()
    await crossdock.tell("shop-a", "MUG", Fate.DONE)  # it was told as much before, and may show more
    assert shops.shown["shop-a"]["MUG"] == 3


async def test_a_closed_channel_leaves_its_share_to_the_others(crossdock: Crossdock) -> None:
    await go_on(crossdock, 20)
    closed = Channel(connection="shop-a", environment=PLACE, closed=True, since=crossdock.shops.now, reason="Holiday.")
    async with crossdock.store.begin() as work:
        await work.stock_settings.close(crossdock.scene.project, closed)
    await come_to_rest(crossdock)
    for sku in SKUS:
        left = crossdock.shops.stock[sku] - crossdock.shops.sold(sku)
        assert [crossdock.shops.shown[shop][sku] for shop in SHARES] == [0, -(-left * 2 // 3), left // 3]


async def test_who_does_not_sell_a_product_has_no_share_of_it(crossdock: Crossdock) -> None:
    await go_on(crossdock, 20)
    async with crossdock.store.begin() as work:
        flow = crossdock.tells["shop-a"].flow_id
        await work.stock_levels.leave_out(flow, PLACE, "MUG", is_unknown=True)
    crossdock.shops.shown["shop-a"]["MUG"] = 0  # it was taken out of the shop
    crossdock.tells.pop("shop-a")
    left = {}
    for shop in ["shop-b", "shop-c"] * 3:
        await crossdock.tell(shop, "MUG", Fate.DONE)
    async with crossdock.store.begin() as work:
        for shop, flow_of in crossdock.tells.items():
            figures = await work.stock_levels.figures(flow_of, ("DC", "MUG"), work.now)
            assert figures is not None
            assert figures.share is not None
            left[shop] = figures.share.total
    assert left == {"shop-b": 3, "shop-c": 3}
