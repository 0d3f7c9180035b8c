"""The example project, live between the sandboxes of both platforms, which are spoken to over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from day import API, TOKEN, Day, TurnableClock, World
from stockroom import Stockroom

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.outbound import guarded_transport
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import secret_names
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.project import ConnectionNew
from crossdock.plugins import Plugins
from crossdock.project.folder import read
from crossdock.run.drain import Drain
from crossdock.run.intake import Intake
from crossdock.run.lines import Connectors, Lines
from crossdock.run.route import Routes
from crossdock.run.station import Station
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio
from crossdock.testing.receiver import Receiver, receiver
from crossdock.testing.sandbox_contract import StandingClock

EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"
CONNECTIONS = {"shop": "shopify", "warehouse": "seko"}
TOPICS = {"orders": "orders/create", "cancellations": "orders/cancelled"}
PUSHES = {"dispatch_url": "dispatches", "tracking_url": "tracking", "stock_moved_url": "stock"}


class SilentAlarm:
    """Rings nobody: tests work off by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        pass


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
def platforms(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """The addresses of both sandboxes, fresh ones, by connection."""
    with ExitStack() as stack:
        kinds = {name: catalogue.connector(kind) for name, kind in CONNECTIONS.items()}
        yield {
            name: stack.enter_context(running(start_sandbox(kind, clock=StandingClock())))
            for name, kind in kinds.items()
        }


@pytest.fixture
def mail() -> Iterator[Receiver]:
    """Where the platforms send everything."""
    with receiver() as taking:
        yield taking


@pytest.fixture
async def day(
    platforms: dict[str, str], mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[Day]:
    clock, keyring = TurnableClock(), Keyring([Fernet.generate_key().decode()])
    store, connectors = Store(database, clock), Connectors(catalogue, keyring)
    studio = Studio.build(database, Pipeline(pool, clock), catalogue, keyring, clock)
    await seed(studio, EXAMPLE, {})
    await join(studio, catalogue, platforms)
    secret = start_sandbox(catalogue.connector("seko")).connection(platforms["warehouse"])["push_secret"]
    allowed = frozenset(address.removeprefix("http://") for address in platforms.values())
    async with Lines(store, connectors, clock, lambda: guarded_transport(allowed)) as lines:
        routes = Routes(store, LookupTableCache(store), RunnableCache())
        station = Station(store, Pipeline(pool, clock), keyring, lines, routes, clock)
        drain = Drain(station, "tests")
        intake = Intake(store, connectors, keyring, SilentAlarm())
        with httpx.Client(base_url=platforms["shop"]) as shop, httpx.Client(base_url=platforms["warehouse"]) as hub:
            subscribe(shop, hub, mail, secret)
            day = Day(World(shop, hub, mail), studio, store, intake, drain, clock)
            day.station = station
            yield day


@pytest.fixture
def stockroom(day: Day) -> Stockroom:
    return Stockroom(day, day.station)


async def join(studio: Studio, catalogue: Catalogue, platforms: dict[str, str]) -> None:
    """Make the example's connections and flows."""
    for name, kind in CONNECTIONS.items():
        connector = catalogue.connector(kind)
        needed = start_sandbox(connector).connection(platforms[name])
        hidden = secret_names(connector.settings_type)
        new = ConnectionNew(
            name=name,
            connector=kind,
            settings={key: value for key, value in needed.items() if key not in hidden},
            secrets={key: value for key, value in needed.items() if key in hidden},
        )
        await studio.connections.create(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, new)
    for flow in read(EXAMPLE).flows:
        await studio.flows.put(LOCAL_ADMINISTRATOR, PROJECT, flow, None)


def subscribe(shop: httpx.Client, hub: httpx.Client, mail: Receiver, push_secret: str) -> None:
    """Have both platforms send what happens to the flows of their own."""
    shop.post("/_sandbox/switches", json={"bucket_size": 10_000}).raise_for_status()
    for flow, topic in TOPICS.items():
        wanted = {"webhook": {"topic": topic, "address": f"{mail.url}/{flow}", "format": "json"}}
        shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()
    urls = {switch: f"{mail.url}/{flow}/{push_secret}" for switch, flow in PUSHES.items()}
    hub.post("/_sandbox/switches", json=urls).raise_for_status()
