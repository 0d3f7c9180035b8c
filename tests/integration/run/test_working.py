"""A worker as it runs: what is due is polled, mapped and written without anybody asking for it."""

from __future__ import annotations

import anyio
from desk import DeskCatalogue, Platform
from live_flow import Live, StartFlow

from crossdock.connect.outside import GuardedOutside
from crossdock.model.flow import Poll
from crossdock.model.schedule import Schedule
from crossdock.run.channels import Channels
from crossdock.run.queue import open_queue
from crossdock.run.rounds import Rounds
from crossdock.run.worker import Worker
from crossdock.store.keyring import Keyring

LETTERS = [{"at": "2026-03-01T09:00:00+00:00", "colour": "red", "id": str(number)} for number in range(5)]


async def delivered(live: Live, wanted: int) -> None:
    """Wait until so many arrived."""
    for _ in range(1200):
        if (await live.counts()).delivered == wanted:
            return
        await anyio.sleep(0.05)
    raise AssertionError(f"not delivered: {await live.records()}")


async def test_workers_poll_by_themselves_and_each_item_arrives_once(
    start: StartFlow, platform: Platform, database_url: str, keyring: Keyring
) -> None:
    platform.lists["/letters"] = LETTERS
    live = await start(webhook="", poll=Poll(resource="letter", schedule=Schedule(every_seconds=3600)))
    rounds = Rounds(live.store, Channels(DeskCatalogue(), keyring, GuardedOutside(frozenset())), "tests")
    workers = [Worker(open_queue(database_url), live.station, rounds, 2) for _ in range(2)]
    async with anyio.create_task_group() as group:
        for worker in workers:
            group.start_soon(worker.run)
        await delivered(live, len(LETTERS))
        for worker in workers:
            worker.stop()
    assert [len(held) for held in platform.held.values()] == [1] * len(LETTERS)
    assert len(platform.listings) == 1
