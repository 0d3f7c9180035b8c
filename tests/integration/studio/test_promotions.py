"""Promoting and rolling back: proven, by a second person, one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crossdock.errors import Conflict, Forbidden, NotFound
from crossdock.model.access import Principal
from crossdock.model.fixture import ExpectPartial, Fixture
from crossdock.model.mapping import MappingNew, Version, VersionNew
from crossdock.model.page import PageRequest
from crossdock.model.project import ProjectNew, ProjectSettings
from crossdock.model.promotion import Promotion, PromotionKind, PromotionNew
from crossdock.store.database import Database
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]


@pytest.fixture
async def published(publish: Publish, fixture: Fixture) -> None:
    """Versions 1, 2 and 3, and a fixture that all of them pass."""
    for index in (1, 2, 3):
        await publish(f"$ /* {index} */")


def wanted(version: int, environment: str = "sandbox") -> PromotionNew:
    return PromotionNew(environment=environment, mapping="orders", version=version, reason="A test.")


async def live_version(studio: Studio, caller: Principal) -> int:
    return (await studio.live.get(caller, "acme", "sandbox", "orders")).version


async def test_a_promotion_says_what_it_replaced_and_is_live_only_where_it_was_asked_for(
    studio: Studio, approver: Principal, published: None
) -> None:
    first = await studio.promotions.promote(approver, "acme", wanted(1))
    second = await studio.promotions.promote(approver, "acme", wanted(3))
    assert (first.previous_version, second.previous_version, second.fixtures_passed) == (None, 1, 1)
    assert await studio.promotions.get(approver, "acme", second.id) == second
    assert [live.version for live in await studio.live.list(approver, "acme", "sandbox")] == [3]
    assert await studio.live.list(approver, "acme", "live") == []
    with pytest.raises(NotFound) as nothing:
        await studio.live.get(approver, "acme", "live", "orders")
    assert nothing.value.stable_code == "nothing-live"


async def test_what_is_live_maps_messages(
    studio: Studio, approver: Principal, operator: Principal, published: None, order: bytes
) -> None:
    await studio.promotions.promote(approver, "acme", wanted(2))
    for _ in range(2):  # the second time with what was kept of the first
        mapped = await studio.live.map(operator, "acme", "sandbox", "orders", order)
        assert mapped.hold is None
        assert mapped.output


async def test_a_failing_fixture_is_named_and_nothing_goes_live(
    studio: Studio, editor: Principal, approver: Principal, published: None, order: bytes
) -> None:
    wrong = Fixture(name="wrong", input=order, expect=ExpectPartial(output={"id": "another"}))
    await studio.fixtures.put(editor, "acme", "orders", wrong, None)
    with pytest.raises(Conflict, match="1 of 2 fixtures") as refused:
        await studio.promotions.promote(approver, "acme", wanted(1))
    assert refused.value.stable_code == "fixtures-failed"
    assert [problem.message.partition(":")[0] for problem in refused.value.problems] == ["wrong"]
    assert await studio.live.list(approver, "acme", "sandbox") == []


async def test_without_a_fixture_nothing_goes_live(studio: Studio, approver: Principal, publish: Publish) -> None:
    await publish("$")
    with pytest.raises(Conflict) as refused:
        await studio.promotions.promote(approver, "acme", wanted(1))
    assert refused.value.stable_code == "no-fixtures"


async def test_author_and_approver_must_differ_unless_the_project_says_otherwise(
    studio: Studio, admin: Principal, project: str, mapping: str, fixture: Fixture
) -> None:
    await studio.versions.publish(admin, project, mapping, VersionNew(reason="A test.", text="$"))
    with pytest.raises(Forbidden) as refused:
        await studio.promotions.promote(admin, project, wanted(1))
    assert refused.value.stable_code == "four-eyes"
    relaxed = ProjectSettings(title="Acme", four_eyes=False, environments=("sandbox", "live"))
    await studio.projects.change(admin, project, relaxed, None)
    assert (await studio.promotions.promote(admin, project, wanted(1))).approver == admin.name


async def test_what_is_live_already_is_not_promoted_again(studio: Studio, approver: Principal, published: None) -> None:
    await studio.promotions.promote(approver, "acme", wanted(1))
    with pytest.raises(Conflict) as refused:
        await studio.promotions.promote(approver, "acme", wanted(1))
    assert refused.value.stable_code == "already-live"


async def test_each_roll_back_goes_one_further_back(studio: Studio, approver: Principal, published: None) -> None:
    for number in (1, 2, 3):
        await studio.promotions.promote(approver, "acme", wanted(number))
    back = await studio.promotions.roll_back(approver, "acme", "sandbox", "orders", "Too early.")
    assert (back.version, back.previous_version, back.kind) == (2, 3, PromotionKind.ROLL_BACK)
    assert (await studio.promotions.roll_back(approver, "acme", "sandbox", "orders", "Still.")).version == 1
    with pytest.raises(Conflict) as refused:
        await studio.promotions.roll_back(approver, "acme", "sandbox", "orders", "Further.")
    assert refused.value.stable_code == "nothing-to-roll-back"
    assert await live_version(studio, approver) == 1


async def test_after_a_roll_back_a_promotion_is_rolled_back_to_what_was_live_before_it(
    studio: Studio, approver: Principal, published: None
) -> None:
    for number in (1, 2):
        await studio.promotions.promote(approver, "acme", wanted(number))
    await studio.promotions.roll_back(approver, "acme", "sandbox", "orders", "")
    await studio.promotions.promote(approver, "acme", wanted(3))
    await studio.promotions.roll_back(approver, "acme", "sandbox", "orders", "")
    assert await live_version(studio, approver) == 1


async def test_approvers_who_promote_at_once_come_one_after_the_other(
    studio: Studio, approver: Principal, published: None
) -> None:
    done: list[Promotion] = []
    refused: list[str] = []

    async def once(version: int) -> None:
        try:
            done.append(await studio.promotions.promote(approver, "acme", wanted(version)))
        except Conflict as error:
            refused.append(error.stable_code)

    async with anyio.create_task_group() as group:
        for version in (1, 2, 3, 3, 3):
            group.start_soon(once, version)
    story = (await studio.promotions.list(approver, "acme", PageRequest(), "sandbox", "orders")).items
    assert sorted(p.id for p in story) == sorted(p.id for p in done)
    assert [p.previous_version for p in story] == [*(p.version for p in story[1:]), None]
    assert set(refused) <= {"already-live"}
    assert len(done) + len(refused) == 5


async def test_fixtures_that_change_while_they_run_prove_nothing(
    studio: Studio,
    editor: Principal,
    approver: Principal,
    published: None,
    fixture: Fixture,
    meddle: Callable[[Callable[[], Awaitable[object]]], Studio],
) -> None:
    async def make_anew() -> None:
        await studio.fixtures.delete(editor, "acme", "orders", fixture.name, None)
        await studio.fixtures.put(editor, "acme", "orders", fixture, None)

    with pytest.raises(Conflict) as refused:
        await meddle(make_anew).promotions.promote(approver, "acme", wanted(1))
    assert refused.value.stable_code == "fixtures-changed"


async def test_environments_mappings_and_versions_that_are_not_there_are_named(
    studio: Studio, approver: Principal, published: None
) -> None:
    with pytest.raises(NotFound, match="Did you mean 'sandbox'"):
        await studio.promotions.promote(approver, "acme", wanted(1, "sandbx"))
    with pytest.raises(NotFound, match="go from 1 to 3"):
        await studio.promotions.promote(approver, "acme", wanted(4))


@pytest.mark.parametrize("statement", ["UPDATE promotions SET version = 2", "DELETE FROM promotions"])
async def test_the_database_refuses_to_touch_a_promotion(
    studio: Studio, approver: Principal, database: Database, published: None, statement: str
) -> None:
    await studio.promotions.promote(approver, "acme", wanted(1))
    with pytest.raises(IntegrityError, match="stays as it is"):
        async with database.begin() as connection:
            await connection.execute(text(statement))


async def test_the_database_refuses_a_version_or_an_environment_of_elsewhere(
    studio: Studio, admin: Principal, editor: Principal, database: Database, published: None
) -> None:
    other = await studio.projects.create(admin, ProjectNew(name="other", environments=("uat",)))
    mapping = await studio.mappings.get(editor, "acme", "orders")
    empty = MappingNew(name="empty", source="shopify/order", target="shopify/order")
    without = await studio.mappings.create(editor, "acme", empty)
    acme = await studio.projects.get(editor, "acme")
    good = {"project": acme.id, "environment": "sandbox", "mapping": mapping.id, "version": 1}
    insert = text("""
        INSERT INTO promotions VALUES (gen_random_uuid(), :project, :environment, :mapping, 1, :version, NULL,
            'promote', NULL, 'x', '', 1, now())
    """)
    for wrong in ({"project": other.id}, {"environment": "uat"}, {"mapping": without.id}, {"version": 4}):
        with pytest.raises(IntegrityError, match="foreign key"):
            async with database.begin() as connection:
                await connection.execute(insert, good | wrong)
    async with database.begin() as connection:
        await connection.execute(insert, good)
