"""Held records: seen with what to do, let go on one by one or together, corrected, skipped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from running import FLOW, PLACE, PROJECT, Bell, LiveFlow

from crossdock.errors import Conflict, InvalidInput, Malformed, NotFound
from crossdock.model.access import Principal
from crossdock.model.hold_note import HoldFilters
from crossdock.model.journal import Event
from crossdock.model.lookup import LookupDefinition, LookupMiss, LookupRow, MissPolicy
from crossdock.model.page import PageRequest
from crossdock.model.playbook import Playbook
from crossdock.model.record import AttemptKind, RecordState
from crossdock.studio.studio import Studio

PAGE = PageRequest()
CARRIERS = LookupDefinition(name="carriers", keys=("shopify",), values=("seko",), owner="warehouse team")
BOAT, PLANE = (LookupRow(keys=(name,), values=("X",)) for name in ("Boat", "Plane"))


async def held(flow: LiveFlow, number: int, code: str = "refused", misses: tuple[str, ...] = ()) -> UUID:
    record = await flow.receive(flow.order(number))
    await flow.hold(record, code, [("carriers", key) for key in misses])
    return record


async def story(flow: LiveFlow, record: UUID) -> list[tuple[Event, str]]:
    async with flow.store.read() as work:
        return [(entry.event, entry.actor) for entry in await work.journal.of_record(record)]


async def next_kind(flow: LiveFlow, record: UUID) -> AttemptKind:
    async with flow.store.begin() as work:
        claimed = await work.records.claim(await flow.partition(record), work.now, 10)
    return next(one.kind for one in claimed if one.record.id == record)


async def audited(studio: Studio, caller: Principal) -> list[tuple[str, dict[str, Any]]]:
    entries = (await studio.audit.list(caller, PROJECT, PAGE)).items
    return [(entry.action, entry.details) for entry in entries if entry.action.startswith(("hold.", "lookup."))]


async def test_a_hold_tells_what_to_do(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    first, second = await held(flow, 1, misses=("Boat",)), await held(flow, 2, "outcome-unknown")
    await studio.playbooks.put(editor, PROJECT, Playbook(code="refused", text="Ask the warehouse."))
    found = (await studio.holds.list(editor, PROJECT, PLACE, PAGE)).items
    assert [(one.record, one.playbook) for one in found] == [(first, "Ask the warehouse."), (second, "")]
    one = await studio.holds.get(editor, PROJECT, PLACE, first)
    assert one == found[0]
    assert (one.owner, one.code, one.misses) == (
        "order desk",
        "refused",
        (LookupMiss(table="carriers", key=("Boat",)),),
    )
    only = (await studio.holds.list(editor, PROJECT, PLACE, PAGE, HoldFilters(flow=FLOW, code="outcome-unknown"))).items
    assert [one.record for one in only] == [second]
    with pytest.raises(NotFound):
        await studio.holds.get(editor, PROJECT, "live", first)


async def test_playbooks_are_written_and_deleted(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    await studio.playbooks.put(editor, PROJECT, Playbook(code="refused", text="Ask."))
    assert await studio.playbooks.list(editor, PROJECT) == [Playbook(code="refused", text="Ask.")]
    with pytest.raises(InvalidInput):
        await studio.playbooks.put(editor, PROJECT, Playbook(code="refused", text=" "))
    with pytest.raises(NotFound) as absent:
        await studio.playbooks.delete(editor, PROJECT, "refuse")
    assert "refused" in absent.value.remedy
    await studio.playbooks.delete(editor, PROJECT, "refused")
    assert await studio.playbooks.list(editor, PROJECT) == []


async def test_a_held_record_goes_on(studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell) -> None:
    record = await held(flow, 1)
    bell.rung.clear()
    after = await studio.holds.retry(operator, PROJECT, PLACE, record, "The SKU is known now.")
    assert (after.state, after.code) == (RecordState.IN_FLIGHT, "")
    assert bell.rung == [await flow.partition(record)]
    assert await next_kind(flow, record) is AttemptKind.RELEASE
    assert (await story(flow, record))[-1] == (Event.RELEASED, operator.name)
    assert (await audited(studio, operator))[0] == (
        "hold.retry",
        {"code": "refused", "reason": "The SKU is known now."},
    )


async def test_what_is_not_held_any_more_cannot_be_worked_on(
    studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell
) -> None:
    record = await flow.receive(flow.order(1))
    bell.rung.clear()
    here = (operator, PROJECT, PLACE, record)
    acts = (
        studio.holds.retry(*here),
        studio.holds.edit(*here, b"{}", "Why"),
        studio.holds.skip(*here, "Why"),
    )
    for act in acts:
        with pytest.raises(Conflict) as refused:
            await act
        assert refused.value.stable_code == "not-held"
    assert (bell.rung, await audited(studio, operator)) == ([], [])


async def test_a_correction_keeps_the_original(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    body, better = flow.order(1), flow.order(1, note="Corrected")
    record = await flow.receive(body)
    await flow.hold(record, "source-invalid")
    with pytest.raises(Malformed):
        await studio.holds.edit(operator, PROJECT, PLACE, record, b'{"id":', "Typing")
    after = await studio.holds.edit(operator, PROJECT, PLACE, record, better, "Postcode")
    assert (after.state, after.edited) == (RecordState.IN_FLIGHT, True)
    payload = await studio.records.payload(operator, PROJECT, PLACE, record)
    assert (payload.original, payload.edited, payload.in_use) == (body, better, better)
    assert await next_kind(flow, record) is AttemptKind.EDIT
    assert (await story(flow, record))[-2:] == [(Event.EDITED, operator.name), (Event.RELEASED, operator.name)]
    counts = await studio.flows.counts(operator, PROJECT, PLACE, FLOW)
    assert (counts.in_flight, counts.journal_agrees) == (1, True)


async def test_skipping_lets_what_waits_go_on(studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell) -> None:
    record = await held(flow, 1)
    later = await flow.receive(flow.order(1, updated_at="2026-11-05T08:00:00Z"))
    assert (await studio.holds.get(operator, PROJECT, PLACE, record)).waiting == 1
    assert await flow.due() == set()
    bell.rung.clear()
    with pytest.raises(InvalidInput):
        await studio.holds.skip(operator, PROJECT, PLACE, record, " ")
    after = await studio.holds.skip(operator, PROJECT, PLACE, record, "Cancelled by telephone")
    assert (after.state, after.code, after.reason) == (RecordState.FILTERED, "skipped", "Cancelled by telephone")
    assert bell.rung == [await flow.partition(later)]
    assert await flow.due() == {await flow.partition(later)}
    assert (await story(flow, record))[-1] == (Event.FILTERED, operator.name)
    with pytest.raises(NotFound):
        await studio.holds.get(operator, PROJECT, PLACE, record)


async def test_all_of_one_code_go_on_together(studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell) -> None:
    refused = [await held(flow, number) for number in range(1, 4)]
    other = await held(flow, 9, "outcome-unknown")
    bell.rung.clear()
    assert await studio.holds.retry_all(operator, PROJECT, PLACE, "refused", FLOW) == 3
    assert sorted(bell.rung) == sorted([await flow.partition(record) for record in refused])
    assert [one.record for one in (await studio.holds.list(operator, PROJECT, PLACE, PAGE)).items] == [other]
    assert (await audited(studio, operator))[0] == ("hold.retry-all", {"code": "refused", "released": 3})
    assert await studio.holds.retry_all(operator, PROJECT, PLACE, "refused") == 0
    with pytest.raises(NotFound):
        await studio.holds.retry_all(operator, PROJECT, PLACE, "refused", "order")


async def test_misses_are_grouped_and_a_row_releases_all_that_wait_for_it(
    studio: Studio, flow: LiveFlow, editor: Principal, operator: Principal, bell: Bell
) -> None:
    await studio.lookups.put(editor, PROJECT, CARRIERS, 0)
    boats = [await held(flow, number, "lookup-miss", ("Boat",)) for number in (1, 2)]
    both = await held(flow, 3, "lookup-miss", ("Boat", "Plane"))
    plane = await held(flow, 4, "lookup-miss", ("Plane",))
    groups = {group.key: group for group in await studio.holds.misses(editor, PROJECT, PLACE)}
    assert {key: group.records for key, group in groups.items()} == {("Boat",): 3, ("Plane",): 2}
    assert (groups["Boat",].table, groups["Boat",].flows) == ("carriers", (FLOW,))
    assert await studio.holds.misses(editor, PROJECT, "live") == []
    bell.rung.clear()
    unknown = LookupRow(keys=("Train",), values=("X",))
    assert (await studio.lookups.put_row(operator, PROJECT, "carriers", unknown, "")).released == 0
    assert bell.rung == []
    assert (await studio.lookups.put_row(operator, PROJECT, "carriers", BOAT, "New carrier")).released == 3
    assert sorted(bell.rung) == sorted([await flow.partition(record) for record in (*boats, both)])
    assert [one.record for one in (await studio.holds.list(editor, PROJECT, PLACE, PAGE)).items] == [plane]
    assert (await story(flow, both))[-1] == (Event.RELEASED, operator.name)
    assert (await studio.lookups.put_row(operator, PROJECT, "carriers", BOAT, "Again")).released == 0


async def test_an_import_releases_what_waits_for_one_of_its_rows(
    studio: Studio, flow: LiveFlow, editor: Principal
) -> None:
    await studio.lookups.put(editor, PROJECT, CARRIERS, 0)
    for number, key in ((1, "Boat"), (2, "Plane"), (3, "Train")):
        await held(flow, number, "lookup-miss", (key,))
    made = await studio.lookups.import_rows(editor, PROJECT, "carriers", [BOAT, PLANE], None, "All we have")
    assert (made.released, made.revision.added) == (2, 2)
    assert [group.key for group in await studio.holds.misses(editor, PROJECT)] == [("Train",)]


async def test_another_miss_policy_releases_all_that_wait_for_the_table(
    studio: Studio, flow: LiveFlow, editor: Principal
) -> None:
    await studio.lookups.put(editor, PROJECT, CARRIERS, 0)
    for number, key in ((1, "Boat"), (2, "Plane")):
        await held(flow, number, "lookup-miss", (key,))
    described = LookupDefinition(**{**_fields(CARRIERS), "description": "Carriers"})
    assert (await studio.lookups.put(editor, PROJECT, described, None)).released == 0
    passing = LookupDefinition(**{**_fields(described), "on_miss": MissPolicy.PASS_THROUGH})
    assert (await studio.lookups.put(editor, PROJECT, passing, None)).released == 2
    assert await studio.holds.misses(editor, PROJECT) == []


def _fields(definition: LookupDefinition) -> dict[str, Any]:
    return {name: getattr(definition, name) for name in definition.__struct_fields__}
