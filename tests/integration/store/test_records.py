"""Records: what is stored of them, and what the database lets nobody do to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from scene import NOW, PLACE, Scene, after, ended_as, hold_of
from sqlalchemy import text
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, CrossdockError, InvalidInput, NotFound
from crossdock.model.journal import Event
from crossdock.model.page import PageRequest
from crossdock.model.record import AttemptKind, Delivery, DeliveryOutcome, Filters, Record, RecordState
from crossdock.store.database import connect
from crossdock.store.records import RecordNew
from crossdock.store.unit_of_work import Work

SETTLED = (RecordState.DELIVERED, RecordState.FILTERED, RecordState.FAILED)


async def test_a_record_comes_back_as_it_was_stored(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1", version="7", payload=b"sealed")
    async with scene.store.read() as work:
        assert await work.records.get(scene.project, record.id) == record
        assert await work.records.payload(record.id) == (b"sealed", None)
        assert await work.records.source_of(record.id) == (scene.orders.id, 5)
        assert await work.records.of_object(scene.project, PLACE, record.object_id) == [record]


async def test_what_is_not_there_is_not_found(scene: Scene) -> None:
    async with scene.store.read() as work:
        for read in (work.records.payload(uuid7()), work.records.source_of(uuid7())):
            with pytest.raises(NotFound):
                await read
        for read_in in (work.records.get, work.records.lock):
            with pytest.raises(NotFound):
                await read_in(scene.project, uuid7())


async def test_another_projects_record_is_not_found(scene: Scene) -> None:
    other = Scene(scene.store, "another-brand")
    await other.set()
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        with pytest.raises(NotFound):
            await work.records.get(other.project, record.id)


async def test_a_retry_stays_in_flight_and_says_when_and_what_comes_next(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        later = msgspec.structs.replace(record, code="platform", reason="Away.", attempts=1, due_at=after(5))
        await work.records.settle(later, kind=AttemptKind.RETRY)
        assert await work.records.get(scene.project, record.id) == later
        [again] = await work.records.claim(5, after(5), 10)
        assert again.kind is AttemptKind.RETRY


@pytest.mark.parametrize("state", [*SETTLED, RecordState.HELD])
async def test_what_is_not_in_flight_is_not_settled_again(scene: Scene, state: RecordState) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        ended = await scene.end(work, scene.orders, record, state)
        with pytest.raises(Conflict) as refused:
            await work.records.settle(ended_as(record, RecordState.DELIVERED))
        assert refused.value.stable_code == "settled-already"
        assert await work.records.get(scene.project, record.id) == ended


async def test_a_held_record_is_edited_and_let_go_on_and_its_original_stays(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1", payload=b"original")
        await scene.end(work, scene.orders, record, RecordState.HELD)
    async with scene.store.begin() as work:
        await work.records.edit(record.id, b"corrected")
        await work.records.reopen(record.id, AttemptKind.EDIT, after(1))
    async with scene.store.begin() as work:
        assert await work.records.payload(record.id) == (b"original", b"corrected")
        found = await work.records.get(scene.project, record.id)
        assert found == msgspec.structs.replace(record, due_at=after(1), edited=True)
        with pytest.raises(NotFound):
            await work.holds.get(scene.project, record.id)


@pytest.mark.parametrize("state", [*SETTLED, RecordState.IN_FLIGHT])
async def test_only_a_held_record_is_edited_or_let_go_on(scene: Scene, state: RecordState) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        if state is not RecordState.IN_FLIGHT:
            await scene.end(work, scene.orders, record, state)
        for change in (work.records.edit(record.id, b"x"), work.records.reopen(record.id, AttemptKind.EDIT, NOW)):
            with pytest.raises(Conflict) as refused:
                await change
            assert refused.value.stable_code == "not-held"


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": None},
        {"state": RecordState.HELD, "code": "x", "reason": "x"},
        {"state": RecordState.HELD, "due_at": None, "reason": "x"},
        {"state": RecordState.HELD, "due_at": None, "code": "x", "reason": "x", "settled_at": NOW},
        {"state": RecordState.DELIVERED, "due_at": None},
        {"state": RecordState.FILTERED, "due_at": None, "settled_at": NOW, "code": "x"},
        {"state": RecordState.FAILED, "due_at": None, "settled_at": NOW, "reason": "x"},
        {"settled_at": NOW},
        {"attempts": -1},
        {"key": "x" * 1001},
    ],
)
async def test_a_record_that_contradicts_itself_is_refused(scene: Scene, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await scene.come(work, scene.orders, "1", **wrong)


async def test_a_partition_that_does_not_exist_is_refused(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await scene.come(work, scene.orders, "1", partition=64)


@pytest.mark.parametrize("state", SETTLED)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records SET state = 'in-flight', settled_at = NULL, due_at = now()",
        "UPDATE records SET state = 'filtered', code = 'x', reason = 'x'",
        "UPDATE records SET attempts = attempts + 1",
        "UPDATE records SET edited = 'x'",
        "DELETE FROM records",
        "TRUNCATE records CASCADE",
    ],
)
async def test_a_settled_record_stays_as_it_is(
    scene: Scene, database_url: str, state: RecordState, change: str
) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.orders, record, state)
    with pytest.raises(Exception, match="is refused"), connect(database_url) as connection:
        connection.execute(text(change))


@pytest.mark.parametrize("state", [RecordState.IN_FLIGHT, RecordState.HELD])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records SET payload = 'other'",
        "UPDATE records SET key = '2'",
        "UPDATE records SET amount = 1, currency = 'GBP'",
        "UPDATE records SET object_id = id",
        "UPDATE records SET received_at = now()",
    ],
)
async def test_what_came_in_stays_as_it_came(scene: Scene, database_url: str, state: RecordState, change: str) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        if state is RecordState.HELD:
            await scene.end(work, scene.orders, record, state)
    with pytest.raises(Exception, match="is refused"), connect(database_url) as connection:
        connection.execute(text(change))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records SET state = 'delivered', settled_at = now()",
        "UPDATE records SET state = 'failed', settled_at = now()",
    ],
)
async def test_a_held_record_is_not_delivered_or_given_up_without_being_worked_on(
    scene: Scene, database_url: str, change: str
) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.orders, record, RecordState.HELD)
    with pytest.raises(Exception, match="went from held"), connect(database_url) as connection:
        connection.execute(text(change))


async def held_without_a_hold(scene: Scene, work: Work, record: Record) -> None:
    await work.records.settle(ended_as(record, RecordState.HELD))


async def hold_of_a_record_in_flight(scene: Scene, work: Work, record: Record) -> None:
    hold = hold_of(ended_as(record, RecordState.HELD))
    await work.holds.put(record, scene.orders.id, scene.project.id, hold)


async def hold_taken_from_a_held_record(scene: Scene, work: Work, record: Record) -> None:
    await scene.end(work, scene.orders, record, RecordState.HELD)
    await work.holds.delete(record.id)


@pytest.mark.parametrize("act", [held_without_a_hold, hold_of_a_record_in_flight, hold_taken_from_a_held_record])
async def test_a_record_is_held_exactly_while_it_has_a_hold(scene: Scene, act: Any) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
    with pytest.raises(CrossdockError, match="is held without a hold"):
        async with scene.store.begin() as work:
            await act(scene, work, record)


async def test_a_delivery_may_be_stored_after_its_records_and_must_be_stored(scene: Scene) -> None:
    delivery = Delivery(
        id=uuid7(), environment=PLACE, flow="orders", at=NOW, source="192.0.2.1", outcome=DeliveryOutcome.ACCEPTED
    )

    async def add(work: Work, value: str) -> None:
        await work.records.add(await new_of(scene, work, value, delivery))

    async with scene.store.begin() as work:
        await add(work, "1")
        await work.deliveries.add((scene.project, scene.orders, delivery))
    delivery = msgspec.structs.replace(delivery, id=uuid7())
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await add(work, "2")


async def new_of(scene: Scene, work: Work, value: str, delivery: Delivery | None = None) -> RecordNew:
    record = Record(
        id=uuid7(),
        project=scene.project.name,
        environment=PLACE,
        flow="orders",
        object_id=await scene.object(work, value),
        key=value,
        version="",
        received_at=NOW,
        state=RecordState.IN_FLIGHT,
        due_at=NOW,
    )
    return RecordNew(
        record=record,
        flow_id=scene.orders.id,
        project_id=scene.project.id,
        delivery_id=delivery.id if delivery else None,
        partition=5,
        payload=b"sealed",
        supersedes=False,
        blocks=True,
        yields=False,
    )


async def test_many_records_are_stored_in_their_order_at_once(scene: Scene) -> None:
    async with scene.store.begin() as work:
        new = [await new_of(scene, work, str(number)) for number in range(30)]
        await work.records.add(*new)
        claimed = await work.records.claim(5, NOW, 100)
    assert [one.record for one in claimed] == [one.record for one in new]


DAY = datetime(2026, 3, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["3", "2", "1"]),
        (Filters(flow="orders"), ["2", "1"]),
        (Filters(state=RecordState.HELD), ["2"]),
        (Filters(code="refused"), ["2"]),
        (Filters(key="3"), ["3"]),
        (Filters(first_day=date(2026, 3, 29), last_day=date(2026, 3, 29)), ["3", "2"]),
        (Filters(last_day=date(2026, 3, 28)), ["1"]),
        (Filters(first_day=date(2026, 3, 30)), []),
    ],
)
async def test_pages_are_newest_first_and_of_what_is_asked_for(
    scene: Scene, filters: Filters, found: list[str]
) -> None:
    async with scene.store.begin() as work:
        await scene.come(work, scene.orders, "1", received_at=datetime(2026, 3, 28, 23, 59, 59, 999999, tzinfo=UTC))
        held = await scene.come(work, scene.orders, "2", received_at=DAY)
        await scene.end(work, scene.orders, held, RecordState.HELD)
        await scene.come(work, scene.stock, "3", received_at=datetime(2026, 3, 29, 23, 59, 59, tzinfo=UTC))
        page = await work.records.page(scene.project, PLACE, PageRequest(), filters)
        assert [record.key for record in page.items] == found
        first = await work.records.page(scene.project, PLACE, PageRequest(limit=1), filters)
        assert [record.key for record in first.items] == found[:1]
        if first.next is not None:
            rest = await work.records.page(scene.project, PLACE, PageRequest(cursor=first.next), filters)
            assert [record.key for record in rest.items] == found[1:]
        assert (await work.records.page(scene.project, "live", PageRequest(), filters)).items == []


async def test_a_record_is_received_once_in_the_journal_or_the_counts_say_that_it_disagrees(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        assert (await work.records.counts(scene.project, scene.orders, PLACE, None, None)).journal_agrees
        await scene.tell(work, scene.orders, record, Event.RECEIVED)
        assert not (await work.records.counts(scene.project, scene.orders, PLACE, None, None)).journal_agrees
