"""Claims: what can be worked on, in which order, and what a newer message takes the place of."""

from __future__ import annotations

import msgspec
import pytest
from scene import NOW, PARTITION, PLACE, Scene, after, ended_as

from crossdock.model.flow import FlowState, FlowStatus
from crossdock.model.journal import Event
from crossdock.model.record import Attempt, AttemptKind, Record, RecordState
from crossdock.store.unit_of_work import Work


async def claimed(work: Work, *, at: float = 0, limit: int = 100) -> list[Record]:
    return [one.record for one in await work.records.claim(PARTITION, after(at), limit)]


async def test_records_of_several_objects_are_claimed_oldest_first_and_no_more_than_asked_for(scene: Scene) -> None:
    async with scene.store.begin() as work:
        come = [await scene.come(work, scene.orders, str(number)) for number in range(4)]
        assert await claimed(work, limit=3) == come[:3]
        assert await claimed(work) == come


async def test_one_record_at_a_time_is_claimed_of_an_object_across_flows(scene: Scene) -> None:
    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1")
        cancellation = await scene.come(work, scene.cancellations, "1")
        assert await claimed(work) == [order]
        await scene.end(work, scene.orders, order, RecordState.DELIVERED)
        assert await claimed(work) == [cancellation]


async def test_a_record_is_claimed_when_it_is_due_and_until_then_later_ones_of_its_object_wait(scene: Scene) -> None:
    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1", due_at=after(10))
        await scene.come(work, scene.cancellations, "1")
        assert await claimed(work, at=9) == []
        assert await work.records.due_partitions(after(9)) == []
        assert await claimed(work, at=10) == [order]
        assert await work.records.due_partitions(after(10)) == [PARTITION]


async def test_a_held_order_blocks_later_ones_of_its_object_and_no_others(scene: Scene) -> None:
    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1")
        await scene.come(work, scene.cancellations, "1")
        other = await scene.come(work, scene.orders, "2")
        await scene.end(work, scene.orders, order, RecordState.HELD)
        assert await claimed(work) == [other]


@pytest.mark.parametrize("state", [RecordState.DELIVERED, RecordState.FILTERED, RecordState.FAILED])
async def test_a_settled_record_blocks_nothing(scene: Scene, state: RecordState) -> None:
    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1")
        later = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.orders, order, state)
        assert await claimed(work) == [later]


async def test_a_held_stock_level_does_not_block_other_flows_of_its_object(scene: Scene) -> None:
    async with scene.store.begin() as work:
        stock = await scene.come(work, scene.stock, "1")
        order = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.stock, stock, RecordState.HELD)
        assert await claimed(work) == [order]


@pytest.mark.parametrize("status", [FlowStatus.PAUSED, FlowStatus.STOPPED])
async def test_a_flow_that_does_not_run_keeps_its_records_and_what_comes_behind_them(
    scene: Scene, status: FlowStatus
) -> None:
    def state(status: FlowStatus, environment: str) -> FlowState:
        return FlowState(flow="orders", environment=environment, status=status, since=NOW, by="alex")

    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1")
        await scene.come(work, scene.cancellations, "1")
        await work.flows.set_state(scene.orders, state(status, "live"))
        assert await claimed(work) == [order]
        await work.flows.set_state(scene.orders, state(status, PLACE))
        assert await claimed(work) == []
        assert await work.records.due_partitions(NOW) == []
        await work.flows.set_state(scene.orders, state(FlowStatus.RUNNING, PLACE))
        assert await claimed(work) == [order]


