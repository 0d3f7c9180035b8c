"""Records: read, replayed, sent again, made fixtures of; timelines by any name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from running import FLOW, PLACE, PROJECT, TO_WAREHOUSE, Bell, LiveFlow

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import Conflict, InvalidInput, NotFound, Stale
from crossdock.model.access import Principal
from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import ExpectHold, ExpectOutput, ExpectPartial, Fixture
from crossdock.model.journal import Event
from crossdock.model.lookup import LookupDefinition, LookupRow
from crossdock.model.mapping import VersionNew
from crossdock.model.money import Money
from crossdock.model.page import PageRequest
from crossdock.model.promotion import PromotionNew
from crossdock.model.record import EffectState, Filters, RecordState
from crossdock.model.replay import ReplayWith
from crossdock.model.resource import ResourceRef
from crossdock.studio.studio import Studio

PAGE = PageRequest()


@pytest.fixture
def text(catalogue: Catalogue) -> str:
    """A mapping that gives an order the warehouse takes, with the shop's number, city and buyer."""
    sample = json.loads(catalogue.resource(ResourceRef("seko", "order")).samples[0].payload)
    sample["WebSalesOrder"]["SalesOrderNumber"] = "(name)"
    sample["DeliveryDetails"]["City"] = "(shipping_address.city)"
    return json.dumps(sample).replace('"(', "").replace(')"', "")


class Versions:
    """Publishes texts of the flow's mapping and puts them live."""

    def __init__(self, studio: Studio, editor: Principal, approver: Principal, order: bytes) -> None:
        self._studio, self._editor, self._approver, self._order = studio, editor, approver, order

    async def publish(self, text: str) -> int:
        new = VersionNew(reason="A test.", text=text)
        return (await self._studio.versions.publish(self._editor, PROJECT, TO_WAREHOUSE, new)).number

    async def promote(self, text: str) -> int:
        number = await self.publish(text)
        example = Fixture(name="any-order", input=self._order, expect=ExpectPartial(output={}))
        await self._studio.fixtures.put(self._editor, PROJECT, TO_WAREHOUSE, example, None)
        new = PromotionNew(environment=PLACE, mapping=TO_WAREHOUSE, version=number, reason="A test.")
        await self._studio.promotions.promote(self._approver, PROJECT, new)
        return number


@pytest.fixture
def versions(studio: Studio, flow: LiveFlow, editor: Principal, approver: Principal, order: bytes) -> Versions:
    return Versions(studio, editor, approver, order)


def written(text: str, number: str, city: str) -> dict[str, Any]:
    """What the text gives for an order."""
    found: dict[str, Any] = json.loads(
        text.replace("shipping_address.city", f'"{city}"').replace(": name", f': "{number}"')
    )
    return found


async def actions(studio: Studio, caller: Principal) -> list[str]:
    return [entry.action for entry in (await studio.audit.list(caller, PROJECT, PAGE)).items]


