"""Held records that yield: what is for another target passes them, and nothing for their own does."""

from __future__ import annotations

from scene import NOW, PARTITION, Scene, after

from crossdock.model.record import AttemptKind, Record, RecordState
from crossdock.store.unit_of_work import Work


async def claimed(work: Work) -> list[Record]:
    return [one.record for one in await work.records.claim(PARTITION, NOW, 100)]


async def held_recall(work: Work, scene: Scene) -> Record:
    await scene.add_way_back(work)
    recall = await scene.come(work, scene.recalls, "1")
    return await scene.end(work, scene.recalls, recall, RecordState.HELD)


async def test_what_is_for_another_target_passes_a_held_one_that_yields(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await held_recall(work, scene)
        dispatch = await scene.come(work, scene.dispatches, "1")
        assert await claimed(work) == [dispatch]
        assert await work.records.due_partitions(NOW) == [PARTITION]


async def test_a_newer_state_of_its_flow_waits_and_so_does_another_flow_for_its_target(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await held_recall(work, scene)
        for flow in (scene.recalls, scene.orders, scene.stock):
            await scene.come(work, flow, "1")
        other = await scene.come(work, scene.orders, "2")
        assert await claimed(work) == [other]


async def test_what_waits_for_one_that_yields_keeps_nobody_else_waiting(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await held_recall(work, scene)
        for flow in (scene.recalls, scene.orders):
            await scene.come(work, flow, "1")
        dispatch = await scene.come(work, scene.dispatches, "1")
        assert await claimed(work) == [dispatch]


async def test_in_flight_one_that_yields_stands_before_all(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await scene.add_way_back(work)
        recall = await scene.come(work, scene.recalls, "1", due_at=after(60))
        await scene.come(work, scene.dispatches, "1")
        assert await claimed(work) == []
        await scene.end(work, scene.recalls, recall, RecordState.DELIVERED)
        assert len(await claimed(work)) == 1


async def test_what_passed_goes_on_in_its_own_order(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await held_recall(work, scene)
        first = await scene.come(work, scene.dispatches, "1", due_at=after(60))
        second = await scene.come(work, scene.dispatches, "1")
        assert await claimed(work) == []
        await scene.end(work, scene.dispatches, first, RecordState.DELIVERED)
        assert await claimed(work) == [second]


async def test_released_it_stands_before_all_again_and_what_waited_goes_on_in_its_order(scene: Scene) -> None:
    async with scene.store.begin() as work:
        recall = await held_recall(work, scene)
        newer = await scene.come(work, scene.recalls, "1")
        dispatch = await scene.come(work, scene.dispatches, "1")
        await work.records.reopen(recall.id, AttemptKind.RELEASE, NOW)
        (again,) = await claimed(work)
        assert again.id == recall.id
        await scene.end(work, scene.recalls, again, RecordState.FILTERED, code="skipped")
        assert await claimed(work) == [newer]
        await scene.end(work, scene.recalls, newer, RecordState.DELIVERED)
        assert await claimed(work) == [dispatch]


async def test_a_held_one_that_blocks_is_passed_by_nothing_whatever_yields_before_it(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await held_recall(work, scene)
        dispatch = await scene.come(work, scene.dispatches, "1")
        await scene.end(work, scene.dispatches, dispatch, RecordState.HELD)
        await scene.come(work, scene.dispatches, "1")
        await scene.come(work, scene.orders, "1")
        assert await claimed(work) == []
