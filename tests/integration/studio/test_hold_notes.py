"""What people note about held records: who looks after one, until when it rests, what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from running import PLACE, PROJECT, LiveFlow

from crossdock.errors import InvalidInput, NotFound
from crossdock.model.access import Principal
from crossdock.model.hold_note import HoldFilters, Rest
from crossdock.model.page import PageRequest
from crossdock.studio.studio import Studio

PAGE = PageRequest()


async def held(flow: LiveFlow, number: int, code: str = "refused") -> UUID:
    record = await flow.receive(flow.order(number))
    await flow.hold(record, code)
    return record


async def found(studio: Studio, caller: Principal, **filters: object) -> list[UUID]:
    asked = HoldFilters(**filters)  # type: ignore[arg-type]  # the filters of one test each
    return [hold.record for hold in (await studio.holds.list(caller, PROJECT, PLACE, PAGE, asked)).items]


async def test_somebody_looks_after_a_hold_and_it_is_found_by_that(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    first, second = await held(flow, 1), await held(flow, 2)
    assigned = await studio.hold_notes.assign(operator, PROJECT, PLACE, first, " Robin Example ")
    assert assigned.assignee == "Robin Example"
    assert await found(studio, operator, assignee="Robin Example") == [first]
    assert await found(studio, operator, assignee="") == [second]
    assert await found(studio, operator, owner="order desk") == [first, second]
    assert await found(studio, operator, owner="nobody's desk") == []
    assert (await studio.hold_notes.assign(operator, PROJECT, PLACE, first, "")).assignee == ""
    entries = (await studio.audit.list(operator, PROJECT, PAGE)).items
    assert [(entry.action, entry.details) for entry in entries[:2]] == [
        ("hold.assign", {"assignee": ""}),
        ("hold.assign", {"assignee": "Robin Example"}),
    ]


async def test_whoever_looks_after_a_record_does_so_when_it_is_held_once_more(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await held(flow, 1)
    await studio.hold_notes.assign(operator, PROJECT, PLACE, record, "Robin Example")
    await studio.holds.retry(operator, PROJECT, PLACE, record)
    await flow.hold(record, "outcome-unknown")
    assert (await studio.holds.get(operator, PROJECT, PLACE, record)).assignee == "Robin Example"


async def test_a_hold_rests_until_its_time_comes(
    studio: Studio, flow: LiveFlow, operator: Principal, turn: Callable[[timedelta], None]
) -> None:
    first, second = await held(flow, 1), await held(flow, 2)
    until = datetime.now(UTC) + timedelta(hours=2)
    assert (await studio.hold_notes.snooze(operator, PROJECT, PLACE, first, until)).snoozed_until == until
    assert await found(studio, operator, rest=Rest.SNOOZED) == [first]
    assert await found(studio, operator, rest=Rest.AWAKE) == [second]
    assert await found(studio, operator) == [first, second]
    turn(timedelta(hours=3))
    assert await found(studio, operator, rest=Rest.AWAKE) == [first, second]
    assert (await studio.holds.get(operator, PROJECT, PLACE, first)).snoozed_until is None


async def test_a_snooze_is_taken_back_and_is_not_for_a_later_hold(
    studio: Studio, flow: LiveFlow, operator: Principal, turn: Callable[[timedelta], None]
) -> None:
    record = await held(flow, 1)
    until = datetime.now(UTC) + timedelta(hours=2)
    await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, until)
    assert (await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, None)).snoozed_until is None
    await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, until)
    await studio.holds.retry(operator, PROJECT, PLACE, record)
    turn(timedelta(minutes=1))
    await flow.hold(record, "outcome-unknown")
    assert await found(studio, operator, rest=Rest.AWAKE) == [record]


@pytest.mark.parametrize("until", [timedelta(seconds=-1), timedelta(days=91)])
async def test_a_hold_rests_until_a_time_that_will_come(
    studio: Studio, flow: LiveFlow, operator: Principal, until: timedelta
) -> None:
    record = await held(flow, 1)
    with pytest.raises(InvalidInput):
        await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, datetime.now(UTC) + until)
    with pytest.raises(InvalidInput):
        await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, datetime.now())  # noqa: DTZ005  # the point


async def test_comments_stay_with_the_record_and_out_of_the_audit_log(
    studio: Studio, flow: LiveFlow, operator: Principal, editor: Principal
) -> None:
    record = await held(flow, 1)
    said = await studio.hold_notes.comment(operator, PROJECT, PLACE, record, " They answer on Monday. ")
    assert (said.author, said.text) == (operator.name, "They answer on Monday.")
    assert (await studio.holds.get(operator, PROJECT, PLACE, record)).comments == 1
    await studio.holds.skip(operator, PROJECT, PLACE, record, "They said no.")
    await studio.hold_notes.comment(operator, PROJECT, PLACE, record, "Told the buyer.")
    comments = (await studio.hold_notes.comments(editor, PROJECT, PLACE, record, PAGE)).items
    assert [comment.text for comment in comments] == ["They answer on Monday.", "Told the buyer."]
    entries = (await studio.audit.list(operator, PROJECT, PAGE)).items
    assert [entry.details for entry in entries if entry.action == "hold.comment"] == [{}, {}]
    with pytest.raises(InvalidInput):
        await studio.hold_notes.comment(operator, PROJECT, PLACE, record, "  ")


async def test_nothing_is_noted_elsewhere_or_about_what_is_not_held(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await held(flow, 1)
    with pytest.raises(NotFound):
        await studio.hold_notes.assign(operator, PROJECT, "live", record, "Robin Example")
    with pytest.raises(NotFound):
        await studio.hold_notes.comment(operator, PROJECT, PLACE, uuid4(), "Where is it?")
    await studio.holds.retry(operator, PROJECT, PLACE, record)
    with pytest.raises(NotFound):
        await studio.hold_notes.snooze(operator, PROJECT, PLACE, record, None)


async def test_holds_are_found_by_their_age(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    record = await held(flow, 1)
    later, earlier = (datetime.now(UTC) + timedelta(minutes=by) for by in (1, -1))
    assert await found(studio, operator, held_before=later) == [record]
    assert await found(studio, operator, held_before=earlier) == []
