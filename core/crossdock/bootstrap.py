"""The one place that chooses who stands behind a port."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import structlog

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import CrossdockError
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName
from crossdock.plugins import Plugins
from crossdock.settings import Settings

if TYPE_CHECKING:
    from crossdock.store.database import Database
    from crossdock.studio.audit import Audit
    from crossdock.studio.studio import Studio

SEAL_SECONDS = 5.0
"""How long an audit entry may wait for its seal."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_pipeline(
    *, draft_processes: int = 2, live_processes: int = 1, engine: EngineName = EngineName.NATIVE
) -> AsyncIterator[tuple[Pipeline, Catalogue]]:
    """A pipeline and what the plugins offer, without a database: for commands on a project folder."""
    async with EvaluationPool(draft_processes, live_processes, engine=engine) as pool:
        yield Pipeline(pool, SystemClock()), Catalogue(Plugins())


@asynccontextmanager
async def open_studio(settings: Settings) -> AsyncIterator[Studio]:
    """The studio on the deployment's database, with warm processes, for as long as the block.

    Raises ConfigurationError where the database or the keys cannot be used, Unavailable where it does not answer.
    """
    # Imported here, so that commands on a project folder start without the database's libraries.
    from crossdock.connect.outbound import guarded_transport
    from crossdock.connect.outside import GuardedOutside
    from crossdock.run.alarm import Alarm
    from crossdock.run.queue import open_queue
    from crossdock.store.deployment import prepare
    from crossdock.store.keyring import Keyring
    from crossdock.studio.studio import Studio

    async with (
        prepare(settings) as url,
        _database(url) as database,
        open_queue(url).open_async() as queue,
        EvaluationPool(settings.draft_processes, settings.live_processes) as pool,
    ):
        await pool.warm()
        clock = SystemClock()
        keyring = Keyring.from_settings(settings)
        alarm = Alarm(queue)
        allowed = frozenset(settings.allowed_hosts)
        studio = Studio.build(
            database,
            Pipeline(pool, clock),
            Catalogue(Plugins()),
            keyring,
            clock,
            alarm,
            lambda: guarded_transport(allowed),
            outside=GuardedOutside(allowed),
        )
        async with _sealing(studio.audit):
            yield studio
        await alarm.close()


async def run_worker(settings: Settings) -> None:
    """Work off live flows until a signal says stop. Raises as `open_studio` does."""
    from crossdock.connect.outbound import guarded_transport
    from crossdock.connect.outside import GuardedOutside
    from crossdock.evaluate.in_process import InProcessEvaluator
    from crossdock.run.channels import Channels
    from crossdock.run.fence import STALLED_SECONDS
    from crossdock.run.lines import Connectors, Lines
    from crossdock.run.queue import open_queue
    from crossdock.run.rounds import Rounds
    from crossdock.run.route import Routes
    from crossdock.run.station import Station
    from crossdock.run.worker import Worker, host_name
    from crossdock.store.deployment import prepare
    from crossdock.store.keyring import Keyring
    from crossdock.store.lookup_tables import LookupTableCache
    from crossdock.store.runnables import RunnableCache
    from crossdock.store.unit_of_work import Store

    plugins, clock = Plugins(), SystemClock()
    keyring = Keyring.from_settings(settings)
    functions = [entry for entry, _ in plugins.functions.values()]
    pool = EvaluationPool(draft_processes=1, live_processes=1)
    async with (
        prepare(settings) as url,
        _database(url, idle_seconds=STALLED_SECONDS - 1) as database,
        InProcessEvaluator(functions, pool) as evaluator,
    ):
        store = Store(database, clock)
        catalogue, allowed = Catalogue(plugins), frozenset(settings.allowed_hosts)
        connectors = Connectors(catalogue, keyring)
        rounds = Rounds(store, Channels(catalogue, keyring, GuardedOutside(allowed)), host_name())
        async with Lines(store, connectors, clock, lambda: guarded_transport(allowed)) as lines:
            routes = Routes(store, LookupTableCache(store), RunnableCache())
            station = Station(store, Pipeline(evaluator, clock), keyring, lines, routes, clock)
            worker = Worker(open_queue(url), station, rounds, settings.worker_jobs)
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, worker.stop)
            await worker.run()


@asynccontextmanager
async def _database(url: str, idle_seconds: int = 30) -> AsyncIterator[Database]:
    from crossdock.store.database import Database

    database = Database(url, idle_seconds=idle_seconds)
    try:
        yield database
    finally:
        await database.dispose()


@asynccontextmanager
async def _sealing(audit: Audit) -> AsyncIterator[None]:
    sealing = asyncio.create_task(_seal_for_ever(audit))
    try:
        yield
    finally:
        sealing.cancel()
        with suppress(asyncio.CancelledError):
            await sealing


async def _seal_for_ever(audit: Audit) -> None:
    while True:
        await asyncio.sleep(SEAL_SECONDS)
        try:
            await audit.seal_all()
        except CrossdockError as error:
            _log.warning("audit entries wait for their seal", reason=error.message)
