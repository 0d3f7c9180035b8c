"""What a list brings arrives once, whoever reads it, and nothing that was not read counts as read."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from desk import Platform
from live_flow import ENVIRONMENT, PROJECT, Live, StartFlow

from crossdock.model.flow import Flow, FlowState, FlowStatus, Poll
from crossdock.model.page import PageRequest
from crossdock.model.poll import PollOutcome, PollRun, PollStatus
from crossdock.model.record import RecordState
from crossdock.model.schedule import Schedule
from crossdock.run.polling import LEASE, Polling
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence

AT = "2026-03-01T09:00:00+00:00"
OFTEN = Poll(resource="letter", schedule=Schedule(every_seconds=60), overlap_seconds=30)
DAILY = Poll(resource="letter", schedule=Schedule(every_seconds=86_400))
NOTES = Poll(resource="note", schedule=Schedule(every_seconds=60), parameters={"pile": "left"})


def letters(*numbers: int, **more: Any) -> list[Any]:
    return [{"at": AT, "colour": "red", "id": str(number), **more} for number in numbers]


def polling(live: Live, worker: str = "tests") -> Polling:
    return Polling(live.station, Silence(), worker)


async def poll(live: Live, after: float = 0) -> None:
    """Time passes; a worker polls what is due, and works off what came."""
    live.clock.turned += timedelta(seconds=after)
    await polling(live).plan()
    await polling(live).work_off()
    await live.work_off()


async def runs(live: Live) -> list[PollRun]:
    """Oldest first."""
    async with live.store.read() as work:
        page = await work.schedules.runs(await flow_of(live), ENVIRONMENT, PageRequest(limit=200))
    return list(reversed(page.items))


async def status(live: Live) -> PollStatus:
    async with live.store.read() as work:
        (found,) = await work.schedules.statuses(await work.projects.get(PROJECT), ENVIRONMENT, work.now)
    return found


async def stand_beside(live: Live) -> None:
    """A flow 'copies' that takes in what comes for the flow of the test."""
    definition = (await flow_of(live)).definition
    source = msgspec.structs.replace(definition.source, poll=None, beside=live.flow)
    copies = msgspec.structs.replace(definition, name="copies", source=source)
    await live.studio.flows.put(LOCAL_ADMINISTRATOR, PROJECT, copies, None)


async def flow_of(live: Live) -> Flow:
    async with live.store.read() as work:
        return await work.flows.get(await work.projects.get(PROJECT), live.flow)


async def stands(live: Live, state: FlowStatus) -> None:
    async with live.store.begin() as work:
        flow = await work.flows.get(await work.projects.get(PROJECT), live.flow)
        await work.flows.set_state(flow, FlowState(flow=flow.name, environment=ENVIRONMENT, status=state))


def asked_since(request: httpx.Request, parameter: str = "changed_since") -> datetime:
    return datetime.fromisoformat(request.url.params[parameter])


async def test_what_is_listed_is_delivered_once_however_often_it_is_read(start: StartFlow, platform: Platform) -> None:
    platform.lists["/letters"] = letters(1, 2)
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    platform.lists["/letters"] = letters(1, 2, 3)
    await poll(live, after=61)
    assert [len(platform.held[key]) for key in ("1", "2", "3")] == [1, 1, 1]
    assert [(run.read, run.received, run.duplicates) for run in await runs(live)] == [(2, 2, 0), (3, 1, 2)]
    counts = await live.counts()
    assert (counts.received, counts.delivered, counts.duplicates, counts.journal_agrees) == (3, 3, 0, True)


async def test_each_reading_begins_before_the_end_of_the_last(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    await poll(live, after=61)
    first, second = await runs(live)
    assert second.since is not None
    assert timedelta() <= second.since + timedelta(seconds=30) - first.started_at < timedelta(seconds=5)
    assert asked_since(platform.listings[1]) == second.since.replace(microsecond=0)


async def test_it_is_due_when_its_schedule_says_and_not_before(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="", poll=OFTEN)
    for _ in range(3):
        await poll(live, after=20)
    assert len(platform.listings) == 1
    await poll(live, after=21)
    assert len(platform.listings) == 2


async def test_a_list_without_versions_tells_what_changed(start: StartFlow, platform: Platform) -> None:
    platform.lists["/notes"] = [{"id": "1", "colour": "red"}, {"id": "2", "colour": "red"}]
    live = await start("set-harmless", webhook="", poll=NOTES)
    await live.add_colour("blue", "bleu")
    await poll(live)
    platform.lists["/notes"] = [{"id": "1", "colour": "blue"}, {"id": "2", "colour": "red"}]
    await poll(live, after=61)
    assert [run.received for run in await runs(live)] == [2, 1]
    assert platform.held["1"] == [{"id": "1", "colour": "bleu"}]
    assert platform.listings[0].url.params["pile"] == "left"
    assert [run.since for run in await runs(live)] == [None, None]


async def test_a_sweep_recognises_what_the_webhook_brought_in_other_bytes(start: StartFlow, platform: Platform) -> None:
    live = await start(poll=OFTEN)
    await live.receive(id="1", at=AT)
    platform.lists["/letters"] = letters(1, 2)
    await poll(live)
    (run,) = await runs(live)
    assert (run.received, run.duplicates) == (1, 1)
    assert {key: len(value) for key, value in platform.held.items()} == {"1": 1, "2": 1}


async def test_a_sweep_for_new_objects_takes_in_only_those_that_never_came(
    start: StartFlow, platform: Platform
) -> None:
    live = await start(webhook="letter-begun", poll=OFTEN)
    await live.receive(id="1", at=AT)
    platform.lists["/letters"] = letters(1, at="2026-03-01T09:05:00+00:00", colour="blue") + letters(2)
    await poll(live)
    assert [record.key for record in await live.records()] == ["1", "2"]
    assert "changed_since" not in platform.listings[0].url.params
    assert asked_since(platform.listings[0], "made_since") < live.clock.now()


async def test_a_webhook_that_comes_after_the_sweep_is_a_duplicate(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="letter-begun", poll=OFTEN)
    platform.lists["/letters"] = letters(1, at="2026-03-01T09:05:00+00:00")
    await poll(live)
    assert (await live.receive(id="1", at=AT)).duplicates == 1
    assert len(await live.records()) == 1


async def test_what_only_a_sweep_found_is_counted_until_its_webhook_comes(start: StartFlow, platform: Platform) -> None:
    live = await start(poll=OFTEN)
    await live.receive(id="1", at=AT)
    platform.lists["/letters"] = letters(1, 2, 3)
    await poll(live)
    await poll(live, after=61)
    assert (await status(live)).webhooks_missed == 2
    await live.receive(id="2", at=AT)
    assert (await status(live)).webhooks_missed == 1
    live.clock.turned += timedelta(days=8)
    assert (await status(live)).webhooks_missed == 0


async def test_any_number_of_workers_polls_once(start: StartFlow, platform: Platform) -> None:
    platform.lists["/letters"] = letters(*range(20))
    live = await start(webhook="", poll=OFTEN)
    crowd = [polling(live, f"worker-{number}") for number in range(6)]
    await asyncio.gather(*(one.plan() for one in crowd))
    assert sum(await asyncio.gather(*(one.work_off() for one in crowd))) == 1
    assert len(await runs(live)) == len(platform.listings) == 1


async def test_the_poll_of_a_killed_worker_is_taken_over_and_nothing_comes_twice(
    start: StartFlow, platform: Platform
) -> None:
    platform.lists["/letters"] = letters(*range(200))
    live = await start(webhook="", poll=OFTEN)

    async def nothing() -> None:
        pass

    async def die() -> None:
        raise asyncio.CancelledError

    platform.answers = [nothing, die]
    with pytest.raises(asyncio.CancelledError):
        await poll(live)
    stored = len(await live.records())
    await poll(live, after=1)
    assert (stored, len(platform.listings)) == (100, 2), "its lease is still running"
    await poll(live, after=LEASE.total_seconds())
    lost, done = await runs(live)
    assert (lost.outcome, lost.received, done.outcome, done.received) == (PollOutcome.LOST, 100, PollOutcome.DONE, 100)
    assert lost.since == done.since
    assert sum(len(held) for held in platform.held.values()) == 200


async def test_a_worker_that_was_taken_for_dead_stores_nothing(start: StartFlow, platform: Platform) -> None:
    platform.lists["/letters"] = letters(1)
    live = await start(webhook="", poll=OFTEN)

    async def freeze() -> None:
        await poll(live, after=LEASE.total_seconds() + 1)
        platform.lists["/letters"] = letters(1, 2)

    platform.answers = [freeze]
    await poll(live)
    assert [run.outcome for run in await runs(live)] == [PollOutcome.LOST, PollOutcome.DONE]
    assert [record.key for record in await live.records()] == ["1"]
    await poll(live, after=61)
    assert sorted(platform.held) == ["1", "2"]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(200, content=b""),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"letters": None}),
        httpx.Response(401),
    ],
    ids=["away", "empty body", "no list", "null", "locked out"],
)
async def test_what_is_no_list_is_told_and_never_taken_for_nothing(
    start: StartFlow, platform: Platform, answer: httpx.Response
) -> None:
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    before = await status(live)
    platform.answers = [answer]
    await poll(live, after=61)
    after, failed = await status(live), (await runs(live))[-1]
    assert (failed.outcome, after.failures, after.read_until) == (PollOutcome.FAILED, 1, before.read_until)
    assert failed.error.startswith("Desk ")
    assert failed.remedy
    await poll(live, after=3600)
    assert asked_since(platform.listings[-1]) < before.read_until
    assert (await status(live)).failures == 0


async def test_a_slow_schedule_does_not_put_off_what_may_pass_soon(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="", poll=DAILY)
    platform.answers = [httpx.Response(503), httpx.Response(503, headers={"retry-after": "300"}), httpx.Response(401)]
    await poll(live)
    pauses = []
    for _ in range(3):
        before = live.clock.now()
        pauses.append(round(((await status(live)).next_at - before).total_seconds() / 60))
        await poll(live, after=pauses[-1] * 60 + 1)
    assert pauses == [1, 5, 24 * 60]


async def test_a_list_that_breaks_off_is_read_again_from_where_it_began(start: StartFlow, platform: Platform) -> None:
    platform.lists["/letters"] = letters(*range(160))
    live = await start(webhook="", poll=OFTEN)

    async def nothing() -> None:
        pass

    platform.answers = [nothing, httpx.Response(503)]
    await poll(live)
    (failed,) = await runs(live)
    assert (failed.outcome, failed.received) == (PollOutcome.FAILED, 100)
    await poll(live, after=61)
    assert [run.received for run in await runs(live)] == [100, 60]
    first, second = await runs(live)
    assert first.since == second.since


async def test_one_item_that_cannot_be_understood_is_held_and_the_others_arrive(
    start: StartFlow, platform: Platform
) -> None:
    platform.lists["/letters"] = [*letters(1), {"colour": "red"}, *letters(2)]
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    await poll(live, after=61)
    held = [record for record in await live.records() if record.state is RecordState.HELD]
    assert [record.code for record in held] == ["not-understood"]
    assert sorted(platform.held) == ["1", "2"]


@pytest.mark.parametrize("webhook", ["", "letter-begun"])
async def test_what_is_read_once_is_for_the_flows_beside_it_too(
    start: StartFlow, platform: Platform, webhook: str
) -> None:
    platform.lists["/letters"] = [*letters(1), {"colour": "red"}]
    live = await start(webhook=webhook, poll=OFTEN)
    await stand_beside(live)
    await poll(live)
    await poll(live, after=61)
    assert len(platform.listings) == 2
    assert [(run.read, run.received, run.duplicates) for run in await runs(live)] == [(2, 2, 0), (2, 0, 2)]
    found = {(record.flow, record.key, record.state) for record in await live.records()}
    assert found == {
        (live.flow, "1", RecordState.DELIVERED),
        ("copies", "1", RecordState.DELIVERED),
        (live.flow, "", RecordState.HELD),
    }


async def test_a_paused_flow_is_not_polled_and_catches_up_in_one_reading(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="", poll=OFTEN)
    await poll(live)
    until = (await status(live)).read_until
    await stands(live, FlowStatus.PAUSED)
    for _ in range(3):
        await poll(live, after=3600)
    assert len(platform.listings) == 1
    await stands(live, FlowStatus.RUNNING)
    await poll(live)
    await poll(live, after=1)
    assert len(platform.listings) == 2
    assert asked_since(platform.listings[1]) < until


async def test_a_changed_schedule_counts_from_its_change_on(start: StartFlow, platform: Platform) -> None:
    live = await start(webhook="", poll=DAILY)
    await poll(live)
    await poll(live, after=61)
    assert len(platform.listings) == 1
    flow = await flow_of(live)
    source = msgspec.structs.replace(flow.definition.source, poll=OFTEN)
    definition = msgspec.structs.replace(flow.definition, source=source)
    async with live.store.begin() as work:
        await work.flows.change(msgspec.structs.replace(flow, definition=definition, revision=flow.revision + 1))
    await poll(live)
    assert len(platform.listings) == 2
    async with live.store.begin() as work:
        bare = msgspec.structs.replace(source, webhook="letter-written", poll=None)
        definition = msgspec.structs.replace(definition, source=bare)
        await work.flows.change(msgspec.structs.replace(flow, definition=definition, revision=flow.revision + 2))
    await poll(live, after=90_000)
    assert len(platform.listings) == 2
