"""What is paused sends nothing, what drains ends what it began, and nothing is lost or told twice by either."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import anyio
import httpx
import pytest
from desk import Desk, DeskCatalogue, Platform, Trouble, away, locked_out
from live_flow import ENVIRONMENT, PROJECT, Live, StartFlow

from crossdock.connect import Rate
from crossdock.connect.outside import GuardedOutside
from crossdock.model.access import Principal
from crossdock.model.calls import CallPurpose
from crossdock.model.flow import FlowState, FlowStatus, Poll
from crossdock.model.page import PageRequest
from crossdock.model.pause import ConnectionState, ConnectionStatus
from crossdock.model.poll import PollOutcome, PollRun
from crossdock.model.record import RecordState, RunCode
from crossdock.model.schedule import Schedule
from crossdock.run.channels import Channels
from crossdock.run.drain import AT_ONCE
from crossdock.run.polling import Polling
from crossdock.run.queue import open_queue
from crossdock.run.rounds import Rounds
from crossdock.run.worker import Worker
from crossdock.store.keyring import Keyring
from crossdock.store.pauses import SETTLING
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence

ADMIN: Principal = LOCAL_ADMINISTRATOR
OFTEN = Poll(resource="letter", schedule=Schedule(every_seconds=60))
AT = "2026-03-01T09:00:00+00:00"
Act = Callable[[Live], Awaitable[object]]


async def pause_flow(live: Live) -> None:
    await live.studio.flows.pause(ADMIN, PROJECT, ENVIRONMENT, live.flow, "Stocktaking")


async def drain_flow(live: Live) -> None:
    await live.studio.flows.drain(ADMIN, PROJECT, ENVIRONMENT, live.flow, "Stocktaking")


async def resume_flow(live: Live) -> None:
    await live.studio.flows.resume(ADMIN, PROJECT, ENVIRONMENT, live.flow, "")


async def pause_desk(live: Live) -> None:
    await live.studio.pauses.pause(ADMIN, PROJECT, ENVIRONMENT, "desk", "Stocktaking")


async def drain_desk(live: Live) -> None:
    await live.studio.pauses.drain(ADMIN, PROJECT, ENVIRONMENT, "desk", "Stocktaking")


async def resume_desk(live: Live) -> None:
    await live.studio.pauses.resume(ADMIN, PROJECT, ENVIRONMENT, "desk", "")


async def flow_state(live: Live) -> FlowState:
    (state,) = await live.studio.flows.states(ADMIN, PROJECT, ENVIRONMENT)
    return state


async def desk_state(live: Live) -> ConnectionState:
    (state,) = await live.studio.pauses.states(ADMIN, PROJECT, ENVIRONMENT)
    return state


async def end_drains(live: Live, keyring: Keyring) -> None:
    """As workers do every second, once they all know of it."""
    live.clock.turned += SETTLING + timedelta(seconds=1)
    await rounds(live, keyring).end_drains()


def rounds(live: Live, keyring: Keyring) -> Rounds:
    return Rounds(live.store, Channels(DeskCatalogue(), keyring, GuardedOutside(frozenset())), "tests")


async def poll(live: Live) -> None:
    await Polling(live.station, Silence(), "tests").plan()
    await Polling(live.station, Silence(), "tests").work_off()


async def runs(live: Live) -> list[PollRun]:
    """Oldest first."""
    page = await live.studio.polls.runs(ADMIN, PROJECT, ENVIRONMENT, live.flow, PageRequest())
    return list(reversed(page.items))


PAUSES = pytest.mark.parametrize(
    ("stop", "resume"), [(pause_flow, resume_flow), (pause_desk, resume_desk)], ids=["flow", "connection"]
)
DRAINS = pytest.mark.parametrize(
    ("drain", "resume"), [(drain_flow, resume_flow), (drain_desk, resume_desk)], ids=["flow", "connection"]
)


@PAUSES
async def test_what_is_paused_takes_in_and_writes_nothing_until_it_is_resumed(
    start: StartFlow, platform: Platform, stop: Act, resume: Act
) -> None:
    live = await start()
    await stop(live)
    (record,) = (await live.receive()).records
    await live.later()
    waiting = await live.record(record)
    assert (waiting.state, waiting.attempts, platform.asked) == (RecordState.IN_FLIGHT, 0, 0)
    await resume(live)
    await live.work_off()
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert [len(held) for held in platform.held.values()] == [1]


@PAUSES
async def test_what_a_worker_took_up_just_before_a_pause_is_put_back_and_goes_on_at_once(
    start: StartFlow, platform: Platform, monkeypatch: pytest.MonkeyPatch, stop: Act, resume: Act
) -> None:
    monkeypatch.setattr("crossdock.run.arrival.PARTITIONS", 1)
    live = await start()
    known = anyio.Event()

    async def stop_meanwhile() -> None:
        await stop(live)
        await anyio.sleep(1.1)  # as long as a worker may take to notice
        known.set()

    platform.troubles = [Trouble(before=stop_meanwhile), *[Trouble(before=known.wait)] * (AT_ONCE - 1)]
    for number in range(12):
        await live.receive(id=str(number))
    await live.work_off()
    assert platform.asked == (await live.counts()).delivered == AT_ONCE, "what was begun is not torn"
    put_back = [record for record in await live.records() if record.state is RecordState.IN_FLIGHT]
    assert [(record.code, "paused" in record.reason) for record in put_back] == [(RunCode.PAUSED, True)] * 8
    await resume(live)
    await live.work_off()
    assert {key: len(held) for key, held in platform.held.items()} == {str(number): 1 for number in range(12)}
    assert (await live.counts()).journal_agrees


async def test_a_paused_flow_says_who_and_why_and_so_does_one_whose_connection_is(start: StartFlow) -> None:
    live = await start()
    await pause_desk(live)
    (blocking,) = (await flow_state(live)).connections
    assert (blocking.connection, blocking.status, blocking.reason, blocking.by, blocking.flows) == (
        "desk",
        ConnectionStatus.PAUSED,
        "Stocktaking",
        ADMIN.name,
        ("letters",),
    )
    assert (await flow_state(live)).status is FlowStatus.RUNNING
    await resume_desk(live)
    assert ((await flow_state(live)).connections, (await desk_state(live)).status) == ((), ConnectionStatus.RUNNING)
    told = [entry.action for entry in (await live.studio.audit.list(ADMIN, PROJECT, PageRequest())).items]
    assert told[:2] == ["connection.resume", "connection.pause"]


@DRAINS
async def test_draining_ends_what_was_begun_begins_nothing_and_then_pauses(
    start: StartFlow, platform: Platform, keyring: Keyring, drain: Act, resume: Act
) -> None:
    live = await start()
    platform.troubles = [Trouble(after=away(uncertain=True))]
    (torn,) = (await live.receive(id="torn")).records
    await live.work_off()
    await drain(live)
    (new,) = (await live.receive(id="new")).records
    await end_drains(live, keyring)
    flow, desk = await flow_state(live), await desk_state(live)
    assert max(flow.under_way, desk.under_way) == 1
    assert "draining" in (flow.status.value, desk.status.value)
    await live.later()
    assert (await live.record(torn)).state is RecordState.DELIVERED
    assert (await live.record(new)).attempts == 0
    await end_drains(live, keyring)
    flow, desk = await flow_state(live), await desk_state(live)
    assert (max(flow.under_way, desk.under_way), "paused" in (flow.status.value, desk.status.value)) == (0, True)
    await resume(live)
    await live.work_off()
    assert {key: len(held) for key, held in platform.held.items()} == {"torn": 1, "new": 1}


async def test_what_failed_before_it_was_sent_waits_for_the_end_of_a_drain(
    start: StartFlow, platform: Platform, keyring: Keyring
) -> None:
    live = await start()
    platform.troubles = [Trouble(before=away(uncertain=False))]
    (record,) = (await live.receive()).records
    await live.work_off()
    await drain_desk(live)
    await end_drains(live, keyring)
    await live.later()
    assert ((await live.record(record)).attempts, (await desk_state(live)).status) == (1, ConnectionStatus.PAUSED)


async def test_a_drain_during_which_the_target_refuses_us_stops_the_flow(start: StartFlow, platform: Platform) -> None:
    live = await start()
    platform.troubles = [Trouble(after=away(uncertain=True)), Trouble(before=locked_out())]
    await live.receive()
    await live.work_off()
    await drain_flow(live)
    platform.held.clear()
    await live.later()
    assert (await flow_state(live)).status is FlowStatus.STOPPED


@PAUSES
async def test_nothing_is_read_while_it_is_paused_and_the_first_reading_afterwards_catches_up(
    start: StartFlow, platform: Platform, stop: Act, resume: Act
) -> None:
    platform.lists["/letters"] = [{"at": AT, "colour": "red", "id": "1"}]
    live = await start(webhook="", poll=OFTEN)
    await stop(live)
    await poll(live)
    assert platform.listings == []
    await resume(live)
    await poll(live)
    assert len(await live.records()) == 1


@pytest.mark.parametrize(
    ("act", "pages", "outcome"),
    [(pause_desk, 1, PollOutcome.FAILED), (drain_desk, 2, PollOutcome.DONE)],
    ids=["paused", "draining"],
)
async def test_a_reading_under_way_is_broken_off_by_a_pause_and_ended_by_a_drain(
    start: StartFlow, platform: Platform, act: Act, pages: int, outcome: PollOutcome
) -> None:
    platform.lists["/letters"] = [{"at": AT, "colour": "red", "id": str(number)} for number in range(160)]
    live = await start(webhook="", poll=OFTEN)

    async def stop() -> None:
        await act(live)
        await anyio.sleep(1.1)  # as long as a worker may take to notice

    platform.answers = [stop]
    await poll(live)
    (run,) = await runs(live)
    assert (run.outcome, len(platform.listings), run.calls) == (outcome, pages, pages)
    (status,) = await live.studio.polls.statuses(ADMIN, PROJECT, ENVIRONMENT)
    assert (status.failures, status.running) == (0, False), "nobody is to blame for it"
    await resume_desk(live)
    live.clock.turned += timedelta(seconds=61)
    await poll(live)
    await live.work_off()
    assert len(platform.held) == 160


async def test_requests_are_counted_by_who_sent_them_against_the_limit(
    start: StartFlow, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "rate", Rate(per_second=50, burst=100))
    platform.lists["/letters"] = [{"at": AT, "colour": "red", "id": str(number)} for number in range(160)]
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    await live.station.lines.counts.store()
    live.clock.turned += timedelta(minutes=70)
    await poll(live)
    await live.station.lines.counts.store()
    usage = await live.studio.usages.get(ADMIN, PROJECT, ENVIRONMENT, "desk")
    (by,) = usage.by
    assert (by.flow, by.purpose, by.last_hour, by.last_day) == ("letters", CallPurpose.POLL, 2, 4)
    assert (usage.allowed_per_hour, usage.last_hour, usage.last_day) == (180_000, 2, 4)
    (planned,) = usage.planned
    assert (planned.polls_per_hour, planned.calls_per_poll, usage.planned_per_hour) == (60, 2, 120)
    live.clock.turned += timedelta(days=2)
    assert (await live.studio.usages.get(ADMIN, PROJECT, ENVIRONMENT, "desk")).by == ()


async def test_counts_of_what_is_gone_are_left_out_and_the_others_kept(start: StartFlow, platform: Platform) -> None:
    live, other = await start(webhook="", poll=OFTEN), await start(name="others", webhook="", poll=OFTEN)
    await poll(live)
    await live.studio.flows.delete(ADMIN, PROJECT, other.flow, None)
    await live.station.lines.counts.store()
    usage = await live.studio.usages.get(ADMIN, PROJECT, ENVIRONMENT, "desk")
    assert [(one.flow, one.last_day) for one in usage.by] == [("letters", 1)]


@asynccontextmanager
async def workers(live: Live, database_url: str, keyring: Keyring) -> AsyncIterator[None]:
    """Two real ones."""
    crowd = [Worker(open_queue(database_url), live.station, rounds(live, keyring), 2) for _ in range(2)]
    async with anyio.create_task_group() as group:
        for worker in crowd:
            group.start_soon(worker.run)
        yield
        for worker in crowd:
            worker.stop()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(600):
        if await holds():
            return
        await anyio.sleep(0.05)
    raise AssertionError("it never came to that")


async def test_workers_drain_a_connection_by_themselves_and_go_on_where_they_were(
    start: StartFlow, platform: Platform, database_url: str, keyring: Keyring
) -> None:
    live = await start()
    reached, leave = anyio.Event(), anyio.Event()

    async def take_long() -> None:
        reached.set()
        await leave.wait()

    async def is_paused() -> bool:
        return (await desk_state(live)).status is ConnectionStatus.PAUSED

    async def is_delivered() -> bool:
        return (await live.counts()).delivered == 6

    platform.troubles = [Trouble(before=take_long)]
    async with workers(live, database_url, keyring):
        await live.receive(id="first")
        await reached.wait()
        await drain_desk(live)
        for number in range(5):
            await live.receive(id=str(number))
        await anyio.sleep(SETTLING.total_seconds() + 2)
        assert ((await desk_state(live)).under_way, platform.asked) == (1, 1)
        leave.set()
        await until(is_paused)
        assert list(platform.held) == ["first"]
        await resume_desk(live)
        await until(is_delivered)
    assert [len(held) for held in platform.held.values()] == [1] * 6
    told = [
        (entry.actor, entry.action) for entry in (await live.studio.audit.list(ADMIN, PROJECT, PageRequest())).items
    ]
    assert ("worker", "connection.drained") in told


async def test_a_person_may_ask_a_platform_whose_connection_is_paused(start: StartFlow, platform: Platform) -> None:
    live = await start()
    await pause_desk(live)
    async with live.store.read() as work:
        project = await work.projects.get(PROJECT)
    opened = await live.station.lines.of(project, ENVIRONMENT, "desk")
    assert isinstance((await opened.line.ask("GET", "/letters")).status, int)
    assert isinstance(platform.listings[0], httpx.Request)
