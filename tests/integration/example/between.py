"""Crossdock, live with an example project between the sandboxes of its two platforms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from shop_day import Running, TurnableClock

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.outbound import guarded_transport
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import secret_names
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.project import ConnectionNew
from crossdock.project.folder import read
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
from crossdock.testing.sandbox_contract import StandingClock

EXAMPLES = Path(__file__).parents[3] / "examples"


class SilentAlarm:
    """Rings nobody: tests work off by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        pass


@contextmanager
def served(catalogue: Catalogue, kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The addresses of fresh sandboxes, by connection; `kinds` says of which connector each is."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(running(start_sandbox(catalogue.connector(kind), clock=StandingClock())))
            for name, kind in kinds.items()
        }


@asynccontextmanager
async def at_work(
    example: str,
    kinds: Mapping[str, str],
    addresses: Mapping[str, str],
    catalogue: Catalogue,
    database: Database,
    pool: EvaluationPool,
) -> AsyncIterator[Running]:
    """An example project with its mappings live, its connections and its flows."""
    clock, keyring = TurnableClock(), Keyring([Fernet.generate_key().decode()])
    store, connectors = Store(database, clock), Connectors(catalogue, keyring)
    studio = Studio.build(database, Pipeline(pool, clock), catalogue, keyring, clock)
    await seed(studio, EXAMPLES / example, {})
    for name, kind in kinds.items():
        await _connect(studio, catalogue, name, kind, addresses[name])
    for flow in read(EXAMPLES / example).flows:
        await studio.flows.put(LOCAL_ADMINISTRATOR, PROJECT, flow, None)
    allowed = frozenset(address.removeprefix("http://") for address in addresses.values())
    async with Lines(store, connectors, clock, lambda: guarded_transport(allowed)) as lines:
        routes = Routes(store, LookupTableCache(store), RunnableCache())
        station = Station(store, Pipeline(pool, clock), keyring, lines, routes, clock)
        yield Running(studio, store, Intake(store, connectors, keyring, SilentAlarm()), station, clock)


async def _connect(studio: Studio, catalogue: Catalogue, name: str, kind: str, address: str) -> None:
    connector = catalogue.connector(kind)
    needed = start_sandbox(connector).connection(address)
    hidden = secret_names(connector.settings_type)
    new = ConnectionNew(
        name=name,
        connector=kind,
        settings={key: value for key, value in needed.items() if key not in hidden},
        secrets={key: value for key, value in needed.items() if key in hidden},
    )
    await studio.connections.create(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, new)
