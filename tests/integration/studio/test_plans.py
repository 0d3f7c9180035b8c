"""Plans and proposals: what a version would change, on what really came in."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from running import PLACE, TO_WAREHOUSE, LiveFlow

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.access import Principal
from crossdock.model.field_change import FieldChangeKind
from crossdock.model.fixture import ExpectPartial, Fixture
from crossdock.model.mapping import VersionNew
from crossdock.model.page import PageRequest
from crossdock.model.plan import Plan, PlanBasis, PlanNew
from crossdock.model.project import ProjectSettings
from crossdock.model.promotion import PromotionNew
from crossdock.model.resource import ResourceRef
from crossdock.studio.studio import Studio


@pytest.fixture
def text(catalogue: Catalogue) -> str:
    """A mapping whose output fits the warehouse's order, with the shop's number in it."""
    sample = json.loads(catalogue.resource(ResourceRef("seko", "order")).samples[0].payload)
    sample["WebSalesOrder"]["SalesOrderNumber"] = "(number)"
    return json.dumps(sample).replace('"(number)"', "name")


@pytest.fixture
async def two_versions(studio: Studio, editor: Principal, flow: LiveFlow, text: str) -> None:
    """Version 1 and, with a number that is written differently, version 2."""
    for number, each in ((1, text), (2, text.replace('": name', '": $replace(name, "#", "N")'))):
        new = VersionNew(text=each, reason=f"Version {number}")
        await studio.versions.publish(editor, "acme", TO_WAREHOUSE, new)


PLAN = PlanNew(environment=PLACE, mapping=TO_WAREHOUSE, version=2, against=1)


async def made(studio: Studio, caller: Principal, new: PlanNew = PLAN) -> Plan:
    return [step async for step in await studio.plans.make(caller, "acme", new)][-1]


async def put_live(studio: Studio, approver: Principal, editor: Principal, order: bytes) -> None:
    example = Fixture(name="any", input=order, expect=ExpectPartial(output={}))
    await studio.fixtures.put(editor, "acme", TO_WAREHOUSE, example, 0)
    new = PromotionNew(environment=PLACE, mapping=TO_WAREHOUSE, version=1, reason="First")
    await studio.promotions.promote(approver, "acme", new)


async def test_each_record_that_came_in_is_mapped_by_both(
    studio: Studio, editor: Principal, flow: LiveFlow, two_versions: None
) -> None:
    for number in (1001, 1002, 1003, 1004):
        await flow.receive(flow.order(number))
    plan = await made(studio, editor)
    assert (plan.basis, plan.of, plan.compared, plan.differing, plan.done) == (PlanBasis.RECORDS, 4, 4, 4, True)
    assert [(field.target, field.messages) for field in plan.fields] == [("WebSalesOrder.SalesOrderNumber", 4)]
    newest = plan.examples[0]
    assert (len(plan.examples), newest.name) == (3, "1004")
    assert (newest.values[0].was, newest.values[0].now) == ('"#1004"', '"N1004"')


async def test_progress_is_told_before_the_end(
    studio: Studio, editor: Principal, flow: LiveFlow, two_versions: None
) -> None:
    for number in range(1001, 1031):
        await flow.receive(flow.order(number))
    steps = [step async for step in await studio.plans.make(editor, "acme", PLAN)]
    assert [(step.compared, step.done) for step in steps] == [(0, False), (25, False), (30, True)]


async def test_at_most_as_many_as_asked_for_are_taken(
    studio: Studio, editor: Principal, flow: LiveFlow, two_versions: None
) -> None:
    for number in (1001, 1002, 1003):
        await flow.receive(flow.order(number))
    plan = await made(studio, editor, replace(PLAN, records=2))
    assert (plan.of, [example.name for example in plan.examples]) == (2, ["1003", "1002"])


async def test_where_nothing_came_in_the_fixtures_are_taken(
    studio: Studio, editor: Principal, approver: Principal, two_versions: None, order: bytes
) -> None:
    await put_live(studio, approver, editor, order)
    plan = await made(studio, editor, replace(PLAN, against=None))
    assert (plan.basis, plan.against, plan.of, plan.differing) == (PlanBasis.FIXTURES, 1, 1, 1)
    assert (plan.examples[0].name, plan.examples[0].record) == ("any", None)


async def test_without_anything_live_what_is_mapped_is_new(
    studio: Studio, editor: Principal, flow: LiveFlow, two_versions: None
) -> None:
    await flow.receive(flow.order(1001))
    plan = await made(studio, editor, replace(PLAN, against=None))
    assert (plan.against, plan.newly_mapped) == (None, 1)


async def test_a_version_is_not_compared_with_itself(studio: Studio, editor: Principal, two_versions: None) -> None:
    with pytest.raises(InvalidInput) as refused:
        await made(studio, editor, replace(PLAN, against=2))
    assert refused.value.stable_code == "same-version"
    with pytest.raises(NotFound):
        await made(studio, editor, replace(PLAN, version=7))


async def test_reading_for_a_plan_is_on_record(
    studio: Studio, editor: Principal, admin: Principal, flow: LiveFlow, two_versions: None
) -> None:
    await flow.receive(flow.order(1001))
    await made(studio, editor)
    entries = (await studio.audit.list(admin, "acme", PageRequest(limit=200))).items
    (entry,) = [entry for entry in entries if entry.action == "plan.make"]
    assert (entry.subject, entry.details) == (
        f"mapping {TO_WAREHOUSE} v2 in {PLACE}",
        {"against": 1, "records": 1},
    )


async def test_two_versions_are_compared_field_by_field(studio: Studio, editor: Principal, two_versions: None) -> None:
    diff = await studio.versions.fields(editor, "acme", TO_WAREHOUSE, 1, 2)
    (change,) = diff.fields
    assert (change.target, change.kind) == ("WebSalesOrder.SalesOrderNumber", FieldChangeKind.CHANGED)
    assert diff.note == (
        'WebSalesOrder.SalesOrderNumber changes: it was copied from name, it is name with "#" replaced by "N".',
    )


async def test_a_proposal_says_what_changes_what_stays_and_who_must_approve(
    studio: Studio, editor: Principal, approver: Principal, two_versions: None, order: bytes
) -> None:
    await put_live(studio, approver, editor, order)
    for_editor = await studio.proposals.get(editor, "acme", PLACE, TO_WAREHOUSE, 2)
    for_approver = await studio.proposals.get(approver, "acme", PLACE, TO_WAREHOUSE, 2)
    assert (for_editor.live, for_editor.flows, for_editor.author) == (1, ("orders",), editor.name)
    assert for_editor.note[0] == "In sandbox version 2 takes the place of version 1."
    assert for_editor.note[-1] == "The guards of the flow orders stay as they are: test-order."
    assert (for_editor.approval.may, for_approver.approval.may) == (False, True)
    assert for_editor.approval.words == (
        "You published version 2: somebody else with the role approver or admin must approve it."
    )


async def test_the_author_may_approve_where_the_project_wants_one_pair_of_eyes(
    studio: Studio, admin: Principal, editor: Principal, two_versions: None
) -> None:
    project = await studio.projects.get(admin, "acme")
    settings = ProjectSettings(title=project.title, environments=project.environments, four_eyes=False)
    await studio.projects.change(admin, "acme", settings, None)
    proposal = await studio.proposals.get(editor, "acme", PLACE, TO_WAREHOUSE, 1)
    assert proposal.approval.words == "Somebody with the role approver or admin must approve it."
    assert proposal.note[0] == "Version 1 would be the first that is live in sandbox."
