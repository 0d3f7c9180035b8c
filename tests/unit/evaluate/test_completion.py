"""What is offered at a position of a half-typed text: all that stands around the text is known there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.evaluate.analysis import Analysis
from crossdock.evaluate.questions import CompletionsAt
from crossdock.model.analysis import Completion, CompletionReport, Described, Surroundings
from crossdock.model.evaluation import Limits
from crossdock.model.resource import Sample
from crossdock.plugins import Plugins

Offered = Callable[[str], dict[str, Completion]]

SCHEMA = {
    "type": "object",
    "properties": {
        "total": {"type": "string", "description": "What the buyer pays."},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
    },
}
SAMPLE = Sample(name="gift", payload=b'{"total": "1.10", "gift_note": "For you", "lines": [{"colour": "red"}]}')


@pytest.fixture(scope="module")
def offered() -> Offered:
    """What is offered behind the last character of a text, by its label."""
    analysis = Analysis(entry for entry, _ in Plugins().functions.values())
    around = Surroundings(source=Described(schema=SCHEMA, samples=(SAMPLE,)), lookups=("carriers", "countries"))

    def ask(text: str) -> dict[str, Completion]:
        question = CompletionsAt(text=text, position=len(text), around=around)
        report = analysis.answer(question, {}, lambda name: pytest.fail(f"{name} was read"), Limits())
        assert isinstance(report, CompletionReport)
        return {completion.label: completion for completion in report.completions}

    return ask


def test_paths_of_the_source_come_from_its_schema_and_from_its_samples(offered: Offered) -> None:
    assert offered("tot")["total"].detail == "text: What the buyer pays."
    assert offered("gift")["gift_note"].kind == "field"
    assert set(offered("lines.")) == {"sku", "colour"}


def test_functions_are_told_with_their_signature_and_what_they_do(offered: Offered) -> None:
    language, plugins = offered("$upper")["$uppercase"], offered("$xre")["$xref"]
    for function in (language, plugins):
        signature, _, told = function.detail.partition(" ")
        assert (signature[0], signature[-1]) == ("<", ">")
        assert told.endswith(".")
        assert function.insert == f"{function.label}("


def test_lookups_are_offered_where_one_is_asked(offered: Offered) -> None:
    assert [one.kind for one in offered('$xref("').values()] == ["lookup", "lookup"]
    assert set(offered('$xref("cou')) == {"countries"}


def test_variables_are_offered_with_what_they_hold(offered: Offered) -> None:
    found = offered("($first := lines[0]; $fi")
    assert found["$first"].kind == "variable"
    assert set(offered("($first := lines[0]; $first.")) == {"sku", "colour"}
