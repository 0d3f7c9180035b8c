"""Allowances: a bucket of tokens for each connection, and pauses that a platform asks for."""

from __future__ import annotations

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import NOW, Scene, after
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict
from crossdock.store.unit_of_work import Work


async def take(scene: Scene, work: Work, at: float, wanted: int) -> tuple[int, float]:
    """Of a bucket of four that is refilled at two a second."""
    return await work.allowances.take(scene.connection.id, 2.0, 4, wanted, after(at))


async def test_a_bucket_is_full_at_first_and_refilled_at_its_rate(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await take(scene, work, 0, 3) == (3, 0.0)
        assert await take(scene, work, 0, 3) == (1, 0.5)
        assert await take(scene, work, 0.25, 1) == (0, 0.25)
        assert await take(scene, work, 0.5, 3) == (1, 0.5)
        assert await take(scene, work, 60, 9) == (4, 0.5)


async def test_more_than_the_bucket_holds_is_not_granted_at_first_either(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await take(scene, work, 0, 9) == (4, 0.5)


async def test_a_pause_wins_over_tokens_and_lets_one_request_out_when_it_ends(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await take(scene, work, 0, 1) == (1, 0.0)
        await work.allowances.pause(scene.connection.id, after(10))
        await work.allowances.pause(scene.connection.id, after(5))
        assert await take(scene, work, 4, 1) == (0, 6.0)
        assert await take(scene, work, 10, 3) == (1, 0.5)
        assert await take(scene, work, 10.5, 3) == (1, 0.5)


async def test_a_pause_holds_before_anything_was_taken(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await work.allowances.pause(scene.connection.id, after(10))
        assert await take(scene, work, 9, 1) == (0, 1.0)
        assert await take(scene, work, 10, 1) == (1, 0.5)


async def test_a_clock_that_is_behind_gets_no_more(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await take(scene, work, 10, 4) == (4, 0.5)
        assert await take(scene, work, 0, 4) == (0, 0.5)
        assert await take(scene, work, 10, 4) == (0, 0.5)


async def test_workers_who_ask_at_once_share_one_bucket(scene: Scene) -> None:
    granted: list[int] = []

    async def one() -> None:
        async with scene.store.begin() as work:
            granted.append((await take(scene, work, 0, 1))[0])

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(one)
    assert sum(granted) == 4


async def test_a_connection_that_is_none_has_no_allowance(scene: Scene) -> None:
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await work.allowances.take(uuid7(), 1.0, 1, 1, NOW)


class Undone(Exception):
    """Nothing of an example is kept."""


ASKING = st.lists(st.tuples(st.floats(0, 5), st.integers(1, 6)), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asking=ASKING)
async def test_no_more_is_ever_granted_than_burst_and_rate_allow(scene: Scene, asking: list[tuple[float, int]]) -> None:
    try:
        async with scene.store.begin() as work:
            at = granted = 0.0
            for pause, wanted in asking:
                at += pause
                granted += (await take(scene, work, at, wanted))[0]
                assert granted <= 4 + 2 * at + 0.001
            raise Undone
    except Undone:
        pass
