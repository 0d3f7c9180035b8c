"""Flows: checked when they are stored, paused and resumed, counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from running import DEFINITION, FLOW, GUARD, PLACE, PROJECT, TO_WAREHOUSE, Bell, LiveFlow

from crossdock.errors import Conflict, InvalidInput, NotFound, Rejected, Stale
from crossdock.model.access import Principal
from crossdock.model.flow import FlowSource, FlowStatus, FlowTarget, Retry
from crossdock.model.mapping import MappingNew
from crossdock.model.page import PageRequest
from crossdock.model.problem import Severity
from crossdock.model.record import DeliveryOutcome
from crossdock.studio.studio import Studio

replace = msgspec.structs.replace


async def test_a_flow_is_stored_with_its_revision(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    changed = replace(DEFINITION, owner="night desk")
    put = await studio.flows.put(editor, PROJECT, changed, 1)
    assert (put.created, put.flow.revision, put.flow.definition) == (False, 2, changed)
    again = await studio.flows.put(editor, PROJECT, changed, 2)
    assert again.flow.revision == 2
    assert await studio.flows.get(editor, PROJECT, FLOW) == again.flow
    assert [one.name for one in (await studio.flows.list(editor, PROJECT, PageRequest())).items] == [FLOW]
    with pytest.raises(Stale):
        await studio.flows.put(editor, PROJECT, DEFINITION, 1)


async def test_environments_without_the_connections_are_told_and_no_reason_to_refuse(
    studio: Studio, flow: LiveFlow, editor: Principal
) -> None:
    warnings = (await studio.flows.put(editor, PROJECT, DEFINITION, None)).warnings
    assert [(one.pointer, one.severity) for one in warnings] == [
        ("/source/connection", Severity.WARNING),
        ("/target/connection", Severity.WARNING),
    ]
    assert all("'live'" in one.message for one in warnings)


async def test_all_that_is_wrong_is_said_at_once(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    wrong = replace(
        DEFINITION,
        source=FlowSource(connection="warehouse", webhook="order-creatd"),
        target=FlowTarget(connection="warehouse", operation="create-orders"),
        owner=" ",
        guards=(replace(GUARD, when="source.("), replace(GUARD, reason=""), replace(GUARD, name="refused")),
        retry=Retry(first_seconds=0, attempts=0),
    )
    with pytest.raises(InvalidInput) as refused:
        await studio.flows.put(editor, PROJECT, wrong, None)
    assert refused.value.stable_code == "invalid-flow"
    found = {(one.code, one.pointer) for one in refused.value.problems if one.severity is Severity.ERROR}
    assert {
        ("unknown-webhook", "/source/webhook"),
        ("flow-source", "/source/connection"),
        ("unknown-operation", "/target/operation"),
        ("no-owner", "/owner"),
        ("guard-twice", "/guards/0/name"),
        ("guard-twice", "/guards/1/name"),
        ("no-reason", "/guards/1/reason"),
        ("guard-code", "/guards/2/name"),
        ("out-of-range", "/retry/first_seconds"),
        ("out-of-range", "/retry/attempts"),
    } <= found
    assert any(pointer == "/guards/0/when" and code.startswith("S") for code, pointer in found)
    nearest = {one.pointer: one.remedy for one in refused.value.problems}
    assert "order-created" in nearest["/source/webhook"]
    assert "create-order" in nearest["/target/operation"]


async def test_a_mapping_of_another_resource_or_none_is_refused(
    studio: Studio, flow: LiveFlow, editor: Principal
) -> None:
    other = MappingNew(name="stock", source="shopify/stock_level", target="seko/stock_level")
    await studio.mappings.create(editor, PROJECT, other)
    with pytest.raises(InvalidInput) as refused:
        await studio.flows.put(editor, PROJECT, replace(DEFINITION, mapping="stock"), None)
    errors = [one for one in refused.value.problems if one.severity is Severity.ERROR]
    assert [(one.code, one.pointer) for one in errors] == [
        ("flow-source", "/source/webhook"),
        ("flow-target", "/target/operation"),
    ]
    with pytest.raises(InvalidInput, match="order-to-warehous") as refused:
        await studio.flows.put(editor, PROJECT, replace(DEFINITION, mapping="order-to-warehous"), None)
    assert refused.value.problems[0].code == "unknown-mapping"
    assert TO_WAREHOUSE in refused.value.problems[0].remedy


async def test_a_flow_that_took_something_in_stays(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    await studio.flows.put(editor, PROJECT, replace(DEFINITION, name="unused"), 0)
    await studio.flows.delete(editor, PROJECT, "unused", 1)
    with pytest.raises(NotFound):
        await studio.flows.get(editor, PROJECT, "unused")
    await flow.receive(flow.order(1001))
    with pytest.raises(Conflict) as refused:
        await studio.flows.delete(editor, PROJECT, FLOW, None)
    assert refused.value.stable_code == "has-records"


async def test_a_paused_flow_takes_in_and_goes_on_later(
    studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell
) -> None:
    paused = await studio.flows.pause(operator, PROJECT, PLACE, FLOW, "Stocktaking")
    assert (paused.status, paused.reason, paused.by) == (FlowStatus.PAUSED, "Stocktaking", operator.name)
    record = await flow.receive(flow.order(1001))
    assert await flow.due() == set()
    assert (await studio.flows.states(operator, PROJECT, PLACE))[0].status is FlowStatus.PAUSED
    assert (await studio.flows.states(operator, PROJECT, "live"))[0].status is FlowStatus.RUNNING
    bell.rung.clear()
    assert (await studio.flows.resume(operator, PROJECT, PLACE, FLOW, "")).status is FlowStatus.RUNNING
    assert bell.rung == [await flow.partition(record)]
    actions = [entry.action for entry in (await studio.audit.list(operator, PROJECT, PageRequest())).items]
    assert actions[:2] == ["flow.resume", "flow.pause"]


async def test_the_equation_holds(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    delivered, held, skipped = [await flow.receive(flow.order(number)) for number in (1, 2, 3)]
    await flow.receive(flow.order(4))
    await flow.deliver(delivered, {"a": 1})
    for record in (held, skipped):
        await flow.hold(record, "refused")
    await studio.holds.skip(operator, PROJECT, PLACE, skipped, "Cancelled by telephone")
    with pytest.raises(ValueError, match="not enough values"):
        await flow.receive(flow.order(4))
    with pytest.raises(Rejected):
        await flow.receive(flow.order(5), secret="another")
    counts = await studio.flows.counts(operator, PROJECT, PLACE, FLOW)
    told = (counts.received, counts.delivered, counts.held, counts.filtered, counts.failed, counts.in_flight)
    assert told == (4, 1, 1, 1, 0, 1)
    assert (counts.deliveries, counts.duplicates, counts.rejected, counts.journal_agrees) == (6, 1, 1, True)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert (await studio.flows.counts(operator, PROJECT, PLACE, FLOW, tomorrow)).received == 0


async def test_rejected_deliveries_tell_where_they_came_from(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    await flow.receive(flow.order(1))
    with pytest.raises(Rejected):
        await flow.receive(flow.order(2), secret="another")
    page = PageRequest()
    (rejected,) = (await studio.deliveries.list(operator, PROJECT, PLACE, page, FLOW, DeliveryOutcome.REJECTED)).items
    assert (rejected.source, rejected.code) == ("203.0.113.7", "signature-wrong")
    everything = (await studio.deliveries.list(operator, PROJECT, PLACE, page)).items
    assert [one.outcome for one in everything] == [DeliveryOutcome.REJECTED, DeliveryOutcome.ACCEPTED]
