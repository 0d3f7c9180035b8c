"""The example projects, live between the sandboxes of both platforms, which are spoken to over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import bigcommerce_day
import httpx
import pytest
import two_shops_day as two_shops
from between import at_work, served
from day import Day
from fulfil_day import FulfilDay
from orderwise_day import OrderWiseDay, OutletDay, over_http
from shop_day import API, TOKEN, ShopDay, World
from stockroom import Stockroom
from two_shops_day import TwoShopsDay

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.sandbox import start_sandbox
from crossdock.evaluate.pool import EvaluationPool
from crossdock.plugins import Plugins
from crossdock.store.database import Database
from crossdock.testing.receiver import Receiver, receiver

SEKO = {"shop": "shopify", "warehouse": "seko"}
ORDERWISE = {"shop": "shopify", "erp": "orderwise"}
OUTLET = {"outlet": "shopify", "outlet-erp": "orderwise"}
TWO_SHOPS = {"shopify": "shopify", "bigcommerce": "bigcommerce", "warehouse": "seko"}
FULFIL = {"shop": "shopify", "erp": "fulfil"}
TOPICS = {"orders": "orders/create", "cancellations": "orders/cancelled"}
PUSHES = {
    "dispatch_url": "dispatches",
    "tracking_url": "tracking",
    "stock_moved_url": "stock",
    "goods_received_url": "returns",
}


@pytest.fixture(scope="session")
async def pool() -> AsyncIterator[EvaluationPool]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield pool


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(Plugins())


@pytest.fixture
def mail() -> Iterator[Receiver]:
    """Where the platforms send everything."""
    with receiver() as taking:
        yield taking


@pytest.fixture
async def day(mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool) -> AsyncIterator[Day]:
    secret = start_sandbox(catalogue.connector("seko")).connection("")["push_secret"]
    with served(catalogue, SEKO) as at:
        async with at_work("shopify-seko", SEKO, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["shop"]) as shop, httpx.Client(base_url=at["warehouse"]) as hub:
                subscribe(shop, mail, {**TOPICS, "refunds": "refunds/create"})
                have_pushed(hub, mail, secret)
                yield Day(World(shop, hub, mail), running)


@pytest.fixture
async def two_shops_day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[TwoShopsDay]:
    secret = start_sandbox(catalogue.connector("seko")).connection("")["push_secret"]
    with served(catalogue, TWO_SHOPS) as at:
        async with at_work("two-shops-one-warehouse", TWO_SHOPS, at, catalogue, database, pool) as running:
            with (
                httpx.Client(base_url=at["shopify"]) as shop,
                httpx.Client(base_url=at["bigcommerce"]) as store,
                httpx.Client(base_url=at["warehouse"]) as hub,
            ):
                subscribe(shop, mail, two_shops.TOPICS)
                bigcommerce_day.subscribe(store, mail, two_shops.SCOPES)
                have_pushed(hub, mail, secret, two_shops.PUSHES)
                yield TwoShopsDay(shop, store, hub, mail, running)


@pytest.fixture
async def orderwise_day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[OrderWiseDay]:
    with served(catalogue, ORDERWISE) as at:
        async with at_work("shopify-orderwise", ORDERWISE, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["shop"]) as shop, httpx.Client(base_url=at["erp"]) as hub:
                subscribe(shop, mail)
                yield OrderWiseDay(World(shop, hub, mail), running)


@pytest.fixture
async def fulfil_day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[FulfilDay]:
    with served(catalogue, FULFIL) as at:
        async with at_work("shopify-fulfil", FULFIL, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["shop"]) as shop, httpx.Client(base_url=at["erp"]) as erp:
                subscribe(shop, mail)
                day = FulfilDay(World(shop, erp, mail), running)
                day.begin()
                yield day


@pytest.fixture
async def outlet_day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool, tmp_path: Path
) -> AsyncIterator[OutletDay]:
    topics = {f"outlet-{flow}": topic for flow, topic in TOPICS.items()}
    with served(catalogue, OUTLET) as at:
        async with at_work("shopify-orderwise", OUTLET, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["outlet"]) as shop, httpx.Client(base_url=at["outlet-erp"]) as hub:
                subscribe(shop, mail, topics)
                async with over_http(running.studio, tmp_path) as address:
                    yield OutletDay(World(shop, hub, mail), running, address)


@pytest.fixture
def stockroom(day: ShopDay) -> Stockroom:
    return Stockroom(day)


def subscribe(shop: httpx.Client, mail: Receiver, topics: Mapping[str, str] = TOPICS) -> None:
    """Have the shop send what happens to the flows of their own."""
    shop.post("/_sandbox/switches", json={"bucket_size": 10_000}).raise_for_status()
    for flow, topic in topics.items():
        wanted = {"webhook": {"topic": topic, "address": f"{mail.url}/{flow}", "format": "json"}}
        shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()


def have_pushed(hub: httpx.Client, mail: Receiver, secret: str, pushes: Mapping[str, str] = PUSHES) -> None:
    """Have SEKO push to the flows of their own."""
    urls = {switch: f"{mail.url}/{flow}/{secret}" for switch, flow in pushes.items()}
    hub.post("/_sandbox/switches", json=urls).raise_for_status()