async def test_records_are_listed_newest_first_and_filtered(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    first, second = await flow.receive(flow.order(1)), await flow.receive(flow.order(2))
    await flow.hold(first, "refused")

    async def found(**filters: Any) -> list[UUID]:
        page = await studio.records.list(operator, PROJECT, PLACE, PAGE, Filters(**filters))
        return [record.id for record in page.items]

    assert await found() == [second, first]
    assert await found(state=RecordState.HELD) == await found(code="refused") == await found(key="1") == [first]
    today = datetime.now(UTC).date()
    assert await found(flow=FLOW, first_day=today, last_day=today) == [second, first]
    assert await found(first_day=today + timedelta(days=1)) == []
    assert (await studio.records.list(operator, PROJECT, "live", PAGE, Filters())).items == []


async def test_a_record_is_of_its_environment_alone(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    record = await flow.receive(flow.order(1))
    assert (await studio.records.get(operator, PROJECT, PLACE, record)).key == "1"
    for read in (
        studio.records.get,
        studio.records.payload,
        studio.records.attempts,
        studio.records.effects,
        studio.records.journal,
    ):
        with pytest.raises(NotFound):
            await read(operator, PROJECT, "live", record)


async def test_what_happened_to_a_record_can_be_read(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    record = await flow.receive(flow.order(1))
    await flow.deliver(record, {"a": 1})
    (attempt,) = await studio.records.attempts(operator, PROJECT, PLACE, record)
    (effect,) = await studio.records.effects(operator, PROJECT, PLACE, record)
    assert (attempt.outcome, effect.state) == ("delivered", EffectState.CONFIRMED)
    entries = await studio.records.journal(operator, PROJECT, PLACE, record)
    assert [entry.event for entry in entries] == [Event.RECEIVED, Event.DELIVERED]


async def test_each_reading_of_a_payload_is_on_record(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    body = flow.order(1)
    record = await flow.receive(body)
    payload = await studio.records.payload(operator, PROJECT, PLACE, record)
    assert (payload.original, payload.edited) == (body, None)
    (entry,) = [one for one in (await studio.audit.list(operator, PROJECT, PAGE)).items if one.action == "record.read"]
    assert (entry.actor, entry.subject) == (operator.name, f"record {record}")


async def test_a_timeline_is_found_by_any_name(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    first = await flow.receive(flow.order(1042))
    second = await flow.receive(flow.order(1042, updated_at="2026-11-05T08:00:00Z"))
    await flow.receive(flow.order(77))
    timeline = await studio.timelines.get(operator, PROJECT, PLACE, "#1042")
    assert [record.id for record in timeline.records] == [first, second]
    assert [entry.record for entry in timeline.entries] == [first, second]
    assert {"#1042", "1042"} <= {identity.value for identity in timeline.identities}
    for name in ("1042", str(first), str(timeline.object_id)):
        assert await studio.timelines.get(operator, PROJECT, PLACE, name) == timeline
    with pytest.raises(NotFound):
        await studio.timelines.get(operator, PROJECT, PLACE, "#104")
    with pytest.raises(NotFound):
        await studio.timelines.get(operator, PROJECT, "live", "#1042")


async def test_a_replay_tells_what_is_not_what_was_written(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    assert await versions.promote(text) == 1
    body = flow.order(1)
    record = await flow.receive(body)
    city = json.loads(body)["shipping_address"]["city"]
    await flow.deliver(record, written(text, "#1", city))
    assert await versions.promote(text.replace("shipping_address.city", "$uppercase(shipping_address.city)")) == 2
    await studio.drafts.save(editor, PROJECT, TO_WAREHOUSE, text.replace("shipping_address.city", '"Draft"'), None)

    async def replayed(using: ReplayWith) -> tuple[int | None, list[tuple[str, Any, Any]]]:
        found = await studio.replays.rehearse(editor, PROJECT, PLACE, record, using)
        assert (found.hold, found.compared) == (None, True)
        return found.version, [(one.pointer, one.expected, one.actual) for one in found.differs]

    place = "/DeliveryDetails/City"
    assert await replayed(ReplayWith.RAN) == (1, [])
    assert await replayed(ReplayWith.LIVE) == (2, [(place, city, city.upper())])
    assert await replayed(ReplayWith.DRAFT) == (None, [(place, city, "Draft")])
    assert (await actions(studio, editor)).count("record.replay") == 3
    assert (await studio.flows.counts(editor, PROJECT, PLACE, FLOW)).received == 1


async def test_a_replay_of_what_ran_reads_the_lookups_of_then(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    carriers = LookupDefinition(name="carriers", keys=("shopify",), values=("seko",), owner="warehouse team")
    await studio.lookups.put(editor, PROJECT, carriers, 0)
    old = LookupRow(keys=("any",), values=("Old town",))
    then = (await studio.lookups.put_row(editor, PROJECT, "carriers", old, "")).lookup.revision
    looking_up = text.replace("shipping_address.city", '$xref("carriers", "any")')
    await versions.promote(looking_up)
    record = await flow.receive(flow.order(1))
    await flow.deliver(record, written(text, "#1", "Old town"), lookups=then)
    await studio.lookups.put_row(editor, PROJECT, "carriers", LookupRow(keys=("any",), values=("New town",)), "")
    assert (await studio.replays.rehearse(editor, PROJECT, PLACE, record, ReplayWith.RAN)).differs == ()
    (today,) = (await studio.replays.rehearse(editor, PROJECT, PLACE, record, ReplayWith.LIVE)).differs
    assert (today.expected, today.actual) == ("Old town", "New town")


async def test_a_replay_needs_a_text(studio: Studio, flow: LiveFlow, editor: Principal) -> None:
    record = await flow.receive(flow.order(1))
    for using, code in (
        (ReplayWith.RAN, "never-mapped"),
        (ReplayWith.LIVE, "nothing-live"),
        (ReplayWith.DRAFT, "no-text"),
    ):
        with pytest.raises((Conflict, NotFound)) as refused:
            await studio.replays.rehearse(editor, PROJECT, PLACE, record, using)
        assert refused.value.stable_code == code


async def test_a_replay_that_would_be_held_says_why(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    await versions.publish(text)
    record = await flow.receive(flow.order(1, shipping_address=None))
    found = await studio.replays.rehearse(editor, PROJECT, PLACE, record, ReplayWith.DRAFT)
    assert found.hold is not None
    assert (found.hold.code, found.compared, found.differs) == (HoldCode.TARGET_INVALID, False, ())


async def test_a_record_that_is_sent_again_is_worth_the_same(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    record = await flow.receive(flow.order(1, current_total_price="149.50", currency="GBP"))
    await flow.deliver(record, {})
    child = await studio.replays.repeat(operator, PROJECT, PLACE, record)
    async with flow.store.read() as work:
        assert await work.records.worth(child.id) == Money(amount="149.50", currency="GBP")


async def test_a_record_is_sent_again_as_one_of_its_own(
    studio: Studio, flow: LiveFlow, operator: Principal, bell: Bell
) -> None:
    record = await flow.receive(flow.order(1))
    with pytest.raises(Conflict) as refused:
        await studio.replays.repeat(operator, PROJECT, PLACE, record)
    assert refused.value.stable_code == "not-settled"
    await flow.deliver(record, {"a": 1})
    bell.rung.clear()
    child = await studio.replays.repeat(operator, PROJECT, PLACE, record)
    assert (child.parent, child.key, child.state) == (record, "1", RecordState.IN_FLIGHT)
    assert bell.rung == [await flow.partition(record)]
    assert await studio.records.get(operator, PROJECT, PLACE, child.id) == child
    original, again = [
        (await studio.records.payload(operator, PROJECT, PLACE, one)).in_use for one in (record, child.id)
    ]
    assert original == again
    last = (await studio.records.journal(operator, PROJECT, PLACE, record))[-1]
    assert (last.event, last.actor, last.details) == (Event.REPEATED, operator.name, {"child": str(child.id)})
    counts = await studio.flows.counts(operator, PROJECT, PLACE, FLOW)
    assert (counts.received, counts.in_flight, counts.delivered, counts.journal_agrees) == (2, 1, 1, True)


async def test_a_record_becomes_a_fixture_with_nothing_personal_in_it(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    await versions.promote(text)
    body = flow.order(1042, email="quentin.zebrowski@mail.example", note="Ring Quentin Zebrowski")
    record = await flow.receive(body)
    made = await studio.captures.fixture(editor, PROJECT, PLACE, record, "two-mugs")
    assert (made.mapping, made.stored.fixture.name) == (TO_WAREHOUSE, "two-mugs")
    left = made.stored.fixture.input.decode().casefold()
    assert not {"quentin", "zebrowski"} & set(left.replace('"', " ").replace(".", " ").split())
    given = json.loads(made.stored.fixture.input)
    assert (given["id"], given["name"], given["created_at"]) == (1042, "#1042", json.loads(body)["created_at"])
    for kept in ("id", "sku", "quantity", "price_set", "requires_shipping"):
        assert [line[kept] for line in given["line_items"]] == [line[kept] for line in json.loads(body)["line_items"]]
    expect = made.stored.fixture.expect
    assert isinstance(expect, ExpectOutput)
    assert expect.output["WebSalesOrder"]["SalesOrderNumber"] == "#1042"
    assert expect.output["DeliveryDetails"]["City"] == given["shipping_address"]["city"]
    assert given["shipping_address"]["city"] != json.loads(body)["shipping_address"]["city"]
    report = await studio.preview.test(editor, PROJECT, TO_WAREHOUSE, None, 1)
    assert report.failed == 0
    assert "record.capture" in await actions(studio, editor)
    with pytest.raises(Stale):
        await studio.captures.fixture(editor, PROJECT, PLACE, record, "two-mugs")


async def test_a_fixture_ignores_what_only_time_changes(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    await versions.promote(text.replace("shipping_address.city", "$now()"))
    record = await flow.receive(flow.order(1))
    expect = (await studio.captures.fixture(editor, PROJECT, PLACE, record, "timed")).stored.fixture.expect
    assert isinstance(expect, ExpectOutput)
    assert expect.ignore == ("/DeliveryDetails/City",)
    assert (await studio.preview.test(editor, PROJECT, TO_WAREHOUSE, None, 1)).failed == 0


async def test_a_record_that_is_held_becomes_a_fixture_that_expects_it(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    record = await flow.receive(flow.order(1, shipping_address=None))
    with pytest.raises(NotFound) as absent:
        await studio.captures.fixture(editor, PROJECT, PLACE, record, "no-address")
    assert absent.value.stable_code == "nothing-live"
    await versions.promote(text)
    made = await studio.captures.fixture(editor, PROJECT, PLACE, record, "no-address")
    assert made.stored.fixture.expect == ExpectHold(code=HoldCode.TARGET_INVALID)


async def test_what_is_no_json_becomes_no_fixture(
    studio: Studio, flow: LiveFlow, editor: Principal, versions: Versions, text: str
) -> None:
    await versions.promote(text)
    record = await flow.receive(b"order 1042, please")
    payload = await studio.records.payload(editor, PROJECT, PLACE, record)
    assert payload.original == b"order 1042, please"
    with pytest.raises(InvalidInput) as refused:
        await studio.captures.fixture(editor, PROJECT, PLACE, record, "no-json")
    assert refused.value.stable_code == "not-json"


async def test_there_is_no_such_record(studio: Studio, flow: LiveFlow, operator: Principal) -> None:
    with pytest.raises(NotFound):
        await studio.records.get(operator, PROJECT, PLACE, uuid4())
