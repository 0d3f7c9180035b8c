"""The same change to several held records: seen first, then done to each, and nothing lost."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest
from running import PLACE, PROJECT, LiveFlow

from crossdock.errors import Conflict, InvalidInput, Malformed, NotFound
from crossdock.model.access import Principal
from crossdock.model.hold_change import ValueChange
from crossdock.model.journal import Event
from crossdock.model.page import PageRequest
from crossdock.model.record import AttemptKind, RecordState
from crossdock.studio.studio import Studio

NOTE = ValueChange(pointer="/note", value=b'"Leave it at the door"')


async def held(flow: LiveFlow, number: int, body: bytes | None = None) -> UUID:
    record = await flow.receive(body or flow.order(number, note=None, current_total_price="10.10"))
    await flow.hold(record, "refused")
    return record


async def test_a_change_is_seen_before_it_is_made(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    records = [await held(flow, number) for number in (1, 2)]
    seen = await studio.hold_changes.preview(operator, PROJECT, PLACE, records, NOTE)
    assert [(one.record, one.was, one.now, one.message) for one in seen] == [
        (record, b"null", NOTE.value, "") for record in records
    ]
    assert [(await studio.holds.get(operator, PROJECT, PLACE, record)).code for record in records] == ["refused"] * 2
    (entry, *_) = (await studio.audit.list(operator, PROJECT, PageRequest())).items
    assert entry.action == "hold.preview-change"
    assert entry.details == {"pointer": "/note", "records": [str(record) for record in records]}


async def test_where_it_cannot_be_made_the_preview_says_why(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await held(flow, 1)
    line = ValueChange(pointer="/line_items/99/sku", value=b'"MUG"')
    (seen,) = await studio.hold_changes.preview(operator, PROJECT, PLACE, [record], line)
    assert (seen.was, seen.now) == (None, None)
    assert "it has no '99'" in seen.message


async def test_a_change_lets_the_record_go_on_and_keeps_the_rest(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await held(flow, 1)
    before = (await studio.records.payload(operator, PROJECT, PLACE, record)).original
    changed = await studio.holds.change(operator, PROJECT, PLACE, record, NOTE, "They told us by telephone")
    payload = await studio.records.payload(operator, PROJECT, PLACE, record)
    assert (changed.state, changed.edited, payload.original) == (RecordState.IN_FLIGHT, True, before)
    assert json.loads(payload.in_use) == json.loads(before) | {"note": "Leave it at the door"}
    async with flow.store.begin() as work:
        told = [entry for entry in await work.journal.of_record(record) if entry.event is Event.EDITED]
        claimed = await work.records.claim(await flow.partition(record), work.now, 10)
    assert [entry.message for entry in told] == ["/note changed by an operator: They told us by telephone."]
    assert [one.kind for one in claimed] == [AttemptKind.EDIT]
    actions = [entry.action for entry in (await studio.audit.list(operator, PROJECT, PageRequest())).items]
    assert "hold.change" in actions


async def test_a_second_change_stands_on_the_first(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    record = await held(flow, 1)
    await studio.holds.change(operator, PROJECT, PLACE, record, NOTE, "First")
    await flow.hold(record, "refused")
    again = ValueChange(pointer="/current_total_price", value=b'"12.00"')
    await studio.holds.change(operator, PROJECT, PLACE, record, again, "Second")
    in_use = json.loads((await studio.records.payload(operator, PROJECT, PLACE, record)).in_use)
    assert (in_use["note"], in_use["current_total_price"]) == ("Leave it at the door", "12.00")


async def test_what_cannot_be_changed_is_refused(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    record = await held(flow, 1)
    preview, change = studio.hold_changes.preview, studio.holds.change
    with pytest.raises(Malformed):
        await preview(operator, PROJECT, PLACE, [record], ValueChange(pointer="/note", value=b"{"))
    with pytest.raises(InvalidInput, match="no JSON pointer"):
        await preview(operator, PROJECT, PLACE, [record], ValueChange(pointer="note", value=b"1"))
    with pytest.raises(InvalidInput, match="too many"):
        await preview(operator, PROJECT, PLACE, [uuid4()] * 201, NOTE)
    with pytest.raises(NotFound):
        await preview(operator, PROJECT, PLACE, [uuid4()], NOTE)
    with pytest.raises(InvalidInput, match="Nothing can stand"):
        await change(operator, PROJECT, PLACE, record, ValueChange(pointer="/note/x", value=b"1"), "")
    await studio.holds.retry(operator, PROJECT, PLACE, record)
    with pytest.raises(Conflict):
        await change(operator, PROJECT, PLACE, record, NOTE, "")


async def test_the_items_of_a_record_are_told_without_the_rest(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await flow.receive(flow.order(1))
    told = [line["sku"] for line in json.loads(flow.order(1))["line_items"]]
    assert list(await studio.records.skus(operator, PROJECT, PLACE, record)) == list(dict.fromkeys(told))
    (entry, *_) = (await studio.audit.list(operator, PROJECT, PageRequest())).items
    assert (entry.action, entry.details) == ("record.read", {"read": "skus"})
