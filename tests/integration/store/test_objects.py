"""Business objects: one for each resolving name, found by any."""

from __future__ import annotations

from uuid import UUID

import anyio
import pytest
from scene import PLACE, Scene
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, InvalidInput
from crossdock.model.record import Identity

ORDER = Identity("shop", "order", "1042")


async def test_twenty_at_once_who_resolve_a_name_have_one_object(scene: Scene) -> None:
    found: list[UUID] = []

    async def one() -> None:
        async with scene.store.begin() as work:
            found.append(await work.objects.resolve(scene.project, PLACE, ORDER))

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(one)
    assert len(found) == 20
    assert len(set(found)) == 1
    async with scene.store.read() as work:
        assert await work.objects.find(scene.project, PLACE, "1042") == found[:1]


async def test_records_of_an_object_become_visible_in_the_order_of_their_positions(scene: Scene) -> None:
    resolved, seen = anyio.Event(), list[list[str]]()

    async def slow() -> None:
        async with scene.store.begin() as work:
            await scene.come(work, scene.orders, "1", version="first")
            resolved.set()
            await anyio.sleep(0.2)

    async def quick() -> None:
        await resolved.wait()
        async with scene.store.begin() as work:
            await scene.come(work, scene.orders, "1", version="second")
        async with scene.store.read() as work:
            found = await work.records.of_object(scene.project, PLACE, await scene.object(work, "1"))
            seen.append([record.version for record in found])

    async with scene.store.begin() as work:
        await scene.object(work, "1")
    async with anyio.create_task_group() as group:
        group.start_soon(slow)
        group.start_soon(quick)
    assert seen == [["first", "second"]]


async def test_names_are_of_one_project_and_environment_and_connection_and_kind(scene: Scene) -> None:
    other = Scene(scene.store, "another-brand")
    await other.set()
    async with scene.store.begin() as work:
        made = [
            await work.objects.resolve(scene.project, PLACE, ORDER),
            await work.objects.resolve(other.project, PLACE, ORDER),
            await work.objects.resolve(scene.project, "live", ORDER),
            await work.objects.resolve(scene.project, PLACE, Identity("shop-two", "order", "1042")),
            await work.objects.resolve(scene.project, PLACE, Identity("shop", "refund", "1042")),
        ]
        assert len(set(made)) == 5
        assert await work.objects.resolve(scene.project, PLACE, ORDER) == made[0]
        assert await work.objects.find(scene.project, PLACE, "1042") == sorted((made[0], *made[3:]), reverse=True)


async def test_an_object_is_found_by_every_name_its_id_and_its_records(scene: Scene) -> None:
    names = [Identity("warehouse", "order", "WH-7"), Identity("shop", "order-name", "#1042")]
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1042")
        assert await work.objects.name(scene.project, PLACE, record.object_id, names, resolving=1) == []
        assert await work.objects.name(scene.project, PLACE, record.object_id, names, resolving=1) == []
        for value in ("1042", "WH-7", "#1042", str(record.id), str(record.object_id), record.id.hex.upper()):
            assert await work.objects.find(scene.project, PLACE, value) == [record.object_id]
            assert await work.objects.find(scene.project, "live", value) == []
        assert await work.objects.find(scene.project, PLACE, "WH-8") == []
        assert await work.objects.find(scene.project, PLACE, str(uuid7())) == []
        assert await work.objects.identities(scene.project, PLACE, record.object_id) == tuple(sorted([ORDER, *names]))
        assert await work.objects.resolve(scene.project, PLACE, names[0]) == record.object_id


async def test_several_objects_share_a_name_for_search_and_none_that_resolves(scene: Scene) -> None:
    resolving, searched = Identity("warehouse", "order", "WH-7"), Identity("shop", "customer", "C-1")
    async with scene.store.begin() as work:
        first = await work.objects.resolve(scene.project, PLACE, ORDER)
        second = await work.objects.resolve(scene.project, PLACE, Identity("shop", "order", "1043"))
        name = work.objects.name
        assert await name(scene.project, PLACE, first, [resolving, searched], resolving=1) == []
        assert await name(scene.project, PLACE, second, [resolving, searched], resolving=1) == [resolving]
        assert await work.objects.resolve(scene.project, PLACE, resolving) == first
        assert await work.objects.find(scene.project, PLACE, "C-1") == [second, first]
        assert resolving not in await work.objects.identities(scene.project, PLACE, second)


async def test_a_name_for_search_may_become_one_that_resolves(scene: Scene) -> None:
    number = Identity("warehouse", "order", "WH-7")
    async with scene.store.begin() as work:
        made = await work.objects.resolve(scene.project, PLACE, ORDER)
        await work.objects.name(scene.project, PLACE, made, [number])
        assert await work.objects.name(scene.project, PLACE, made, [number], resolving=1) == []
        assert await work.objects.resolve(scene.project, PLACE, number) == made
        assert (await work.objects.identities(scene.project, PLACE, made)).count(number) == 1


async def test_a_name_that_fits_into_no_index_is_refused(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await work.objects.resolve(scene.project, PLACE, Identity("shop", "order", "1" * 1001))


async def test_an_environment_that_is_none_is_refused(scene: Scene) -> None:
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await work.objects.resolve(scene.project, "uat", ORDER)
