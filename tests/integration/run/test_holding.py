"""What cannot go on waits with a reason, is in nobody else's way but its own object's, and goes on when it is let."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk import Platform, Trouble, away, locked_out, refused
from live_flow import ENVIRONMENT, PROJECT, Live, StartFlow

from crossdock.model.flow import FlowState, FlowStatus, GivingUp, Guard, GuardAction, OrderPolicy, Retry
from crossdock.model.page import PageRequest
from crossdock.model.record import Hold, RecordState
from crossdock.run.release import reopen


async def holds(live: Live) -> list[Hold]:
    async with live.store.read() as work:
        project = await work.projects.get(PROJECT)
        return (await work.holds.page(project, ENVIRONMENT, PageRequest())).items


async def release(live: Live) -> None:
    async with live.store.begin() as work:
        project = await work.projects.get(PROJECT)
        for hold in (await work.holds.page(project, ENVIRONMENT, PageRequest())).items:
            await reopen(work, project, hold.record, actor="tests", message="Let it go on.")
    await live.work_off()


async def test_a_missing_lookup_row_holds_and_the_row_releases(start: StartFlow, platform: Platform) -> None:
    live = await start()
    (record,) = (await live.receive(colour="mauve")).records
    await live.work_off()
    (hold,) = await holds(live)
    assert (hold.record, hold.code, hold.owner) == (record, "lookup-miss", "stationery")
    assert [(miss.table, miss.key) for miss in hold.misses] == [("colours", ("mauve",))]
    await live.add_colour("mauve", "lilas")
    await release(live)
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert platform.held == {"1": [{"id": "1", "colour": "lilas"}]}
    assert await holds(live) == []


async def test_a_refusal_holds_with_the_platform_s_words_and_is_sent_again_once_released(
    start: StartFlow, platform: Platform
) -> None:
    live = await start("create-unknowable")
    platform.troubles = [Trouble(before=refused("No such colour."))]
    (record,) = (await live.receive()).records
    await live.work_off()
    (hold,) = await holds(live)
    assert (hold.code, hold.message, hold.remedy) == ("refused", "No such colour.", "Correct it.")
    await release(live)
    assert (await live.record(record)).state is RecordState.DELIVERED


async def test_a_message_that_is_none_is_held_and_not_lost(start: StartFlow, platform: Platform) -> None:
    live = await start()
    taken = await live.receive_raw(b"<letter/>", "event-1")
    assert (await live.receive_raw(b"<letter/>", "event-2")).duplicates == 1
    await live.work_off()
    (hold,) = await holds(live)
    assert (hold.record, hold.code) == (taken.records[0], "not-understood")
    assert (await live.counts()).received == 1


@pytest.mark.parametrize("order", [OrderPolicy.BLOCK, OrderPolicy.YIELD])
async def test_a_held_record_blocks_its_object_and_no_other(
    start: StartFlow, platform: Platform, order: OrderPolicy
) -> None:
    live = await start(order=order)
    await live.receive(id="1", colour="mauve")
    await live.receive(id="1", colour="red", at="2026-03-01T10:00:00+00:00")
    await live.receive(id="2")
    await live.work_off()
    assert [record.state.value for record in await live.records()] == ["held", "in-flight", "delivered"]
    (hold,) = await holds(live)
    assert hold.waiting == 1
    await live.add_colour("mauve", "rouge")
    await release(live)
    assert [record.code for record in await live.records()] == ["", "unchanged", ""]


async def test_five_four_five_is_three_messages_and_the_newest_stays(start: StartFlow, platform: Platform) -> None:
    live = await start("set-harmless", order=OrderPolicy.SUPERSEDE)
    for stock in ("five", "four", "five"):
        await live.add_colour(stock, stock)
        assert (await live.receive(colour=stock, at="", event="")).duplicates == 0
    assert (await live.receive(colour="five", at="", event="")).duplicates == 1
    await live.work_off()
    assert (await live.counts()).received == 3
    assert [record.code for record in await live.records()] == ["superseded", "superseded", ""]
    assert platform.held["1"] == [{"id": "1", "colour": "five"}]


async def test_wrong_credentials_stop_the_flow_once_and_intake_goes_on(start: StartFlow, platform: Platform) -> None:
    live = await start()
    platform.troubles = [Trouble(before=locked_out())]
    await live.receive(id="1")
    await live.work_off()
    await live.receive(id="2")
    await live.receive(id="3")
    await live.later()
    counts = await live.counts()
    assert (counts.received, counts.in_flight, platform.asked) == (3, 3, 1)
    async with live.store.begin() as work:
        flow = await work.flows.get(await work.projects.get(PROJECT), "letters")
        state = await work.flows.state(flow, ENVIRONMENT)
        assert (state.status, state.reason) == (FlowStatus.STOPPED, "The desk does not know us. Mend the credentials.")
        await work.flows.set_state(flow, FlowState(flow="letters", environment=ENVIRONMENT))
    await live.work_off()
    assert (await live.counts()).delivered == 3


@pytest.mark.parametrize(("then", "state"), [(GivingUp.HOLD, RecordState.HELD), (GivingUp.FAIL, RecordState.FAILED)])
async def test_retries_come_to_an_end(start: StartFlow, platform: Platform, then: GivingUp, state: RecordState) -> None:
    live = await start(retry=Retry(attempts=3, then=then))
    platform.troubles = [Trouble(before=away(uncertain=False))] * 9
    (record,) = (await live.receive()).records
    await live.until_over()
    given_up = await live.record(record)
    assert (given_up.state, given_up.code, given_up.attempts) == (state, "retries-exhausted", 3)


async def test_a_write_of_unknown_outcome_is_never_failed(start: StartFlow, platform: Platform) -> None:
    live = await start("create-refused", retry=Retry(attempts=2, then=GivingUp.FAIL))
    platform.troubles = [Trouble(before=away(uncertain=True))] * 9
    (record,) = (await live.receive()).records
    await live.until_over()
    assert (await live.record(record)).state is RecordState.HELD


def guard(then: GuardAction, when: str = 'source.colour = "red"', **more: int) -> Guard:
    return Guard(name="red-letter", when=when, then=then, reason="Red ones are read aloud.", **more)


@pytest.mark.parametrize(
    ("then", "state"), [(GuardAction.HOLD, RecordState.HELD), (GuardAction.FILTER, RecordState.FILTERED)]
)
async def test_a_guard_holds_or_filters(
    start: StartFlow, platform: Platform, then: GuardAction, state: RecordState
) -> None:
    live = await start(guards=(guard(then),))
    (record,) = (await live.receive()).records
    await live.work_off()
    found = await live.record(record)
    assert (found.state, found.code, found.reason) == (state, "red-letter", "Red ones are read aloud.")
    assert platform.asked == 0


async def test_a_guard_makes_wait_until_it_no_longer_applies(start: StartFlow, platform: Platform) -> None:
    live = await start()
    soon = (live.clock.now() + timedelta(minutes=10)).isoformat()
    when = f'$toMillis(now) < $toMillis("{soon}")'
    live = await start(name="patient", guards=(guard(GuardAction.WAIT, when, deadline_seconds=3600),))
    (record,) = (await live.receive()).records
    await live.work_off()
    assert (await live.record(record)).state is RecordState.IN_FLIGHT
    await live.later(601)
    assert (await live.record(record)).state is RecordState.DELIVERED


async def test_a_guard_that_applies_at_its_deadline_holds(start: StartFlow, platform: Platform) -> None:
    live = await start(guards=(guard(GuardAction.WAIT, "true", deadline_seconds=100),))
    (record,) = (await live.receive()).records
    await live.until_over()
    assert (await live.record(record)).code == "waited-too-long"


async def test_a_guard_that_cannot_be_checked_lets_nothing_pass(start: StartFlow, platform: Platform) -> None:
    live = await start(guards=(guard(GuardAction.FILTER, "$number(source.colour) > 1"),))
    (record,) = (await live.receive()).records
    await live.work_off()
    held = await live.record(record)
    assert (held.state, held.code) == (RecordState.HELD, "mapping-error")
    assert "red-letter" in held.reason


async def test_what_is_filtered_need_not_be_mapped(start: StartFlow, platform: Platform) -> None:
    live = await start(guards=(guard(GuardAction.FILTER, 'source.colour = "mauve"'),))
    (record,) = (await live.receive(colour="mauve")).records
    await live.work_off()
    assert (await live.record(record)).code == "red-letter"


async def test_a_filter_that_cannot_be_checked_leaves_the_first_reason(start: StartFlow, platform: Platform) -> None:
    live = await start(guards=(guard(GuardAction.FILTER, "$number(source.colour) > 1"),))
    (record,) = (await live.receive(colour="mauve")).records
    await live.work_off()
    assert (await live.record(record)).code == "lookup-miss"


async def test_a_row_that_a_guard_misses_releases_too(start: StartFlow, platform: Platform) -> None:
    live = await start(guards=(guard(GuardAction.HOLD, '$xref("colours", source.paper) = "wet"'),))
    (record,) = (await live.receive(paper="blotting")).records
    await live.work_off()
    (hold,) = await holds(live)
    assert (hold.code, hold.owner) == ("lookup-miss", "stationery")
    await live.add_colour("blotting", "dry")
    await live.work_off()
    assert (await live.record(record)).state is RecordState.DELIVERED


async def test_a_row_that_is_added_while_its_record_is_about_to_be_held_is_used(
    start: StartFlow, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = await start()
    mapping = live.station.pipeline.map

    async def add_meanwhile(*args: object, **more: object) -> object:
        mapped = await mapping(*args, **more)  # type: ignore[arg-type]  # handed on as they came
        monkeypatch.undo()
        await live.add_colour("mauve", "lilas")
        return mapped

    monkeypatch.setattr(live.station.pipeline, "map", add_meanwhile)
    (record,) = (await live.receive(colour="mauve")).records
    await live.work_off()
    assert (await live.record(record)).state is RecordState.DELIVERED
    assert platform.held == {"1": [{"id": "1", "colour": "lilas"}]}


async def test_a_plugin_s_guard_holds_with_what_it_says_and_lets_pass_what_is_right(
    start: StartFlow, platform: Platform
) -> None:
    options = {"total": "source.total", "currency": "source.currency", "lines": "source.lines", "quantity": ""}
    live = await start(guards=(Guard(name="totals", plugin="totals-agree", options=options),))
    lines = [{"price": "1.10"}, {"price": "2.20"}]
    (right,) = (await live.receive(id="1", total="3.30", currency="GBP", lines=lines)).records
    (wrong,) = (await live.receive(id="2", total="3.31", currency="GBP", lines=lines)).records
    (unreadable,) = (await live.receive(id="3", lines=lines)).records
    await live.work_off()
    assert (await live.record(right)).state is RecordState.DELIVERED
    told = {hold.record: (hold.code, hold.message) for hold in await holds(live)}
    assert told[wrong] == ("totals", "The parts of the order come to 3.30 GBP, 0.01 less than its total.")
    assert told[unreadable][0] == "amount-unreadable"
    assert [entry.message for entry in await live.journal(wrong) if entry.event.value == "guarded"] == [
        "The guard 'totals' applies: The parts of the order come to 3.30 GBP, 0.01 less than its total."
    ]


async def test_a_guard_that_is_not_installed_stops_its_flow_and_loses_nothing(
    start: StartFlow, platform: Platform
) -> None:
    live = await start(guards=(Guard(name="totals", plugin="totals-agreed"),))
    (record,) = (await live.receive()).records
    await live.work_off()
    async with live.store.read() as work:
        flow = await work.flows.get(await work.projects.get(PROJECT), "letters")
        state = await work.flows.state(flow, ENVIRONMENT)
    assert state.status is FlowStatus.STOPPED
    assert "Did you mean 'totals-agree'?" in state.reason
    assert ((await live.record(record)).state, platform.asked) == (RecordState.IN_FLIGHT, 0)
