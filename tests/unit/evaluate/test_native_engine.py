"""What is the native engine's alone: places and words that say more, and limits that it tells itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.evaluate.analysis import Analysis
from crossdock.evaluate.lookup_tables import IndexedTable
from crossdock.evaluate.native.engine import NativeEngine
from crossdock.evaluate.questions import LintOf
from crossdock.model.analysis import LintReport, Surroundings
from crossdock.model.evaluation import Evaluated, Limits

Run = Callable[..., Evaluated]


@pytest.fixture(scope="module")
def engine() -> NativeEngine:
    return NativeEngine()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("sum(1)", "T1005", (1, 1, "sum")),
        ("[1!2]", "S0204", (1, 3, "!")),
        ("'a", "S0101", (1, 1, "'a")),
        ("/[/", "S0302", (1, 1, "/[/")),
        ("$replace(name, '', 'b')", "D3010", (1, 1, "$replace")),
        ("[\n  1,\n  2\n\n", "S0203", (3, 3, "2")),
    ],
)
def test_a_problem_has_code_words_remedy_and_place(text: str, code: str, place: tuple[int, int, str], run: Run) -> None:
    (problem,) = run(text).problems
    assert problem.code == code
    assert problem.message.endswith((".", "?"))
    assert problem.remedy.endswith(".")
    assert problem.expression is not None
    assert (problem.expression.line, problem.expression.column, problem.expression.token) == place


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$count(1, 2)", "Argument 2 of $count does not fit the function's signature <a:n>."),
        ("$map([1], 2)", "Argument 2 of $map does not fit the function's signature <af>."),
        ("id.$uppercase()", "The context value does not fit argument 1 of $uppercase."),
        ("$join([1])", "Argument 1 of $join must be an array of strings."),
        ("($f := function($x)<s:s>{$x}; $f(5))", "Argument 1 of $f does not fit the function's signature <s:s>."),
        (
            "($sum := function($x)<s:s>{$x}; $sum(5))",
            "Argument 1 of $sum does not fit the function's signature <s:s>.",
        ),
    ],
)
def test_an_argument_is_told_with_its_number_and_the_signature(text: str, message: str, run: Run) -> None:
    assert [problem.message for problem in run(text).problems] == [message]


def test_every_syntax_error_is_told(engine: NativeEngine) -> None:
    problems = engine.parse("{\n  'a': 1 +,\n  'b': 'c' 'd'\n}")
    assert len(problems) > 1
    assert {problem.expression.line for problem in problems if problem.expression} == {2, 3}


def test_time_that_is_used_up_is_told_with_the_place(run: Run) -> None:
    result = run("(\n  $f := function($n) { $f($n + 1) };\n  $f(1)\n)", seconds=0.1)
    (problem,) = result.problems
    assert (result.limit, problem.code) == ("time", "D1012")
    assert problem.message == "The expression was stopped: it took more time than the 0.1 s it may."
    assert problem.expression is not None


def test_a_search_that_takes_too_long_is_told_as_one(run: Run) -> None:
    (problem,) = run("$match('" + "a" * 60 + "!', /^(a|aa)+$/)", seconds=20).problems
    assert problem.message == "The expression was stopped: one search with a regular expression took more than 1 s."
    assert problem.expression is not None
    assert problem.expression.token == "$match"


def test_a_text_that_grows_too_long_is_a_matter_of_memory(run: Run) -> None:
    result = run("$pad('', 1e9)")
    (problem,) = result.problems
    assert (result.limit, problem.code) == ("memory", "D2015")
    assert problem.expression is not None
    assert problem.expression.token == "$pad"


@pytest.mark.parametrize(
    "text", ["lines[0", "{'a': ", "(1; 2\n\n", "'a", "1 /* and on", "$sum(", "/[/", "[1!2]", "a b c"]
)
def test_reading_and_linting_mark_the_same_places(text: str, engine: NativeEngine) -> None:
    question = LintOf(text=text, around=Surroundings())
    report = Analysis().answer(question, {}, dict[str, IndexedTable]().__getitem__, Limits())
    assert isinstance(report, LintReport)
    assert {finding.span for finding in report.findings} == {problem.expression for problem in engine.parse(text)}


@given(st.text(alphabet="ab$[](){}'\"/*:=~>+ .1,\n\\é😀", max_size=30))
def test_a_place_is_inside_the_text_and_holds_the_token(text: str) -> None:
    for problem in NativeEngine().parse(text):
        place = problem.expression
        if place is not None:
            assert 0 <= place.start < place.end <= len(text)
            assert place.token == text[place.start : place.end]
            assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(place.token.split("\n")[0])
