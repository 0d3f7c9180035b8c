"""Editing: what is refused, what is stale, and what comes of two who edit at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

import anyio
import msgspec
import pytest
from sqlalchemy import text

from crossdock.errors import Conflict, InvalidInput, NotFound, Stale
from crossdock.model.access import Principal
from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import ExpectHold, ExpectOutput, ExpectPartial, Fixture
from crossdock.model.mapping import MappingNew, MappingSettings
from crossdock.model.page import PageRequest
from crossdock.model.project import ConnectionNew, ConnectionSettings, Expiry, Ownership, ProjectNew, ProjectSettings
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.studio.studio import Studio

PAGE = PageRequest()
SHOP = ConnectionNew(
    name="shop",
    connector="shopify",
    settings={"shop": "acme"},
    secrets={"access_token": "first-secret", "webhook_secret": "second-secret"},
)


async def outcomes(act: Callable[[int], Awaitable[object]], times: int = 4) -> list[str]:
    """What came of doing something several times at once: 'done', or the code of the error."""
    came: list[str] = []

    async def once(index: int) -> None:
        try:
            await act(index)
        except Conflict as error:
            came.append(error.stable_code)
        else:
            came.append("done")

    async with anyio.create_task_group() as group:
        for index in range(times):
            group.start_soon(once, index)
    return sorted(came)


async def test_a_project_comes_back_as_it_was_made(studio: Studio, admin: Principal) -> None:
    owners = (
        Ownership(data="stock", system="seko", person="logistics"),
        Ownership(data="price", system="x", person="y"),
    )
    new = ProjectNew(name="brand", title="Brand", environments=("uat", "sandbox", "live"), ownership=owners)
    made = await studio.projects.create(admin, new)
    assert await studio.projects.get(admin, "brand") == made
    assert (made.environments, made.ownership, made.revision) == (("uat", "sandbox", "live"), owners, 1)


async def test_environments_change_their_order_and_go_unless_they_are_used(
    studio: Studio, admin: Principal, project: str
) -> None:
    await studio.connections.create(admin, project, "sandbox", SHOP)
    turned = ProjectSettings(title="Acme", environments=("live", "uat", "sandbox"))
    assert (await studio.projects.change(admin, project, turned, 1)).environments == ("live", "uat", "sandbox")
    with pytest.raises(Conflict, match="'sandbox'") as refused:
        await studio.projects.change(admin, project, ProjectSettings(title="Acme", environments=("live",)), 2)
    assert refused.value.stable_code == "environment-in-use"
    assert (await studio.projects.get(admin, project)).environments == ("live", "uat", "sandbox")


@pytest.mark.parametrize(
    "new",
    [
        ProjectNew(name="Brand"),
        ProjectNew(name="brand", environments=()),
        ProjectNew(name="brand", environments=("live", "live")),
        ProjectNew(name="brand", environments=("a b",)),
        ProjectNew(name="brand", title="nul\x00"),
        ProjectNew(name="brand", title="\ud800"),
        ProjectNew(name="brand", ownership=(Ownership(data="x", system="", person=""),) * 2),
    ],
)
async def test_a_project_that_makes_no_sense_is_refused(studio: Studio, admin: Principal, new: ProjectNew) -> None:
    with pytest.raises(InvalidInput):
        await studio.projects.create(admin, new)


async def test_of_several_who_take_one_name_one_gets_it(studio: Studio, admin: Principal, project: str) -> None:
    mapping = MappingNew(name="one", source="shopify/order", target="seko/order")
    fixture = Fixture(name="f", input=b"", expect=ExpectHold(code=HoldCode.NOT_UNDERSTOOD))
    first = ["already-exists"] * 3 + ["done"]
    assert await outcomes(lambda _: studio.projects.create(admin, ProjectNew(name="brand"))) == first
    assert await outcomes(lambda _: studio.mappings.create(admin, project, mapping)) == first
    assert await outcomes(lambda _: studio.connections.create(admin, project, "live", SHOP)) == first
    stale = ["done"] + ["stale"] * 3
    assert await outcomes(lambda _: studio.fixtures.put(admin, project, "one", fixture, 1)) == ["stale"] * 4
    await studio.fixtures.put(admin, project, "one", fixture, 0)
    assert await outcomes(lambda _: studio.fixtures.put(admin, project, "one", fixture, 1)) == stale
    assert await outcomes(lambda i: studio.drafts.save(admin, project, "one", str(i), 0)) == stale


async def test_an_edit_of_an_older_revision_is_stale_everywhere(
    studio: Studio, admin: Principal, project: str, mapping: str, fixture: Fixture
) -> None:
    await studio.connections.create(admin, project, "sandbox", SHOP)
    await studio.drafts.save(admin, project, mapping, "$", None)
    settings = ConnectionSettings(settings=SHOP.settings)
    acme = ProjectSettings(title="Acme", environments=("sandbox", "live"))
    edits: list[Callable[[int | None], Awaitable[object]]] = [
        lambda e: studio.projects.change(admin, project, acme, e),
        lambda e: studio.connections.change(admin, project, "sandbox", "shop", settings, e),
        lambda e: studio.mappings.change(admin, project, mapping, MappingSettings(description="x"), e),
        lambda e: studio.drafts.save(admin, project, mapping, "$$", e),
        lambda e: studio.fixtures.put(admin, project, mapping, fixture, e),
    ]
    for edit in edits:
        await edit(1)
        for wrong in (1, 7):
            with pytest.raises(Stale, match="has revision 2"):
                await edit(wrong)
        await edit(None)
    with pytest.raises(Stale):
        await studio.fixtures.delete(admin, project, mapping, fixture.name, 1)
    with pytest.raises(Stale):
        await studio.connections.delete(admin, project, "sandbox", "shop", 1)
    await studio.connections.delete(admin, project, "sandbox", "shop", 3)


async def test_secrets_never_come_back_and_those_left_out_stay(
    studio: Studio, admin: Principal, project: str, database: Database, keyring: Keyring
) -> None:
    made = await studio.connections.create(admin, project, "sandbox", SHOP)
    assert made.secrets_set == ("access_token", "webhook_secret")
    assert "secret-" not in repr(made)
    change = ConnectionSettings(settings=SHOP.settings, secrets={"access_token": "renewed", "webhook_secret": None})
    changed = await studio.connections.change(admin, project, "sandbox", "shop", change, 1)
    assert changed.secrets_set == ("access_token",)
    await studio.connections.change(admin, project, "sandbox", "shop", ConnectionSettings(settings=SHOP.settings), 2)
    async with database.begin() as connection:
        sealed = (await connection.execute(text("SELECT secrets FROM connections"))).scalar_one()
    assert b"renewed" not in bytes(sealed)
    assert keyring.open(bytes(sealed)) == b'{"access_token":"renewed"}'


async def test_the_day_on_which_a_secret_expires_stays_with_the_secret(
    studio: Studio, admin: Principal, project: str
) -> None:
    day, later = date(2027, 1, 31), date(2027, 6, 30)
    new = msgspec.structs.replace(SHOP, expires_on={"access_token": day, "webhook_secret": day})
    made = await studio.connections.create(admin, project, "sandbox", new)
    assert made.expiries["access_token"] == Expiry(on=day, told_by=admin.name)

    async def change(secrets: dict[str, str | None], expires_on: dict[str, date | None]) -> dict[str, date]:
        asked = ConnectionSettings(settings=SHOP.settings, secrets=secrets, expires_on=expires_on)
        changed = await studio.connections.change(admin, project, "sandbox", "shop", asked, None)
        assert await studio.connections.get(admin, project, "sandbox", "shop") == changed
        return {name: expiry.on for name, expiry in changed.expiries.items()}

    assert await change({"access_token": "first-secret"}, {}) == {"access_token": day, "webhook_secret": day}
    assert await change({"access_token": "renewed"}, {}) == {"webhook_secret": day}
    assert await change({}, {"access_token": later, "webhook_secret": None}) == {"access_token": later}
    with pytest.raises(InvalidInput, match="not set"):
        await change({"webhook_secret": None}, {"webhook_secret": day})
    assert await change({"webhook_secret": None}, {}) == {"access_token": later}


async def test_settings_that_do_not_fit_the_connector_are_refused_with_each_place(
    studio: Studio, admin: Principal, project: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await studio.connections.create(admin, project, "sandbox", ConnectionNew(name="shop", connector="shopify"))
    assert refused.value.problems
    with pytest.raises(InvalidInput, match="Did you mean 'shopify'"):
        await studio.connections.create(admin, project, "sandbox", ConnectionNew(name="shop", connector="shopfy"))


async def test_a_mapping_needs_resources_that_there_are(studio: Studio, editor: Principal, project: str) -> None:
    for source, remedy in (("shopify/ordr", "'order'"), ("shopfy/order", "'shopify'"), ("order", "shopify/order")):
        new = MappingNew(name="one", source=source, target="seko/order")
        with pytest.raises(InvalidInput) as refused:
            await studio.mappings.create(editor, project, new)
        assert remedy in refused.value.remedy
        assert [problem.pointer for problem in refused.value.problems] == ["/source"]


async def test_what_is_not_there_is_told_with_the_nearest(
    studio: Studio, editor: Principal, project: str, mapping: str, fixture: Fixture
) -> None:
    with pytest.raises(NotFound, match="Did you mean 'orders'"):
        await studio.mappings.get(editor, project, "order")
    with pytest.raises(NotFound, match="Did you mean 'any-order'"):
        await studio.fixtures.get(editor, project, mapping, "an-order")
    with pytest.raises(NotFound, match="Did you mean 'live'"):
        await studio.live.list(editor, project, "liv")


async def test_a_fixture_comes_back_byte_for_byte_and_with_exact_numbers(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    expect = ExpectOutput(output={"n": 12345678901234567890, "d": 1.10}, ignore=("/a/*",), tolerances={"/d": "0.01"})
    given = Fixture(name="odd", input=b' {"a" :\t1.0}\n', expect=expect, description="Odd spaces.")
    stored, created = await studio.fixtures.put(editor, project, mapping, given, None)
    assert created
    assert await studio.fixtures.get(editor, project, mapping, "odd") == stored
    assert stored.fixture == given


@pytest.mark.parametrize(
    "expect",
    [
        ExpectPartial(output={}, ignore=("no-slash",)),
        ExpectPartial(output={}, tolerances={"no-slash": "1"}),
        ExpectPartial(output={}, tolerances={"/a": "-1"}),
        ExpectPartial(output={}, tolerances={"/a": "much"}),
        ExpectPartial(output={}, tolerances={"/a": "NaN"}),
    ],
)
async def test_a_fixture_that_could_not_be_run_is_refused(
    studio: Studio, editor: Principal, project: str, mapping: str, expect: ExpectPartial
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await studio.fixtures.put(editor, project, mapping, Fixture(name="f", input=b"", expect=expect), None)
    assert (refused.value.problems[0].pointer or "").startswith("/expect/")


async def test_a_draft_is_its_authors_own(
    studio: Studio, admin: Principal, editor: Principal, project: str, mapping: str
) -> None:
    await studio.drafts.save(editor, project, mapping, "mine (", None)
    with pytest.raises(NotFound):
        await studio.drafts.get(admin, project, mapping)
    assert (await studio.drafts.get(editor, project, mapping)).text == "mine ("
    await studio.drafts.discard(editor, project, mapping)
    with pytest.raises(NotFound):
        await studio.drafts.discard(editor, project, mapping)
    with pytest.raises(Stale, match="no draft"):
        await studio.drafts.save(editor, project, mapping, "again", 1)


async def test_a_mapping_goes_with_its_drafts_and_fixtures(
    studio: Studio, editor: Principal, project: str, mapping: str, fixture: Fixture
) -> None:
    await studio.drafts.save(editor, project, mapping, "$", None)
    await studio.mappings.delete(editor, project, mapping)
    assert (await studio.mappings.list(editor, project, PAGE)).items == []


async def test_names_are_listed_in_order_page_by_page(studio: Studio, editor: Principal, project: str) -> None:
    for name in ("b-1", "a", "b", "c"):
        await studio.mappings.create(editor, project, MappingNew(name=name, source="seko/order", target="seko/order"))
    names: list[str] = []
    page = PageRequest(limit=1)
    while True:
        found = await studio.mappings.list(editor, project, page)
        names += [one.name for one in found.items]
        if found.next is None:
            break
        page = PageRequest(limit=1, cursor=found.next)
    assert sorted(names) == ["a", "b", "b-1", "c"]
    assert names == [one.name for one in (await studio.mappings.list(editor, project, PAGE)).items]


@pytest.mark.parametrize(
    "page", [PageRequest(limit=0), PageRequest(limit=201), PageRequest(cursor="?"), PageRequest(cursor="MQ")]
)
async def test_a_page_that_cannot_be_had_is_refused(
    studio: Studio, editor: Principal, project: str, page: PageRequest
) -> None:
    with pytest.raises(InvalidInput):
        await studio.mappings.list(editor, project, page)
