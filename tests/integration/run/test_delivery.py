"""A message that comes in is delivered once, whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress

import pytest
from desk import Platform, Trouble, away, killed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from live_flow import StartFlow

from crossdock.connect import Repeat
from crossdock.model.record import RecordState

KNOWABLE = [repeat for repeat in Repeat if repeat is not Repeat.UNKNOWABLE]


async def test_a_message_is_mapped_written_once_and_journalled(start: StartFlow, platform: Platform) -> None:
    live = await start()
    (record,) = (await live.receive()).records
    await live.work_off()
    settled = await live.record(record)
    assert (settled.state, settled.attempts, settled.due_at) == (RecordState.DELIVERED, 1, None)
    assert platform.held == {"1": [{"id": "1", "colour": "rouge"}]}
    assert await live.events(record) == [
        "received",
        "mapped",
        "resolved",
        "intent",
        "receipt",
        "linked",
        "delivered",
    ]


async def test_the_equation_holds(start: StartFlow, platform: Platform) -> None:
    live = await start()
    await live.receive(id="1")
    await live.receive(id="2", colour="mauve")
    await live.receive(id="1")
    await live.work_off()
    await live.receive(id="3")
    counts = await live.counts()
    assert (counts.received, counts.delivered, counts.held, counts.in_flight) == (3, 1, 1, 1)
    assert (counts.deliveries, counts.duplicates, counts.rejected) == (4, 1, 0)
    assert counts.journal_agrees


@pytest.mark.parametrize("repeat", KNOWABLE)
@pytest.mark.parametrize("end", [away(uncertain=True), killed()], ids=["time-out", "killed"])
async def test_what_was_written_before_the_line_broke_is_not_written_again(
    start: StartFlow, platform: Platform, repeat: Repeat, end: BaseException
) -> None:
    live = await start(f"create-{repeat}")
    platform.troubles = [Trouble(after=end)]
    (record,) = (await live.receive()).records
    await live.until_over()
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert len(platform.held["1"]) == 1


@pytest.mark.parametrize("repeat", KNOWABLE)
@pytest.mark.parametrize("end", [away(uncertain=True), away(uncertain=False), killed()])
async def test_what_was_not_written_before_the_line_broke_is_written(
    start: StartFlow, platform: Platform, repeat: Repeat, end: BaseException
) -> None:
    live = await start(f"create-{repeat}")
    platform.troubles = [Trouble(before=end)]
    (record,) = (await live.receive()).records
    await live.until_over()
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert len(platform.held["1"]) == 1


async def test_where_the_platform_cannot_say_a_person_looks(start: StartFlow, platform: Platform) -> None:
    live = await start("create-unknowable")
    platform.troubles = [Trouble(after=away(uncertain=True))]
    (record,) = (await live.receive()).records
    await live.until_over()
    held = await live.record(record)
    assert (held.state, held.code) == (RecordState.HELD, "outcome-unknown")
    assert platform.asked == 1


@pytest.mark.parametrize("took_it", [True, False])
async def test_what_may_not_show_yet_is_not_sent_again_before_it_would(
    start: StartFlow, platform: Platform, took_it: bool
) -> None:
    live = await start("create-slowly")
    platform.troubles = [Trouble(**{"after" if took_it else "before": away(uncertain=True)})]
    (record,) = (await live.receive()).records
    await live.work_off()
    platform.is_slow = True
    await live.later(30)
    assert (platform.asked, (await live.record(record)).state) == (1, RecordState.IN_FLIGHT)
    platform.is_slow = False
    await live.later(60)
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert len(platform.held["1"]) == 1


@pytest.mark.parametrize("repeat", KNOWABLE)
async def test_an_edited_message_after_a_time_out_makes_no_second_one(
    start: StartFlow, platform: Platform, repeat: Repeat
) -> None:
    live = await start(f"create-{repeat}")
    platform.troubles = [Trouble(after=away(uncertain=True))]
    (first,) = (await live.receive()).records
    await live.work_off()
    await live.add_colour("blue", "bleu")
    (second,) = (await live.receive(at="2026-03-01T09:00:05+00:00", colour="blue")).records
    await live.until_over()
    assert (await live.record(first)).state is RecordState.DELIVERED
    later = await live.record(second)
    assert (later.state, later.code) == (RecordState.HELD, "changed-after-delivery")
    assert platform.held == {"1": [{"id": "1", "colour": "rouge"}]}


@pytest.mark.parametrize("repeat", KNOWABLE)
async def test_a_mapping_that_changed_after_a_time_out_makes_no_second_one(
    start: StartFlow, platform: Platform, repeat: Repeat
) -> None:
    live = await start(f"create-{repeat}")
    platform.troubles = [Trouble(after=away(uncertain=True))]
    (record,) = (await live.receive()).records
    await live.work_off()
    await live.add_colour("red", "rot")
    await live.until_over()
    held = await live.record(record)
    assert (held.state, held.code) == (RecordState.HELD, "changed-after-delivery")
    assert platform.held == {"1": [{"id": "1", "colour": "rouge"}]}


async def test_a_worker_that_lost_its_partition_writes_nothing_more(start: StartFlow, platform: Platform) -> None:
    live = await start()
    frozen, thawed = asyncio.Event(), asyncio.Event()

    async def freeze() -> None:
        frozen.set()
        await thawed.wait()

    platform.troubles = [Trouble(after=freeze)]
    (record,) = (await live.receive()).records
    first = asyncio.create_task(live.work_off())
    await frozen.wait()
    await live.work_off()
    before = await live.journal(record)
    thawed.set()
    await first
    assert await live.journal(record) == before
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert len(platform.held["1"]) == 1


async def test_the_same_content_once_more_changes_nothing(start: StartFlow, platform: Platform) -> None:
    live = await start()
    await live.receive()
    (again,) = (await live.receive(at="2026-03-02T09:00:00+00:00", nickname="Reds")).records
    await live.work_off()
    assert (await live.record(again)).code == "unchanged"
    assert await live.events(again) == ["received", "mapped", "filtered"]
    assert platform.asked == 1


async def test_what_is_refused_because_we_wrote_it_already_is_known_for_that(
    start: StartFlow, platform: Platform
) -> None:
    live = await start()
    await live.receive()
    platform.is_full = True
    (again,) = (await live.receive(at="2026-03-02T09:00:00+00:00")).records
    await live.work_off()
    assert (await live.record(again)).code == "unchanged"
    assert await live.events(again) == ["received", "mapped", "filtered"]
    await live.add_colour("red", "rot")
    (changed,) = (await live.receive(at="2026-03-03T09:00:00+00:00")).records
    await live.work_off()
    assert (await live.record(changed)).code == "changed-after-delivery"


async def test_what_is_refused_and_was_never_written_is_refused(start: StartFlow, platform: Platform) -> None:
    live = await start()
    platform.is_full, platform.held["1"] = True, [{"id": "1", "colour": "by hand"}]
    (record,) = (await live.receive()).records
    await live.work_off()
    assert (await live.record(record)).code == "refused"


async def test_an_older_state_never_overwrites_a_newer_one(start: StartFlow, platform: Platform) -> None:
    live = await start("set-harmless")
    await live.add_colour("blue", "bleu")
    await live.receive(at="2026-03-01T10:00:00+01:00", colour="red")
    (older,) = (await live.receive(at="2026-03-01T08:59:59+00:00", colour="blue")).records
    await live.work_off()
    assert (await live.record(older)).code == "outdated"
    assert platform.held["1"] == [{"id": "1", "colour": "rouge"}]


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
    letters=st.lists(st.sampled_from("abc"), min_size=1, max_size=6),
    troubles=st.lists(st.sampled_from(sorted(TROUBLES)), max_size=8),
    repeat=st.sampled_from(KNOWABLE),
)
async def test_whatever_happens_nothing_vanishes_and_nothing_happens_twice(
    start: StartFlow, platform: Platform, letters: list[str], troubles: list[str], repeat: Repeat
) -> None:
    story = f"story-{next(NUMBERS)}"
    live = await start(f"create-{repeat}", name=story)
    platform.troubles = [TROUBLES[trouble]() for trouble in troubles]
    for number, letter in enumerate(letters):
        await live.receive(id=f"{story}-{letter}", at=f"2026-03-01T09:00:{number:02}+00:00")
        with suppress(asyncio.CancelledError):
            await live.work_off()
    await live.until_over()
    counts = await live.counts()
    assert counts.received == len(letters)
    assert (counts.delivered, counts.filtered) == (len(set(letters)), len(letters) - len(set(letters)))
    assert counts.journal_agrees
    written = {key: messages for key, messages in platform.held.items() if key.startswith(f"{story}-")}
    assert {key: len(messages) for key, messages in written.items()} == {f"{story}-{letter}": 1 for letter in letters}
