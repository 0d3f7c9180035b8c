"""What a target takes together is sent together, and every record comes to its own end, whatever goes wrong."""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import suppress
from typing import Any
from uuid import uuid4

import anyio
import pytest
from desk import BATCH, Desk, Judges, Platform, Trouble, away, killed, locked_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from live_flow import ENVIRONMENT, MAPPING, PROJECT, Live, StartFlow

from crossdock.connect import Repeat
from crossdock.model.calls import CallPurpose
from crossdock.model.mapping import VersionNew
from crossdock.model.promotion import PromotionNew
from crossdock.model.record import Record, RecordState
from crossdock.run.consignment import Consignment
from crossdock.run.errand import current_errand, errand_of
from crossdock.run.fence import Fence, Moment
from crossdock.studio.access import LOCAL_ADMINISTRATOR

KNOWABLE = [repeat for repeat in Repeat if repeat is not Repeat.UNKNOWABLE]


@pytest.fixture(autouse=True)
def one_partition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes is worked off together."""
    monkeypatch.setattr("crossdock.run.arrival.PARTITIONS", 1)


async def test_what_is_due_together_is_sent_together_and_settled_each(start: StartFlow, platform: Platform) -> None:
    live = await start("create-found-together")
    await received(live, "abcde")
    await live.work_off()
    assert sorted(map(len, platform.batches)) == [2, 3]
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys("abcde", 1)
    for record in await live.records():
        assert record.state is RecordState.DELIVERED
        assert await live.events(record.id) == [
            "received",
            "mapped",
            "resolved",
            "intent",
            "receipt",
            "linked",
            "delivered",
        ]


async def test_one_that_is_alone_is_sent_as_ever(start: StartFlow, platform: Platform) -> None:
    live = await start("create-found-together")
    await received(live, "a")
    await live.work_off()
    assert (platform.asked, platform.batches) == (1, [])


@pytest.mark.parametrize("judges", Judges)
async def test_one_bad_record_never_sinks_a_batch(start: StartFlow, platform: Platform, judges: Judges) -> None:
    live = await start("create-found-together")
    platform.judges, platform.unwelcome = judges, {"b"}
    await received(live, "abc")
    await live.work_off()
    became = await by_key(live)
    assert {key: record.state for key, record in became.items()} == {
        "a": RecordState.DELIVERED,
        "b": RecordState.HELD,
        "c": RecordState.DELIVERED,
    }
    assert (became["b"].code, became["b"].reason) == ("refused", "No such colour.")
    assert sorted(platform.held) == ["a", "c"]
    assert all(record.attempts == 1 for record in became.values())
    calls = {Judges.EACH: [3], Judges.NAMES: [3, 2], Judges.WHOLE: [3, 2]}
    assert list(map(len, platform.batches))[: len(calls[judges])] == calls[judges]


@pytest.mark.parametrize("repeat", KNOWABLE)
@pytest.mark.parametrize("end", [away(uncertain=True), killed()], ids=["time-out", "killed"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_batch_that_was_interrupted_is_done_once(
    start: StartFlow, platform: Platform, repeat: Repeat, end: BaseException, when: str
) -> None:
    live = await start(f"create-{repeat}-together")
    platform.troubles = [Trouble(**{when: end})]
    await received(live, "abc")
    await live.until_over()
    assert {record.state for record in await live.records()} == {RecordState.DELIVERED}
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys("abc", 1)


async def test_of_a_batch_that_was_interrupted_each_waits_for_a_person_where_the_target_cannot_say(
    start: StartFlow, platform: Platform
) -> None:
    live = await start("create-unknowable-together")
    platform.troubles = [Trouble(after=away(uncertain=True))]
    await received(live, "abc")
    await live.until_over()
    assert [record.code for record in await live.records()] == ["outcome-unknown"] * 3
    assert len(platform.batches) == 1


async def test_what_was_done_is_kept_when_the_rest_is_interrupted(start: StartFlow, platform: Platform) -> None:
    live = await start("create-unknowable-together")
    platform.troubles = [Trouble(), Trouble(after=away(uncertain=True))]
    await received(live, "abcde")
    await live.until_over()
    became = [(record.state, record.code) for record in await live.records()]
    assert became.count((RecordState.DELIVERED, "")) == 3
    assert became.count((RecordState.HELD, "outcome-unknown")) == 2
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys("abcde", 1)


async def test_who_was_refused_is_known_when_the_others_are_interrupted(start: StartFlow, platform: Platform) -> None:
    live = await start("create-unknowable-together")
    platform.judges, platform.unwelcome = Judges.NAMES, {"a"}
    platform.troubles = [Trouble(), Trouble(after=away(uncertain=True))]
    await received(live, "abc")
    await live.until_over()
    assert {key: record.code for key, record in (await by_key(live)).items()} == {
        "a": "refused",
        "b": "outcome-unknown",
        "c": "outcome-unknown",
    }


async def test_refused_credentials_stop_the_flow_and_lose_nothing(start: StartFlow, platform: Platform) -> None:
    live = await start("create-found-together")
    platform.troubles = [Trouble(before=locked_out())]
    await received(live, "abc")
    await live.work_off()
    assert {record.state for record in await live.records()} == {RecordState.IN_FLIGHT}
    assert platform.held == {}


async def test_two_about_the_same_thing_are_never_sent_together(start: StartFlow, platform: Platform) -> None:
    live = await start("set-harmless-together")
    new = VersionNew(reason="All of them are one.", text='{"id": "same", "colour": $xref("colours", colour)}')
    await live.studio.versions.publish(LOCAL_ADMINISTRATOR, PROJECT, MAPPING, new)
    promotion = PromotionNew(environment="sandbox", mapping=MAPPING, version=2, reason="Agreed.")
    await live.studio.promotions.promote(LOCAL_ADMINISTRATOR, PROJECT, promotion)
    await received(live, "abc")
    await live.work_off()
    assert (platform.asked, platform.batches) == (3, [])


async def test_a_connector_that_answers_for_too_few_is_believed_in_nothing(
    start: StartFlow, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Desk.write_batch

    async def short(self: Desk, *given: Any) -> Any:
        return (await whole(self, *given))[:-1]

    monkeypatch.setattr(Desk, "write_batch", short)
    live = await start("create-found-together")
    await received(live, "abc")
    await live.work_off()
    assert {record.state for record in await live.records()} == {RecordState.IN_FLIGHT}
    await live.until_over()
    assert {record.state for record in await live.records()} == {RecordState.DELIVERED}
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys("abc", 1)


async def test_a_worker_that_lost_its_partition_writes_nothing_more_of_a_batch(
    start: StartFlow, platform: Platform
) -> None:
    live = await start("create-found-together")
    frozen, thawed = asyncio.Event(), asyncio.Event()

    async def freeze() -> None:
        frozen.set()
        await thawed.wait()

    platform.troubles = [Trouble(after=freeze)]
    await received(live, "abc")
    first = asyncio.create_task(live.work_off())
    await frozen.wait()
    await live.work_off()
    before = [await live.journal(record.id) for record in await live.records()]
    thawed.set()
    await first
    assert [await live.journal(record.id) for record in await live.records()] == before
    assert {record.state for record in await live.records()} == {RecordState.DELIVERED}
    assert {key: len(messages) for key, messages in platform.held.items()} == dict.fromkeys("abc", 1)


async def test_who_ends_without_sending_sends_for_those_who_wait_and_on_their_behalf(
    start: StartFlow, platform: Platform
) -> None:
    live = await start("create-found-together")
    async with live.store.read() as work:
        project = await work.projects.get(PROJECT)
    opened = await live.station.lines.of(project, ENVIRONMENT, "desk")
    limiter, ended, errands = anyio.Semaphore(1), anyio.Event(), []
    consignment = Consignment(live.store, Fence(0, 0), 3, limiter)

    async def look() -> None:
        errands.append((current_errand(), ended.is_set()))

    async def sends(letter: str) -> None:
        async with consignment.member(), limiter:
            with errand_of(uuid4(), CallPurpose.WRITE) as errand:
                sender = consignment.sender(opened, opened.connector.operation("create-found-together"))
                receipt = await sender.write({"id": letter}, {"drawer": 7}, Moment(time.monotonic()))
            assert (receipt.id, errands[0][0] is errand) == (f"desk-{letter}", letter == "a")

    async def ends() -> None:
        async with consignment.member(), limiter:
            ended.set()

    platform.troubles = [Trouble(before=look)]
    async with anyio.create_task_group() as group:
        group.start_soon(sends, "a")
        group.start_soon(sends, "b")
        group.start_soon(ends)
    assert (platform.batches, errands[0][1]) == ([["a", "b"]], True)


TROUBLES = {
    "none": Trouble,
    "refused connection": lambda: Trouble(before=away(uncertain=False)),
    "time-out before": lambda: Trouble(before=away(uncertain=True)),
    "time-out after": lambda: Trouble(after=away(uncertain=True)),
    "killed before": lambda: Trouble(before=killed()),
    "killed after": lambda: Trouble(after=killed()),
}
NUMBERS = itertools.count()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rounds=st.lists(st.sets(st.sampled_from(["a", "b", "c", "d", "bad"]), min_size=1), min_size=1, max_size=3),
    troubles=st.lists(st.sampled_from(sorted(TROUBLES)), max_size=8),
    repeat=st.sampled_from(KNOWABLE),
    judges=st.sampled_from(Judges),
)
async def test_whatever_happens_to_batches_nothing_vanishes_and_nothing_happens_twice(
    start: StartFlow, platform: Platform, rounds: list[set[str]], troubles: list[str], repeat: Repeat, judges: Judges
) -> None:
    story = f"story-{next(NUMBERS)}"
    live = await start(f"create-{repeat}-together", name=story)
    platform.troubles, platform.judges = [TROUBLES[trouble]() for trouble in troubles], judges
    good: list[str] = []
    for number, letters in enumerate(rounds):
        platform.unwelcome.add(bad := f"{story}-bad-{number}")
        names = [bad if letter == "bad" else f"{story}-{letter}" for letter in sorted(letters)]
        good += [name for name in names if name != bad]
        await received(live, names, number)
        with suppress(asyncio.CancelledError):
            await live.work_off()
    await live.until_over()
    counts = await live.counts()
    refused = sum("bad" in letters for letters in rounds)
    assert counts.received == len(good) + refused
    assert (counts.delivered, counts.filtered) == (len(set(good)), len(good) - len(set(good)))
    assert (counts.held, counts.in_flight, counts.journal_agrees) == (refused, 0, True)
    written = {key: messages for key, messages in platform.held.items() if key.startswith(f"{story}-")}
    assert {key: len(messages) for key, messages in written.items()} == dict.fromkeys(good, 1)
    assert all(len(set(batch)) == len(batch) <= BATCH for batch in platform.batches)


async def received(live: Live, letters: Any, minute: int = 0) -> None:
    for second, letter in enumerate(letters):
        await live.receive(id=letter, at=f"2026-03-01T09:{minute:02}:{second:02}+00:00")


async def by_key(live: Live) -> dict[str, Record]:
    return {record.key: record for record in await live.records()}
