"""Lookups: every revision can be read back, all or nothing is imported, and evaluations see the newest."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.errors import Conflict, InvalidInput, NotFound, Stale
from crossdock.model.access import Principal
from crossdock.model.lookup import LookupDefinition, LookupRow, MissPolicy
from crossdock.model.page import PageRequest
from crossdock.store.row_changes import compare_rows
from crossdock.studio.lookup_checks import check_definition
from crossdock.studio.studio import Studio

CARRIERS = LookupDefinition(name="carriers", keys=("theirs",), values=("ours",), owner="logistics")


def row(key: str, value: str) -> LookupRow:
    return LookupRow(keys=(key,), values=(value,))


async def rows_of(studio: Studio, caller: Principal, revision: int | None = None) -> dict[str, str]:
    table = await studio.lookups.table(caller, "acme", "carriers", revision)
    return {one.keys[0]: one.values[0] for one in table.rows}


@pytest.fixture
async def carriers(studio: Studio, editor: Principal) -> str:
    """A lookup with the rows a and b, in its second revision."""
    await studio.lookups.put(editor, "acme", CARRIERS, None)
    await studio.lookups.import_rows(editor, "acme", "carriers", [row("a", "1"), row("b", "2")], 1, "First rows.")
    return "carriers"


async def test_each_revision_can_be_read_back_whole(studio: Studio, editor: Principal, carriers: str) -> None:
    await studio.lookups.put_row(editor, "acme", carriers, row("c", "3"), "A third one.")
    await studio.lookups.put_row(editor, "acme", carriers, row("a", "9"), "It changed.")
    await studio.lookups.delete_row(editor, "acme", carriers, ("b",), "No longer used.")
    expected = {
        1: {},
        2: {"a": "1", "b": "2"},
        3: {"a": "1", "b": "2", "c": "3"},
        4: {"a": "9", "b": "2", "c": "3"},
        5: {"a": "9", "c": "3"},
    }
    assert {revision: await rows_of(studio, editor, revision) for revision in expected} == expected
    assert await rows_of(studio, editor) == expected[5]
    story = (await studio.lookups.revisions(editor, "acme", carriers, PageRequest())).items
    assert [(r.revision, r.added, r.changed, r.removed) for r in story] == [
        (5, 0, 0, 1),
        (4, 0, 1, 0),
        (3, 1, 0, 0),
        (2, 2, 0, 0),
        (1, 0, 0, 0),
    ]
    assert (await studio.lookups.get(editor, "acme", carriers)).row_count == 2


async def test_an_import_replaces_all_rows_and_says_what_changed(
    studio: Studio, editor: Principal, carriers: str
) -> None:
    wanted = [row("b", "2"), row("a", "8"), row("d", "4")]
    revision = (await studio.lookups.import_rows(editor, "acme", carriers, wanted, 2, "From the warehouse.")).revision
    assert (revision.revision, revision.added, revision.changed, revision.removed) == (3, 1, 1, 0)
    assert await rows_of(studio, editor) == {"a": "8", "b": "2", "d": "4"}
    again = (await studio.lookups.import_rows(editor, "acme", carriers, wanted, 3, "The same.")).revision
    assert again == revision


async def test_rows_are_compared_before_they_are_put(studio: Studio, editor: Principal, carriers: str) -> None:
    short = LookupRow(keys=("d", "e"), values=("4",))
    pasted = [row("a", "9"), row("b", "2"), row("c", "3"), row("c", "4"), short]
    compared = await studio.lookups.compare(editor, "acme", carriers, pasted)
    assert [(one.row, str(one.change), one.before) for one in compared] == [
        (row("a", "9"), "changed", ("1",)),
        (row("b", "2"), "same", ("2",)),
        (row("c", "3"), "added", None),
        (row("c", "4"), "refused", None),
        (short, "refused", None),
    ]
    assert [problem.code for one in compared for problem in one.problems] == ["lookup-duplicate-key", "lookup-cells"]
    assert await rows_of(studio, editor) == {"a": "1", "b": "2"}


async def test_rows_are_put_together_and_others_stay(studio: Studio, editor: Principal, carriers: str) -> None:
    put = await studio.lookups.put_rows(editor, "acme", carriers, [row("a", "9"), row("c", "3")], 2, "Pasted.")
    assert (put.revision.revision, put.revision.added, put.revision.changed, put.revision.removed) == (3, 1, 1, 0)
    assert await rows_of(studio, editor) == {"a": "9", "b": "2", "c": "3"}
    with pytest.raises(Stale):
        await studio.lookups.put_rows(editor, "acme", carriers, [row("d", "4")], 2, "")
    with pytest.raises(InvalidInput):
        await studio.lookups.put_rows(editor, "acme", carriers, [row("d", "4"), row("d", "5")], 3, "")
    assert await rows_of(studio, editor) == {"a": "9", "b": "2", "c": "3"}


async def test_an_import_with_one_bad_row_stores_nothing(studio: Studio, editor: Principal, carriers: str) -> None:
    bad = [row("c", "3"), LookupRow(keys=("d", "e"), values=("4",)), row("c", "5")]
    with pytest.raises(InvalidInput) as refused:
        await studio.lookups.import_rows(editor, "acme", carriers, bad, None, "")
    assert [(p.code, p.pointer) for p in refused.value.problems] == [
        ("lookup-cells", "/1"),
        ("lookup-duplicate-key", "/2"),
    ]
    assert await rows_of(studio, editor) == {"a": "1", "b": "2"}


async def test_a_row_that_cannot_be_stored_is_refused_not_a_failure(
    studio: Studio, editor: Principal, carriers: str
) -> None:
    for key in ("nul\x00", "k" * 3000):
        with pytest.raises(InvalidInput):
            await studio.lookups.put_row(editor, "acme", carriers, row(key, "1"), "")
    assert await rows_of(studio, editor) == {"a": "1", "b": "2"}


async def test_a_stale_import_or_change_of_settings_is_refused(
    studio: Studio, editor: Principal, carriers: str
) -> None:
    with pytest.raises(Stale):
        await studio.lookups.import_rows(editor, "acme", carriers, [], 1, "")
    with pytest.raises(Stale):
        await studio.lookups.put(editor, "acme", CARRIERS, 1)
    with pytest.raises(Stale):
        await studio.lookups.delete(editor, "acme", carriers, 1)


async def test_settings_that_are_so_already_make_no_revision_and_any_difference_does(
    studio: Studio, editor: Principal, carriers: str
) -> None:
    defaults: list[object] = [None, 1, True, 1.0, "1", 1]
    revisions = []
    for default in (None, *defaults):
        definition = msgspec.structs.replace(CARRIERS, default=default)
        stored = (await studio.lookups.put(editor, "acme", definition, None)).lookup
        assert repr(stored.definition.default) == repr(default)
        assert repr((await studio.lookups.get(editor, "acme", carriers)).definition.default) == repr(default)
        revisions.append(stored.revision)
    assert revisions == [2, 2, 3, 4, 5, 6, 7]


async def test_columns_stay_while_there_are_rows(studio: Studio, editor: Principal, carriers: str) -> None:
    wider = msgspec.structs.replace(CARRIERS, values=("ours", "service"))
    with pytest.raises(Conflict) as refused:
        await studio.lookups.put(editor, "acme", wider, None)
    assert refused.value.stable_code == "has-rows"
    await studio.lookups.import_rows(editor, "acme", carriers, [], None, "Emptied.")
    changed = await studio.lookups.put(editor, "acme", wider, None)
    assert (changed.lookup.definition, changed.created) == (wider, False)
    old = await studio.lookups.table(editor, "acme", carriers, 2)
    assert (old.definition, len(old.rows)) == (CARRIERS, 2)


async def test_a_deleted_lookup_is_gone_and_goes_on_counting_when_made_anew(
    studio: Studio, editor: Principal, carriers: str
) -> None:
    await studio.lookups.delete(editor, "acme", carriers, 2)
    with pytest.raises(NotFound):
        await studio.lookups.get(editor, "acme", carriers)
    assert (await studio.lookups.list(editor, "acme", PageRequest())).items == []
    anew = await studio.lookups.put(editor, "acme", CARRIERS, None)
    assert (anew.lookup.revision, anew.lookup.row_count, anew.created) == (4, 0, True)
    assert await rows_of(studio, editor) == {}
    assert await rows_of(studio, editor, 2) == {"a": "1", "b": "2"}


async def test_pages_stay_with_the_revision_of_the_first(studio: Studio, editor: Principal, carriers: str) -> None:
    first = await studio.lookups.rows(editor, "acme", carriers, PageRequest(limit=1))
    await studio.lookups.import_rows(editor, "acme", carriers, [row("c", "3")], None, "Others.")
    second = await studio.lookups.rows(editor, "acme", carriers, PageRequest(limit=1, cursor=first.next))
    assert [first.items, second.items] == [[row("a", "1")], [row("b", "2")]]
    assert second.next is None


async def test_a_cursor_of_another_list_is_refused(studio: Studio, editor: Principal, carriers: str) -> None:
    for cursor in ("%", "eA", "W10", "Wzk5OTk5OTk5OTk5OTk5OTksWyJhIl1d"):
        with pytest.raises((InvalidInput, NotFound)):
            await studio.lookups.rows(editor, "acme", carriers, PageRequest(cursor=cursor))


async def test_an_evaluation_sees_a_row_as_soon_as_it_is_there(
    studio: Studio, editor: Principal, mapping: str, carriers: str, order: bytes
) -> None:
    text = '$ ~> |$|{"note": $xref("carriers", "c")}|'
    held = await studio.preview.map(editor, "acme", mapping, text, order)
    assert held.hold is not None
    assert held.hold.code == "lookup-miss"
    await studio.lookups.put_row(editor, "acme", carriers, row("c", "three"), "It was missing.")
    mapped = await studio.preview.map(editor, "acme", mapping, text, order)
    assert mapped.hold is None
    assert b"three" in (mapped.output or b"")
    assert [(read.table, read.revision) for read in mapped.reads] == [("carriers", 3)]


async def test_a_long_table_comes_back_as_it_went_in(studio: Studio, editor: Principal, carriers: str) -> None:
    rows = [row(f"sku-{index}", str(index)) for index in range(12_000)]
    revision = (await studio.lookups.import_rows(editor, "acme", carriers, rows, None, "All of them.")).revision
    assert (revision.added, revision.removed) == (12_000, 2)
    assert await rows_of(studio, editor) == {one.keys[0]: one.values[0] for one in rows}


@pytest.mark.parametrize(
    "definition",
    [
        LookupDefinition(name="x", keys=(), values=("v",), owner="o"),
        LookupDefinition(name="x", keys=("k",), values=(), owner="o"),
        LookupDefinition(name="x", keys=("k",), values=("k",), owner="o"),
        LookupDefinition(name="x", keys=(" ",), values=("v",), owner="o"),
        LookupDefinition(name="Not a name", keys=("k",), values=("v",), owner="o"),
        LookupDefinition(name="x", keys=("k", "l"), values=("v",), owner="o", on_miss=MissPolicy.PASS_THROUGH),
    ],
)
def test_settings_that_cannot_work_are_refused(definition: LookupDefinition) -> None:
    with pytest.raises(InvalidInput):
        check_definition(definition)


CELLS: st.SearchStrategy[tuple[str, ...]] = st.tuples(st.sampled_from("abcdef"))


@given(stored=st.dictionaries(CELLS, CELLS), wanted=st.dictionaries(CELLS, CELLS))
def test_changes_lead_from_the_stored_rows_to_the_wanted_ones(
    stored: dict[tuple[str, ...], tuple[str, ...]], wanted: dict[tuple[str, ...], tuple[str, ...]]
) -> None:
    changes = compare_rows(stored, [LookupRow(keys=key, values=value) for key, value in wanted.items()])
    result = {key: value for key, value in stored.items() if key not in changes.closed}
    assert not result.keys() & {one.keys for one in changes.opened}
    result |= {one.keys: one.values for one in changes.opened}
    assert result == wanted
    assert len(stored) + changes.added - changes.removed == len(wanted)
    assert bool(changes) == (stored != wanted)
