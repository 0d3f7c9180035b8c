"""Publishing: for good, with numbers that are never given twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.content_hash import content_hash
from crossdock.errors import Conflict, MappingFailed, NotFound
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Principal
from crossdock.model.mapping import Version, VersionNew
from crossdock.model.page import PageRequest
from crossdock.store.database import Database
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]


async def test_a_version_keeps_what_it_was_published_with(
    studio: Studio, editor: Principal, project: str, publish: Publish, catalogue: Catalogue, pool: EvaluationPool
) -> None:
    published = await publish("$")
    schema = catalogue.resource(published.source).schema
    assert await studio.versions.get(editor, project, "orders", 1) == published
    assert (published.number, published.author, published.engine) == (1, editor.name, pool.name)
    assert published.source_schema == schema
    assert published.content_hash == content_hash(
        text="$", source_schema=schema, target_schema=schema, engine=pool.name, plugins=catalogue.versions()
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET text = 'another'",
        "UPDATE versions SET number = 7",
        "DELETE FROM versions",
        "TRUNCATE versions CASCADE",
    ],
)
async def test_the_database_refuses_to_touch_a_version(database: Database, publish: Publish, statement: str) -> None:
    await publish("$")
    with pytest.raises(IntegrityError, match="stays as it is"):
        async with database.begin() as connection:
            await connection.execute(text(statement))


async def test_the_same_text_is_no_news_right_after_it_but_is_later(publish: Publish) -> None:
    await publish("$")
    with pytest.raises(Conflict, match="Version 1 of mapping 'orders'") as refused:
        await publish("$")
    assert refused.value.stable_code == "already-published"
    await publish("$ /* another */")
    assert (await publish("$")).number == 3


async def test_concurrent_publishing_gives_consecutive_numbers(publish: Publish) -> None:
    numbers: list[int] = []

    async def once(index: int) -> None:
        numbers.append((await publish(f"$ /* {index} */")).number)

    async with anyio.create_task_group() as group:
        for index in range(12):
            group.start_soon(once, index)
    assert sorted(numbers) == list(range(1, 13))


async def test_a_text_that_does_not_parse_is_refused_with_its_place_and_takes_no_number(publish: Publish) -> None:
    with pytest.raises(MappingFailed) as refused:
        await publish('{\n  "id": (id\n}')
    problem = refused.value.problems[0]
    assert problem.expression is not None
    assert problem.expression.line == 3
    assert (await publish("$")).number == 1


async def test_a_published_draft_is_gone(studio: Studio, editor: Principal, project: str, mapping: str) -> None:
    await studio.drafts.save(editor, project, mapping, "$", None)
    version = await studio.versions.publish(editor, project, mapping, VersionNew(reason="Ready."))
    assert version.text == "$"
    with pytest.raises(NotFound, match="no draft"):
        await studio.drafts.get(editor, project, mapping)
    assert (await studio.drafts.save(editor, project, mapping, "$$", None)).based_on == 1


async def test_a_draft_that_is_saved_while_it_is_published_stays(
    studio: Studio,
    editor: Principal,
    project: str,
    mapping: str,
    meddle: Callable[[Callable[[], Awaitable[object]]], Studio],
) -> None:
    async def go_on_writing() -> None:
        await studio.drafts.save(editor, project, mapping, "$ /* more */", None)

    await studio.drafts.save(editor, project, mapping, "$", None)
    version = await meddle(go_on_writing).versions.publish(editor, project, mapping, VersionNew(reason="Ready."))
    assert version.text == "$"
    assert (await studio.drafts.get(editor, project, mapping)).text == "$ /* more */"


async def test_versions_are_listed_newest_first_page_by_page(
    studio: Studio, editor: Principal, project: str, publish: Publish
) -> None:
    for index in range(5):
        await publish(f"$ /* {index} */")
    seen: list[int] = []
    page = PageRequest(limit=2)
    while True:
        found = await studio.versions.list(editor, project, "orders", page)
        seen += [version.number for version in found.items]
        if found.next is None:
            break
        page = PageRequest(limit=2, cursor=found.next)
    assert seen == [5, 4, 3, 2, 1]


async def test_a_diff_names_both_versions(studio: Studio, editor: Principal, project: str, publish: Publish) -> None:
    await publish("(\n  $\n)\n")
    await publish("(\n  $$\n)\n")
    await publish("(\n  $$\n)")
    diff = await studio.versions.diff(editor, project, "orders", 1, 2)
    assert diff.unified == "--- orders v1\n+++ orders v2\n@@ -1,3 +1,3 @@\n (\n-  $\n+  $$\n )\n"
    ending = await studio.versions.diff(editor, project, "orders", 2, 3)
    assert ending.unified.endswith("@@\n (\n   $$\n-)\n+)\n\\ No newline at end of file\n")
    assert (await studio.versions.diff(editor, project, "orders", 2, 2)).unified == ""


async def test_an_unknown_number_says_which_there_are(
    studio: Studio, editor: Principal, project: str, publish: Publish
) -> None:
    await publish("$")
    for number in (0, 2, 10**30):
        with pytest.raises(NotFound, match="go from 1 to 1"):
            await studio.versions.get(editor, project, "orders", number)


async def test_a_version_maps_an_input(
    studio: Studio, editor: Principal, project: str, publish: Publish, order: bytes
) -> None:
    await publish('$ ~> |$|{"note": "seen"}|')
    mapped = await studio.versions.map(editor, project, "orders", 1, order)
    assert mapped.hold is None
    assert b'"note":"seen"' in (mapped.output or b"").replace(b" ", b"")


async def test_a_mapping_with_versions_cannot_be_deleted(
    studio: Studio, editor: Principal, project: str, publish: Publish
) -> None:
    await publish("$")
    with pytest.raises(Conflict, match="published versions"):
        await studio.mappings.delete(editor, project, "orders")
