"""A backup taken while records are under way: what is restored goes on where it was."""

from __future__ import annotations

from pathlib import Path

import httpx
from desk import DeskCatalogue, Platform, Trouble, away
from live_flow import Live, StartFlow, TurnableClock

from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.run.intake import Intake
from crossdock.run.lines import Connectors, Lines
from crossdock.run.route import Routes
from crossdock.run.station import Station
from crossdock.store.backup import backup, restore
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.studio import Silence, Studio


async def test_live_records_come_back_and_go_on_once_each(
    start: StartFlow,
    *,
    platform: Platform,
    keyring: Keyring,
    pool: EvaluationPool,
    clock: TurnableClock,
    database_url: str,
    empty_database_url: str,
    tmp_path: Path,
) -> None:
    live = await start()
    await live.receive(id="done")
    await live.work_off()
    platform.troubles = [Trouble(before=away(uncertain=False))]
    await live.receive(id="retried")
    await live.work_off()
    await live.receive(id="missing", colour="blue")
    await live.work_off()
    await live.receive(id="waiting")
    restore(empty_database_url, backup(database_url, tmp_path))

    again = Database(empty_database_url)
    store = Store(again, clock)
    connectors = Connectors(DeskCatalogue(), keyring)
    async with Lines(store, connectors, clock, httpx.AsyncHTTPTransport) as lines:
        studio = Studio.build(again, Pipeline(pool, clock), DeskCatalogue(), keyring, clock)
        routes = Routes(store, LookupTableCache(store), RunnableCache())
        station = Station(store, Pipeline(pool, clock), keyring, lines, routes, clock)
        intake = Intake(store, connectors, keyring, Silence())
        restored = Live(studio, store, intake, station, clock, live.flow)
        await restored.later()
        counts = await restored.counts()
        assert (counts.received, counts.delivered, counts.held, counts.in_flight) == (4, 3, 1, 0)
        await restored.add_colour("blue", "bleu")
        await restored.later()
        known = await restored.receive_raw(b'{"id":"done","colour":"red","at":"2026-03-01T09:00:00+00:00"}', "event-1")
        assert (known.records, known.duplicates) == ((), 1)
        counts = await restored.counts()
        assert (counts.delivered, counts.held, counts.journal_agrees) == (4, 0, True)
    await again.dispose()
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys(
        ("done", "retried", "missing", "waiting"), 1
    )
