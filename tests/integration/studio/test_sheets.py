"""Mapping sheets and annotations in the studio."""

from __future__ import annotations

import pytest

from crossdock.errors import InvalidInput, Stale
from crossdock.model.access import Principal
from crossdock.model.annotation import Annotation
from crossdock.model.fixture import Fixture
from crossdock.model.mapping import VersionNew
from crossdock.model.page import PageRequest
from crossdock.model.sheet import SheetCells
from crossdock.studio.studio import Studio

NAME = Annotation(target="name", owner="order desk")
NOTE = Annotation(target="note", comment="Only for gifts.")


async def test_annotations_are_kept_by_target_and_their_changes_are_on_record(
    studio: Studio, editor: Principal, admin: Principal, mapping: str
) -> None:
    assert (await studio.annotations.get(editor, "acme", mapping)).revision == 0
    empty = Annotation(target="empty")
    stored = await studio.annotations.put(editor, "acme", mapping, [NOTE, empty, NAME], 0)
    assert (stored.fields, stored.revision, stored.updated_by) == ((NAME, NOTE), 1, editor.name)
    assert await studio.annotations.get(editor, "acme", mapping) == stored
    await studio.annotations.put(editor, "acme", mapping, [NAME], 1)
    entries = (await studio.audit.list(admin, "acme", PageRequest(limit=200))).items
    told = [entry.details for entry in entries if entry.action == "annotations.put"]
    assert {"revision": 2, "fields": ["note"]} in told


async def test_nobody_overwrites_annotations_they_have_not_seen(
    studio: Studio, editor: Principal, mapping: str
) -> None:
    await studio.annotations.put(editor, "acme", mapping, [NAME], 0)
    for expected in (0, 2):
        with pytest.raises(Stale):
            await studio.annotations.put(editor, "acme", mapping, [NOTE], expected)
    with pytest.raises(InvalidInput, match="twice"):
        await studio.annotations.put(editor, "acme", mapping, [NAME, NAME], 1)


async def test_a_sheet_shows_rules_examples_and_annotations(
    studio: Studio, editor: Principal, mapping: str, fixture: Fixture
) -> None:
    await studio.drafts.save(editor, "acme", mapping, '{"name": name, "test": true}', None)
    await studio.annotations.put(editor, "acme", mapping, [NAME, NOTE], 0)
    sheet = await studio.sheets.get(editor, "acme", mapping)
    assert (sheet.version, sheet.example_of, sheet.annotations_revision) == (None, "any-order", 1)
    assert [(row.target, row.rule, row.owner, row.comment) for row in sheet.rows] == [
        ("name", "copied from name", "order desk", ""),
        ("test", "always true", "", ""),
        ("note", "", "", "Only for gifts."),
    ]
    assert sheet.rows[0].example


async def test_a_version_has_a_sheet_of_its_own(studio: Studio, editor: Principal, mapping: str) -> None:
    new = VersionNew(reason="First", text='{"name": name}')
    await studio.versions.publish(editor, "acme", mapping, new)
    await studio.drafts.save(editor, "acme", mapping, '{"id": id}', None)
    assert [row.target for row in (await studio.sheets.get(editor, "acme", mapping, 1)).rows] == ["name"]
    assert [row.target for row in (await studio.sheets.get(editor, "acme", mapping)).rows] == ["id"]


async def test_a_sheet_that_came_back_stores_nothing_by_itself(studio: Studio, editor: Principal, mapping: str) -> None:
    draft = await studio.drafts.save(editor, "acme", mapping, '{"name": name, "id": id}', None)
    returned = [
        SheetCells(target="name", owner="order desk", rule="copied from order_number"),
        SheetCells(target="id", expression="id +"),
    ]
    found = await studio.sheets.compare(editor, "acme", mapping, returned)
    assert [change.now for change in found.annotations] == [NAME]
    assert [(each.target, each.expression) for each in found.suggestions] == [("name", "order_number"), ("id", None)]
    assert await studio.drafts.get(editor, "acme", mapping) == draft
    assert (await studio.annotations.get(editor, "acme", mapping)).revision == 0
