"""Stock levels told to a shop, one by one and in batches: records per second, and calls to the shop.

.venv/bin/python benchmarks/stock_batches.py [SKUS]        # 1000 unless told otherwise

A warehouse's sandbox lists so many SKUs, and the flow `stock` of examples/shopify-seko tells each to the shop's sandbox:
read, mapped, counted, written, journalled, against a PostgreSQL of its own. The shop's limits are lifted, so that what is
measured is ours; how long its two calls a second would take is told beside it. The sandboxes run in the same process.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography.fernet import Fernet

from crossdock.clock import SystemClock
from crossdock.connect import Connector, Rate
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.outbound import guarded_transport
from crossdock.connect.sandbox import Sandbox, start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import secret_names
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.project import ConnectionNew
from crossdock.model.record import Counts
from crossdock.plugins import Plugins
from crossdock.project.folder import read
from crossdock.run.drain import Drain
from crossdock.run.lines import Connectors, Lines
from crossdock.run.polling import Polling
from crossdock.run.route import Routes
from crossdock.run.station import Station
from crossdock.store.cluster import Cluster
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.private_file import temporary_data_folder
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.store.upgrade import upgrade
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence, Studio
from crossdock_seko.sandbox.stock import Stock
from crossdock_shopify.connector import Shopify
from crossdock_shopify.sandbox.inventory import Inventory

EXAMPLE = Path(__file__).parents[1] / "examples" / "shopify-seko"
KINDS = {"shop": "shopify", "warehouse": "seko"}
PLACES = (("DCCL01", 71000000001), ("DCSOM01", 71000000003))
"""Where stock lies: the warehouse's names and the shop's; every other SKU is at the second."""
SINCE = "2026-01-01T00:00:00Z"
FIRST_ITEM = 46300000000000
JOBS = 4
"""Partitions that are drained at a time."""
CALLS_PER_SECOND, BURST = 2, 40
"""Of a shop on the smallest plan."""


def fill(sandboxes: Mapping[str, Sandbox[Any]], skus: int) -> None:
    """So many SKUs at both platforms: seven of each at the warehouse, none for sale in the shop."""
    names = [f"SKU-{number:05}" for number in range(skus)]
    places = {name: PLACES[number % len(PLACES)] for number, name in enumerate(names)}
    sandboxes["warehouse"].account.stock = Stock({(places[name][0], name): 7 for name in names})  # type: ignore[attr-defined]  # SEKO's
    shop = sandboxes["shop"].shop  # type: ignore[attr-defined]  # Shopify's
    pattern = next(iter(shop.catalogue.variants.values()))
    items = {name: FIRST_ITEM + number for number, name in enumerate(names)}
    shop.catalogue.variants = {item: pattern | {"sku": name, "inventory_item_id": item} for name, item in items.items()}
    available = {(item, places[name][1]): 0 for name, item in items.items()}
    shop.inventory = Inventory(items.values(), shop.catalogue.locations, available, SINCE)


@asynccontextmanager
async def at_work(
    database: Database, sandboxes: Mapping[str, Sandbox[Any]]
) -> AsyncIterator[tuple[Store, Station, list[Counted]]]:
    """The example's flow of stock, live between sandboxes that are served; and what counts the calls to the shop."""
    catalogue, keyring, clock = Catalogue(Plugins()), Keyring([Fernet.generate_key().decode()]), SystemClock()
    store = Store(database, clock)
    with ExitStack() as served:
        addresses = {name: served.enter_context(running(one)) for name, one in sandboxes.items()}
        allowed = frozenset(address.removeprefix("http://") for address in addresses.values())
        connectors, sent = Connectors(catalogue, keyring), list[Counted]()

        def transport() -> Counted:
            sent.append(Counted(guarded_transport(allowed), addresses["shop"]))
            return sent[-1]

        async with (
            EvaluationPool(draft_processes=1, live_processes=1) as pool,
            Lines(store, connectors, clock, transport) as lines,
        ):
            studio = Studio.build(database, Pipeline(pool, clock), catalogue, keyring, clock)
            await seed(studio, EXAMPLE, {})
            for name, kind in KINDS.items():
                hidden = secret_names(catalogue.connector(kind).settings_type)
                needed = sandboxes[name].connection(addresses[name])
                plain = {key: value for key, value in needed.items() if key not in hidden}
                secrets = {key: value for key, value in needed.items() if key in hidden}
                new = ConnectionNew(name=name, connector=kind, settings=plain, secrets=secrets)
                await studio.connections.create(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, new)
            (flow,) = (flow for flow in read(EXAMPLE).flows if flow.name == "stock")
            await studio.flows.put(LOCAL_ADMINISTRATOR, PROJECT, flow, None)
            routes = Routes(store, LookupTableCache(store), RunnableCache())
            yield store, Station(store, Pipeline(pool, clock), keyring, lines, routes, clock), sent


async def counts_of(store: Store) -> Counts:
    async with store.read() as work:
        project = await work.projects.get(PROJECT)
        return await work.records.counts(project, await work.flows.get(project, "stock"), ENVIRONMENT, None, None)


async def tell(store: Store, station: Station) -> float:
    """Read the warehouse's stock, then the seconds until the shop was told all of it."""
    polling = Polling(station, Silence(), "benchmark")
    await polling.plan()
    await polling.work_off()
    drain = Drain(station, "benchmark")
    async with store.read() as work:
        due = iter(await work.records.due_partitions(station.clock.now()))

    async def job(partitions: Iterable[int]) -> None:
        for partition in partitions:
            await drain.drain(partition)

    begun = time.perf_counter()
    await asyncio.gather(*(job(due) for _ in range(JOBS)))
    return time.perf_counter() - begun


class Counted(httpx.AsyncBaseTransport):
    """Counts what is sent to one host and port."""

    def __init__(self, inner: httpx.AsyncBaseTransport, address: str) -> None:
        self._inner, self._port = inner, httpx.URL(address).port
        self.made = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.made += request.url.port == self._port
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


async def measure(url: str, skus: int, batch: int) -> None:
    shop: type[Connector] = Shopify
    shop.operations = tuple(msgspec.structs.replace(each, batch=min(each.batch, batch)) for each in shop.operations)
    database = Database(url)
    sandboxes = {
        "shop": start_sandbox(Shopify, {"points_per_second": 10_000}),
        "warehouse": start_sandbox(Catalogue(Plugins()).connector("seko")),
    }
    async with at_work(database, sandboxes) as (store, station, sent):
        fill(sandboxes, skus)
        seconds = await tell(store, station)
        counts, calls = await counts_of(store), sum(each.made for each in sent)
    await database.dispose()
    if counts.delivered != skus:
        sys.exit(f"{skus} should be delivered, and it stands so: {counts}")
    limited = max(seconds, (calls - BURST) / CALLS_PER_SECOND)
    print(
        f"batches of {batch:3}: {skus / seconds:6.0f} records/s, {calls:5} calls; "
        f"at {CALLS_PER_SECOND} calls a second {limited:5.0f} s for all {skus}"
    )


if __name__ == "__main__":
    Shopify.rate = Rate(per_second=1_000_000, burst=1_000_000)
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for most in (100, 1):
        with temporary_data_folder() as folder, Cluster(folder) as cluster:
            upgrade(cluster.url)
            asyncio.run(measure(cluster.url, asked, most))
