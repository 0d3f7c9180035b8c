"""Numbers of a stream: what is missing is known as soon as a later one comes, and forgotten when it comes too."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from scene import PLACE, Scene
from sqlalchemy import event

from crossdock.clock import SystemClock
from crossdock.model.page import PageRequest
from crossdock.store.database import Database
from crossdock.store.sequences import FAR_BELOW, Came
from crossdock.store.unit_of_work import Store

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR = 3600


class Counting:
    """One stream of the scene's connection."""

    def __init__(self, scene: Scene, store: Store) -> None:
        self._scene, self._store = scene, store

    async def note(self, *numbers: int, at: datetime = NOW, is_new: bool = True, stream: str = "A/dispatch") -> None:
        """These came together."""
        came = [
            Came(
                connection_id=self._scene.connection.id, stream=stream, number=number, grace_seconds=HOUR, is_new=is_new
            )
            for number in numbers
        ]
        async with self._store.begin() as work:
            await work.sequences.note(came, at)

    async def missing(self) -> list[tuple[int, int]]:
        async with self._store.read() as work:
            page = await work.sequences.page(self._scene.project, PLACE, PageRequest(limit=200))
        return sorted((gap.first, gap.last) for gap in page.items)

    async def settle(self) -> None:
        async with self._store.begin() as work:
            for gap in (await work.sequences.page(self._scene.project, PLACE, PageRequest())).items:
                await work.sequences.settle(gap.id, "tests", "Nobody can send them.", NOW)

    async def alerts(self, at: datetime) -> list[tuple[str, int]]:
        async with self._store.read() as work:
            return [(one.subject, one.count) for one in await work.conditions.gaps(self._scene.project, at)]


@pytest.fixture
async def counting(scene: Scene, store: Store) -> Counting:
    return Counting(scene, store)


async def test_a_number_that_is_left_out_is_missing_until_it_comes(counting: Counting) -> None:
    await counting.note(7)
    await counting.note(8, 9)
    assert await counting.missing() == []
    await counting.note(11)
    await counting.note(14)
    assert await counting.missing() == [(10, 10), (12, 13)]
    await counting.note(13)
    await counting.note(10, 15)
    assert await counting.missing() == [(12, 12)]


async def test_a_batch_may_come_in_any_order(counting: Counting) -> None:
    await counting.note(3, 1, 5)
    assert await counting.missing() == [(2, 2), (4, 4)]
    await counting.note(4, 6, 2)
    assert await counting.missing() == []


async def test_a_gap_is_an_alert_once_its_grace_is_over(counting: Counting) -> None:
    await counting.note(1)
    await counting.note(4)
    assert await counting.alerts(NOW + timedelta(minutes=59)) == []
    assert await counting.alerts(NOW + timedelta(minutes=60)) == [("shop A/dispatch", 2)]
    await counting.note(2)
    assert await counting.alerts(NOW + timedelta(hours=2)) == [("shop A/dispatch", 1)]
    await counting.settle()
    assert await counting.alerts(NOW + timedelta(hours=2)) == []


async def test_each_stream_counts_for_itself(counting: Counting) -> None:
    await counting.note(1)
    await counting.note(100, stream="A/tracking")
    await counting.note(2)
    await counting.note(101, stream="A/tracking")
    assert await counting.missing() == []


async def test_a_jump_of_a_million_is_one_stretch(counting: Counting) -> None:
    await counting.note(1)
    await counting.note(1_000_001)
    await counting.note(500_000)
    assert await counting.missing() == [(2, 499_999), (500_001, 1_000_000)]


async def test_a_platform_that_begins_to_count_anew_is_followed(counting: Counting) -> None:
    await counting.note(FAR_BELOW * 5)
    await counting.note(1)
    await counting.note(2)
    await counting.note(4)
    assert await counting.missing() == [(3, 3)]


async def test_what_came_before_is_no_new_beginning(counting: Counting) -> None:
    await counting.note(FAR_BELOW * 5)
    await counting.note(1, is_new=False)
    await counting.note(FAR_BELOW * 5 + 1)
    assert await counting.missing() == []


async def test_what_comes_late_after_it_was_settled_is_no_new_beginning(counting: Counting) -> None:
    await counting.note(1)
    await counting.note(FAR_BELOW * 5)
    await counting.settle()
    await counting.note(2)
    await counting.note(FAR_BELOW * 5 + 1)
    assert await counting.missing() == []


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_the_order_only_what_never_came_is_missing(counting: Counting, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # for a test's numbers
    lost = set(chance.sample(range(2, 60), 12))
    numbers = [number for number in range(1, 61) if number not in lost]
    await counting.note(1)
    chance.shuffle(numbers)
    for start in range(0, len(numbers), 7):
        await counting.note(*numbers[start : start + 7])
    found = {number for first, last in await counting.missing() for number in range(first, last + 1)}
    assert found == lost


async def test_a_stream_in_good_order_is_one_statement(counting: Counting, scene: Scene, database_url: str) -> None:
    await counting.note(1)
    database = Database(database_url)
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    await Counting(scene, Store(database, SystemClock())).note(2, 3, 4)
    await database.dispose()
    assert [statement.split()[0] for statement in asked if "sequence" in statement] == ["INSERT"]