async def test_only_the_partition_that_is_asked_for_is_claimed_from(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await scene.come(work, scene.orders, "1", partition=7)
        here = await scene.come(work, scene.orders, "2")
        assert await claimed(work) == [here]
        assert await work.records.due_partitions(NOW) == [PARTITION, 7]


async def superseded(work: Work, scene: Scene, record: Record, by: Record) -> None:
    found = await work.records.get(scene.project, record.id)
    assert (found.state, found.code, found.due_at) == (RecordState.FILTERED, "superseded", None)
    assert found.settled_at == NOW
    entry = (await work.journal.of_record(record.id))[-1]
    assert (entry.event, entry.actor, entry.flow) == (Event.FILTERED, "worker", "stock")
    assert entry.details == {"code": "superseded", "superseded_by": str(by.id)}


async def test_the_newest_stock_level_takes_the_place_of_all_before_it(scene: Scene) -> None:
    async with scene.store.begin() as work:
        first = await scene.come(work, scene.stock, "1")
        second = await scene.come(work, scene.stock, "1", due_at=after(60))
        third = await scene.come(work, scene.stock, "1")
        assert await claimed(work) == [third]
        await superseded(work, scene, first, by=third)
        await superseded(work, scene, second, by=third)


async def test_a_later_stock_level_counts_also_while_it_is_not_due(scene: Scene) -> None:
    async with scene.store.begin() as work:
        first = await scene.come(work, scene.stock, "1")
        second = await scene.come(work, scene.stock, "1", due_at=after(60))
        assert await claimed(work) == []
        await superseded(work, scene, first, by=second)
        assert await claimed(work, at=60) == [second]


async def test_a_held_stock_level_and_its_hold_go_when_a_newer_one_comes(scene: Scene) -> None:
    async with scene.store.begin() as work:
        held = await scene.come(work, scene.stock, "1")
        await scene.end(work, scene.stock, held, RecordState.HELD)
    async with scene.store.begin() as work:
        assert await claimed(work) == []
        newer = await scene.come(work, scene.stock, "1")
        assert await claimed(work) == [newer]
        await superseded(work, scene, held, by=newer)
        assert await work.holds.misses(scene.project, None) == []
    async with scene.store.read() as work:
        counts = await work.records.counts(scene.project, scene.stock, PLACE, None, None)
    assert (counts.received, counts.filtered, counts.in_flight, counts.journal_agrees) == (2, 1, 1, True)


async def test_a_stock_level_is_not_superseded_by_another_object_or_flow_or_by_an_order_policy(scene: Scene) -> None:
    async with scene.store.begin() as work:
        stock = await scene.come(work, scene.stock, "1")
        other = await scene.come(work, scene.stock, "2")
        await scene.come(work, scene.orders, "1")
        blocking = await scene.come(work, scene.orders, "3")
        await scene.come(work, scene.orders, "3")
        assert await claimed(work) == [stock, other, blocking]


async def test_a_superseded_stock_level_that_waits_does_not_stand_before_an_order(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await scene.come(work, scene.stock, "1", due_at=after(60))
        order = await scene.come(work, scene.orders, "1")
        newer = await scene.come(work, scene.stock, "1")
        assert await work.records.due_partitions(NOW) == [PARTITION]
        assert await claimed(work) == [order]
        await scene.end(work, scene.orders, order, RecordState.DELIVERED)
        assert await claimed(work) == [newer]


async def test_what_is_claimed_says_what_a_pass_needs(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1", payload=b"as it came")
        [first] = await work.records.claim(PARTITION, NOW, 10)
        assert (first.payload, first.kind, first.position) == (b"as it came", AttemptKind.FIRST, 1)
        assert (first.flow_id, first.project_id) == (scene.orders.id, scene.project.id)
        held = await scene.end(work, scene.orders, record, RecordState.HELD)
        await work.records.edit(held.id, b"as it was corrected")
        await work.records.reopen(held.id, AttemptKind.EDIT, NOW)
        [again] = await work.records.claim(PARTITION, NOW, 10)
        assert (again.payload, again.kind, again.position) == (b"as it was corrected", AttemptKind.EDIT, 1)
        assert again.record == msgspec.structs.replace(record, edited=True)


async def test_a_pass_whose_worker_died_counts(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        begun = Attempt(number=1, kind=AttemptKind.FIRST, version=None, started_at=NOW)
        await work.attempts.begin(record.id, begun)
        [again] = await claimed(work)
        assert again == msgspec.structs.replace(record, attempts=1)


async def test_superseding_many_settles_each_and_tells_of_each(scene: Scene) -> None:
    async with scene.store.begin() as work:
        for number in range(20):
            await scene.come(work, scene.stock, str(number % 5))
        assert len(await claimed(work)) == 5
        counts = await work.records.counts(scene.project, scene.stock, PLACE, None, None)
    assert (counts.filtered, counts.in_flight, counts.journal_agrees) == (15, 5, True)


async def test_a_record_settled_while_it_was_being_worked_on_is_not_settled_again(scene: Scene) -> None:
    async with scene.store.begin() as work:
        stock = await scene.come(work, scene.stock, "1")
        await scene.come(work, scene.stock, "1")
        await claimed(work)
        with pytest.raises(Exception, match="not in flight") as refused:
            await work.records.settle(ended_as(stock, RecordState.DELIVERED))
    assert refused.value.stable_code == "settled-already"
