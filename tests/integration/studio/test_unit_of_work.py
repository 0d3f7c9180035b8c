"""Units of work: whole or not at all, and in Crossdock's words when the database refuses."""

from __future__ import annotations

from uuid import UUID

import anyio
import pytest

from crossdock.clock import SystemClock
from crossdock.errors import Conflict, NotFound, Unavailable
from crossdock.model.access import Principal
from crossdock.model.page import PageRequest
from crossdock.model.project import Project, ProjectNew
from crossdock.store.database import Database
from crossdock.store.refusals import TransactionLost
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.studio import Studio


class Mishap(Exception):
    """Something of ours goes wrong in the middle."""


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database, SystemClock())


@pytest.fixture
async def two(studio: Studio, admin: Principal) -> tuple[str, str]:
    """Two projects."""
    for name in ("one", "two"):
        await studio.projects.create(admin, ProjectNew(name=name))
    return "one", "two"


async def test_an_error_in_the_middle_takes_everything_back(
    store: Store, studio: Studio, admin: Principal, two: tuple[str, str]
) -> None:
    before = await studio.audit.list(admin, "one", PageRequest())

    async def fail_halfway() -> None:
        async with store.begin() as work:
            await work.audit.record("x", await work.projects.lock("one"), "x", "x")
            raise Mishap

    with pytest.raises(Mishap):
        await fail_halfway()
    assert await studio.audit.list(admin, "one", PageRequest()) == before


async def test_two_who_wait_for_each_other_both_get_through_when_tried_again(
    store: Store, two: tuple[str, str]
) -> None:
    lost: list[TransactionLost] = []
    met = anyio.Event()
    waiting: set[str] = set()

    async def lock(work: Work, name: str) -> None:
        try:
            await work.projects.lock(name)
        except Unavailable as error:
            lost.append(TransactionLost(str(error)))
            raise

    @retried
    async def both(first: str, second: str) -> None:
        async with store.begin() as work:
            await lock(work, first)
            waiting.add(first)
            if len(waiting) == 2:
                met.set()
            await met.wait()
            await lock(work, second)

    async with anyio.create_task_group() as group:
        group.start_soon(both, "one", "two")
        group.start_soon(both, "two", "one")
    assert len(lost) == 1


async def test_what_is_lost_again_and_again_is_given_up() -> None:
    tries: list[int] = []

    @retried
    async def act() -> None:
        tries.append(1)
        raise TransactionLost("Once more.")

    with pytest.raises(Unavailable):
        await act()
    assert len(tries) == 3


async def test_a_database_that_is_away_is_unavailable(studio: Studio) -> None:
    away = Store(Database("postgresql://nobody@127.0.0.1:1/none"), SystemClock())
    for unit in (away.begin, away.read):
        with pytest.raises(Unavailable):
            async with unit() as work:
                await work.projects.get("one")


async def test_when_every_connection_is_taken_it_is_unavailable(
    database_url: str, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossdock.store.database.POOL_SECONDS", 0.1)
    database = Database(database_url, connections=1)
    store = Store(database, SystemClock())
    async with store.read() as work:
        await work.projects.get("one")
        for unit in (store.begin, store.read):
            with pytest.raises(Unavailable, match="busy"):
                async with unit() as other:
                    await other.projects.get("one")
    await database.dispose()


async def test_refusals_that_nobody_foresaw_are_told_in_our_words(store: Store, two: tuple[str, str]) -> None:
    async with store.read() as work:
        one = await work.projects.get("one")

    async def add(project: Project) -> None:
        async with store.begin() as work:
            await work.projects.add(project)

    async def record(project: Project) -> None:
        async with store.begin() as work:
            await work.audit.record("x", project, "x", "x")

    same_id = Project(
        id=one.id,
        name="three",
        title="",
        environments=(),
        revision=1,
        created_at=one.created_at,
        updated_at=one.created_at,
    )
    with pytest.raises(Conflict, match="projects") as taken:
        await add(same_id)
    assert taken.value.stable_code == "already-exists"
    nowhere = Project(
        id=UUID(int=9),
        name="nine",
        title="",
        environments=(),
        revision=1,
        created_at=one.created_at,
        updated_at=one.created_at,
    )
    with pytest.raises(Conflict) as missing:
        await record(nowhere)
    assert missing.value.stable_code == "in-use"
    async with store.read() as work:
        with pytest.raises(NotFound):
            await work.projects.get("three")
