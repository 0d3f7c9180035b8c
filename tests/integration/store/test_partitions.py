"""Partitions: whoever takes one waits for whoever writes there, who then writes nothing more."""

from __future__ import annotations

import anyio
import pytest
from scene import PARTITION, Scene
from sqlalchemy import text

from crossdock.errors import NotFound
from crossdock.model.record import PARTITIONS
from crossdock.store.database import connect
from crossdock.store.partitions import EpochLost


async def test_all_partitions_are_there_from_the_beginning(database_url: str) -> None:
    with connect(database_url) as connection:
        numbers = list(connection.scalars(text("SELECT number FROM partitions ORDER BY number")))
    assert numbers == list(range(PARTITIONS))


async def test_each_taking_begins_an_epoch_and_ends_the_one_before(scene: Scene) -> None:
    async with scene.store.begin() as work:
        first = await work.partitions.take(PARTITION, "one")
        await work.partitions.require(PARTITION, first)
        second = await work.partitions.take(PARTITION, "two")
        assert second == first + 1
        await work.partitions.require(PARTITION, second)
        with pytest.raises(EpochLost) as lost:
            await work.partitions.require(PARTITION, first)
    assert lost.value.stable_code == "epoch-lost"


async def test_a_partition_that_does_not_exist_is_not_found(scene: Scene) -> None:
    async with scene.store.begin() as work:
        with pytest.raises(NotFound):
            await work.partitions.take(PARTITIONS, "one")


async def test_a_writer_ends_before_its_partition_is_taken_and_is_told_afterwards(scene: Scene) -> None:
    order: list[str] = []
    writing, taken = anyio.Event(), anyio.Event()
    async with scene.store.begin() as work:
        epoch = await work.partitions.take(PARTITION, "frozen")

    async def write() -> None:
        async with scene.store.begin() as work:
            await work.partitions.require(PARTITION, epoch)
            writing.set()
            await anyio.sleep(0.3)
            await scene.come(work, scene.orders, "1")
            order.append("written")
        await taken.wait()
        async with scene.store.begin() as work:
            with pytest.raises(EpochLost):
                await work.partitions.require(PARTITION, epoch)
        order.append("told")

    async def take() -> None:
        await writing.wait()
        async with scene.store.begin() as work:
            assert await work.partitions.take(PARTITION, "awake") == epoch + 1
            order.append("taken")
            assert len(await work.records.of_object(scene.project, "sandbox", await scene.object(work, "1"))) == 1
        taken.set()

    async with anyio.create_task_group() as group:
        group.start_soon(write)
        group.start_soon(take)
    assert order == ["written", "taken", "told"]


async def test_a_writer_that_comes_while_its_partition_is_being_taken_is_told(scene: Scene) -> None:
    taking = anyio.Event()
    async with scene.store.begin() as work:
        epoch = await work.partitions.take(PARTITION, "frozen")

    async def take() -> None:
        async with scene.store.begin() as work:
            await work.partitions.take(PARTITION, "awake")
            taking.set()
            await anyio.sleep(0.2)

    async def write() -> None:
        await taking.wait()
        async with scene.store.begin() as work:
            with pytest.raises(EpochLost):
                await work.partitions.require(PARTITION, epoch)

    async with anyio.create_task_group() as group:
        group.start_soon(take)
        group.start_soon(write)


async def test_several_write_in_a_partition_at_once(scene: Scene) -> None:
    async with scene.store.begin() as work:
        epoch = await work.partitions.take(PARTITION, "one")
    async with scene.store.begin() as one, scene.store.begin() as another:
        await one.partitions.require(PARTITION, epoch)
        await another.partitions.require(PARTITION, epoch)
