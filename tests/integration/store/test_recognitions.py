"""Recognition: a message that came before is known again, also while the first one is still being stored."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import anyio
import pytest
from scene import PLACE, Scene
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, InvalidInput
from crossdock.store.unit_of_work import Work


class Mishap(Exception):
    """Something of ours goes wrong before the commit."""


async def come(scene: Scene, work: Work, *tokens: str) -> UUID | None:
    """Take a message in; gives the record it repeats."""
    record_id = uuid7()
    known = await work.recognitions.recognise(scene.orders.id, PLACE, tokens, record_id)
    if known is None:
        await scene.come(work, scene.orders, tokens[0], id=record_id)
    return known


async def recognised(scene: Scene, *tokens: str) -> UUID | None:
    """The record that is known by one of these, without changing anything."""
    try:
        async with scene.store.begin() as work:
            known = await work.recognitions.recognise(scene.orders.id, PLACE, tokens, uuid7())
            raise Mishap
    except Mishap:
        return known


async def test_a_message_is_known_again_by_any_of_its_tokens(scene: Scene) -> None:
    first = uuid7()
    async with scene.store.begin() as work:
        recognise = work.recognitions.recognise
        assert await recognise(scene.orders.id, PLACE, ["event:1", "delivery:1"], first) is None
        await scene.come(work, scene.orders, "1", id=first)
        assert await recognise(scene.orders.id, PLACE, ["event:1", "delivery:2"], uuid7()) == first
        assert await recognise(scene.orders.id, PLACE, ["delivery:2"], uuid7()) == first
        assert await recognise(scene.stock.id, PLACE, ["event:1"], first) is None
        assert await recognise(scene.orders.id, "live", ["event:1"], first) is None


async def test_a_message_without_tokens_is_never_known(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await work.recognitions.recognise(scene.orders.id, PLACE, [], uuid7()) is None


async def test_a_token_said_twice_is_one(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await come(scene, work, "event:1", "event:1") is None


async def test_a_recognition_without_its_record_is_not_kept(scene: Scene) -> None:
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await work.recognitions.recognise(scene.orders.id, PLACE, ["event:1"], uuid7())
    assert await recognised(scene, "event:1") is None


@pytest.mark.parametrize("kept", [True, False])
async def test_the_second_of_two_at_once_waits_for_the_first_and_is_new_only_if_that_one_is_lost(
    scene: Scene, kept: bool
) -> None:
    first_wrote, order = anyio.Event(), list[str]()
    first, second = uuid7(), uuid7()
    answers: list[UUID | None] = []

    async def store_first() -> None:
        async with scene.store.begin() as work:
            assert await work.recognitions.recognise(scene.orders.id, PLACE, ["event:1", "a"], first) is None
            await scene.come(work, scene.orders, "1", id=first)
            first_wrote.set()
            await anyio.sleep(0.3)
            order.append("first ends")
            if not kept:
                raise Mishap

    async def store_second() -> None:
        await first_wrote.wait()
        async with scene.store.begin() as work:
            answers.append(await work.recognitions.recognise(scene.orders.id, PLACE, ["b", "event:1"], second))
            order.append("second knows")
            if answers == [None]:
                await scene.come(work, scene.orders, "1", id=second)

    async def first_with_its_end() -> None:
        try:
            await store_first()
        except Mishap:
            assert not kept

    async with anyio.create_task_group() as group:
        group.start_soon(first_with_its_end)
        group.start_soon(store_second)
    assert order == ["first ends", "second knows"]
    assert answers == [first if kept else None]
    for token in ("b", "event:1"):
        assert await recognised(scene, token) == (first if kept else second)


async def test_twenty_of_the_same_at_once_are_one_record(scene: Scene) -> None:
    answers: list[UUID | None] = []

    async def one() -> None:
        async with scene.store.begin() as work:
            answers.append(await come(scene, work, "event:1", "version:1"))

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(one)
    assert answers.count(None) == 1
    assert len(set(answers)) == 2


def digest(level: int) -> bytes:
    return sha256(str(level).encode()).digest()


async def test_stock_five_four_five_is_three_messages_and_five_again_is_none(scene: Scene) -> None:
    async with scene.store.begin() as work:
        known = [
            await work.recognitions.same_state(scene.stock.id, PLACE, "SKU-1", digest(level))
            for level in (5, 4, 5, 5, 4)
        ]
        assert known == [False, False, False, True, False]
        assert not await work.recognitions.same_state(scene.stock.id, PLACE, "SKU-2", digest(4))
        assert not await work.recognitions.same_state(scene.stock.id, "live", "SKU-1", digest(4))


async def test_of_two_equal_states_at_once_one_is_new(scene: Scene) -> None:
    known: list[bool] = []

    async def one() -> None:
        async with scene.store.begin() as work:
            known.append(await work.recognitions.same_state(scene.stock.id, PLACE, "SKU-1", digest(5)))
            await anyio.sleep(0.05)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(one)
    assert sorted(known) == [False, True, True, True, True]


async def test_what_is_no_digest_is_refused(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await work.recognitions.same_state(scene.stock.id, PLACE, "SKU-1", b"5")
