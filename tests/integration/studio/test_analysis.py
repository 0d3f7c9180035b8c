"""Analysis: what an editor is told of a text, with everything that the studio knows around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crossdock.errors import LimitExceeded, NotFound
from crossdock.model.access import Principal
from crossdock.model.lookup import LookupDefinition, LookupMiss, LookupRow
from crossdock.model.mapping import Version
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]

MEMBER = f"{{'c': $count([{', '.join(['name'] * 2000)}])}}"
PAIRS = "".join(f"$f{n + 1} := function() {{ {{'a': $f{n}(), 'b': $f{n}()}} }}; " for n in range(20))
DOUBLING = f"($f0 := function() {{ {MEMBER} }}; {PAIRS}$f20())"
"""Short, and makes 2^20 leaves, each of two thousand paths."""


@pytest.fixture
async def carriers(studio: Studio, editor: Principal, project: str) -> str:
    definition = LookupDefinition(name="carriers", keys=("shopify",), values=("seko",), owner="warehouse team")
    await studio.lookups.put(editor, project, definition, None)
    row = LookupRow(keys=("Express",), values=("DPD",))
    await studio.lookups.put_row(editor, project, "carriers", row, "A test.")
    return "carriers"


async def test_without_a_text_the_draft_is_meant_and_else_the_latest_version(
    studio: Studio, editor: Principal, approver: Principal, project: str, publish: Publish
) -> None:
    async def target(caller: Principal, text: str | None = None) -> list[str]:
        return [field.target for field in (await studio.analysis.fields(caller, project, "orders", text)).fields]

    await publish('{"version": name}')
    await studio.drafts.save(editor, project, "orders", '{"draft": name}', None)
    assert await target(editor, '{"given": name}') == ["given"]
    assert await target(editor) == ["draft"]
    assert await target(approver) == ["version"]


async def test_without_any_text_there_is_nothing_to_look_at(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    with pytest.raises(NotFound) as refused:
        await studio.analysis.lint(editor, project, mapping, None)
    assert refused.value.stable_code == "no-text"


async def test_lint_knows_the_source_and_the_lookups(
    studio: Studio, editor: Principal, project: str, mapping: str, carriers: str
) -> None:
    text = '{\n  "a": shiping_lines.title,\n  "b": $xref("carrier", name)\n}'
    report = await studio.analysis.lint(editor, project, mapping, text)
    unknown_path, unknown_lookup = report.findings
    assert (unknown_path.rule, unknown_path.span.line, unknown_path.span.column) == ("unknown-path", 2, 8)
    assert unknown_path.fix is not None
    assert unknown_path.fix.text == "shipping_lines"
    assert unknown_lookup.rule == "unknown-lookup"
    assert "'carriers'" in unknown_lookup.message


async def test_completion_offers_fields_lookups_and_functions_of_plugins(
    studio: Studio, editor: Principal, project: str, mapping: str, carriers: str
) -> None:
    async def offered(text: str) -> dict[str, str]:
        report = await studio.analysis.complete(editor, project, mapping, text, len(text))
        return {offer.label: offer.kind for offer in report.completions}

    assert (await offered('{"a": shipping_li'))["shipping_lines"] == "field"
    assert (await offered('$xref("car')) == {carriers: "lookup"}
    assert (await offered("$xre"))["$xref"] == "function"


async def test_a_trace_tells_output_reads_misses_branches_and_lookups(
    studio: Studio, editor: Principal, project: str, mapping: str, carriers: str
) -> None:
    text = '{"a": $xref("carriers", ship), "b": $xref("carriers", other), "c": shp ? 1 : 2}'
    report = await studio.analysis.trace(editor, project, mapping, text, b'{"ship": "Express", "other": "Mule"}')
    assert report.output == b'{"a":"DPD","c":2}'
    assert report.reads == ("other", "ship")
    assert [(miss.path, miss.nearest) for miss in report.misses] == [("shp", "ship")]
    assert [branch.times for branch in report.branches] == [0, 1]
    assert [(leaf.target, leaf.sources) for leaf in report.leaves] == [("a", ("ship",)), ("c", ())]
    assert [read.table for read in report.lookup_reads] == [carriers]
    assert report.lookup_misses == (LookupMiss(table=carriers, key=("Mule",)),)
    given = {text[part.span.start : part.span.end]: part.shown for part in report.sub_results}
    assert given['$xref("carriers", ship)'] == ("DPD",)


async def test_a_trace_of_what_fails_tells_the_problem_and_what_was_read_before(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    report = await studio.analysis.trace(editor, project, mapping, '{"a": name + 1}', b'{"name": "x"}')
    (problem,) = report.problems
    assert (problem.code, report.output, report.reads) == ("T2001", None, ("name",))
    assert problem.expression is not None


async def test_a_hostile_text_ends_and_the_next_one_is_answered(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    with pytest.raises(LimitExceeded) as refused:
        await studio.analysis.fields(editor, project, mapping, DOUBLING)
    assert refused.value.stable_code == "limit-exceeded"
    endless = "($f := function($n) { $f($n + 1) }; $f(1))"
    report = await studio.analysis.trace(editor, project, mapping, endless, b"{}")
    assert [problem.code for problem in report.problems] == ["D1012"]
    assert (await studio.analysis.parse(editor, project, mapping, "name")).problems == ()
