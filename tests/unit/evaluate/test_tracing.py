"""Traces as an editor gets them: misses with the field that was meant, whatever the names look like."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.json_text import encode
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.lookup_tables import IndexedTable, index
from crossdock.evaluate.native.functions import PluginFunctions
from crossdock.evaluate.tracing import trace
from crossdock.model.analysis import TraceReport
from crossdock.model.evaluation import Limits
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable, MissPolicy
from crossdock.plugins import Plugins

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="`"), min_size=1, max_size=6)


def traced(text: str, document: Any) -> TraceReport:
    def no_table(name: str) -> IndexedTable:
        raise AssertionError(name)

    context = EvaluationContext(datetime(2026, 3, 29, 9, 30, tzinfo=UTC), (), no_table)
    return trace(text, encode(document), PluginFunctions(()), context, Limits())


@pytest.mark.parametrize(
    ("text", "document", "path", "nearest"),
    [
        ("naem", {"name": 1}, "naem", "name"),
        ("lines.quantty", {"lines": [{"quantity": 1}]}, "lines[0].quantty", "quantity"),
        ("`first nam`", {"first name": 1}, "`first nam`", "first name"),
        ("a.`b.c`.naem", {"a": {"b.c": {"name": 1}}}, "a.`b.c`.naem", "name"),
        ("nothing_like_it", {"name": 1}, "nothing_like_it", None),
    ],
)
def test_a_miss_names_the_field_that_was_meant(text: str, document: Any, path: str, nearest: str | None) -> None:
    (miss,) = traced(text, document).misses
    assert (miss.path, miss.nearest) == (path, nearest)


@given(names=st.lists(NAMES, min_size=1, max_size=3), key=st.text(max_size=5))
def test_any_names_can_be_missed(names: list[str], key: str) -> None:
    text = ".".join(f"`{name}`" for name in names)
    for document in ({key: {"a`b": [1]}}, [[{key: 1}]], {name: {key: 1} for name in names}):
        assert traced(text, document).problems == ()


def test_a_text_that_does_not_parse_has_all_its_errors() -> None:
    report = traced("{'a': b[0, 'c': (1 + ", {})
    assert len(report.problems) > 1
    assert report.output is None


def test_many_values_are_counted_and_the_first_are_shown() -> None:
    report = traced("[1..100].($ * 2)", {})
    (part,) = [part for part in report.sub_results if part.times == 100 and part.shown[0] == "2"][:1]
    assert part.shown == ("2", "4", "6")


def test_a_key_is_missed_whatever_its_miss_policy_gives() -> None:
    definition = LookupDefinition(
        name="sizes", keys=("ours",), values=("theirs",), owner="ops", on_miss=MissPolicy.DEFAULT, default="other"
    )
    table = LookupTable(definition=definition, revision=1, rows=(LookupRow(keys=("S",), values=("small",)),))
    context = EvaluationContext(datetime(2026, 3, 29, tzinfo=UTC), ("sizes",), lambda _: index(table))
    entries = [entry for entry, _ in Plugins().functions.values()]
    text = "['S', 'XL', 'XL'].$xref('sizes', $)"
    report = trace(text, b"{}", PluginFunctions(entries), context, Limits())
    assert report.output == b'["small","other","other"]'
    assert [(run.table, run.key, run.found, run.times) for run in report.lookups] == [
        ("sizes", "S", True, 1),
        ("sizes", "XL", False, 2),
    ]
    assert {text[run.span.start : run.span.end] for run in report.lookups} == {"$xref('sizes', $)"}


def test_filters_are_told_with_their_place() -> None:
    text = "lines[quantity > 1].sku"
    (run,) = traced(text, {"lines": [{"quantity": 1}, {"quantity": 2}]}).filters
    assert (text[run.span.start : run.span.end], run.passed, run.of) == ("quantity > 1", 1, 2)
