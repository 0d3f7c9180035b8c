"""What every engine does alike: exact where money and ids need it, and every failure told with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crossdock.engine.json_text import decode, encode
from crossdock.errors import PluginError
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.engines import Engine, open_engine
from crossdock.model.evaluation import EngineName, Evaluated, Limits
from crossdock.plugin import FunctionEntry

Run = Callable[..., Evaluated]


@pytest.fixture(scope="module", params=list(EngineName))
def engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(request.param, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("nothing", None),
        ("deep", {"a": {"b": None}}),
        ("[nothing, missing, 1]", [None, 1]),
        ('{"a": nothing, "b": missing}', {"a": None}),
        ("null in list", True),
        ("deep.a = {'b': null}", True),
        ("[1..3]", [1, 2, 3]),
        ("$.list", [1, None, 2]),
        ("a /* a comment at the end */ ? 1 : 2", 2),
        ("name /* a comment at the end */", "mug"),
    ],
)
def test_null_is_not_nothing(text: str, value: Any, run: Run) -> None:
    result = run(text)
    assert result.problems == ()
    assert result.output == encode(value)


@pytest.mark.parametrize("text", ["missing", "deep.a.c", "items[x = 7]", "$lookup(deep, 'z')"])
def test_nothing_is_no_output(text: str, run: Run) -> None:
    assert run(text) == Evaluated()


def test_null_and_arrays_may_be_the_whole_input(run: Run) -> None:
    assert run("$", None).output == b"null"
    assert run("$count($)", [3, 4]).output == b"2"
    assert run("$[0]", [3, 4]).output == b"3"
    assert run("$", {"a": [{"b": None}]}).output == b'{"a":[{"b":null}]}'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("id", 9007199254740993),
        ("$string(id)", "9007199254740993"),
        ("'SHOP-' & id", "SHOP-9007199254740993"),
        ("id = 9007199254740992", False),
        ("id = 9007199254740993", True),
        ("id != 9007199254740992", True),
        ("[-9007199254740993]", [-9007199254740993]),
        ("12345678901234567890123", 12345678901234567890123),
        ("$string(0.1 + 0.2)", "0.3"),
        ("7.5 % 2", 1.5),
        ("-7 % 3", -1),
        ('"\\uD83D\\uDE00"', "😀"),
    ],
)
def test_integers_and_characters_are_exact(text: str, value: Any, run: Run) -> None:
    result = run(text)
    assert result.problems == ()
    assert result.output is not None
    assert decode(result.output) == value


def test_now_is_when_the_record_was_received(run: Run) -> None:
    assert run("$now()").output == b'"2026-03-29T08:30:00.500Z"'
    assert run("$millis()").output == b"1774773000500"
    assert run("$eval('$millis()')").output == b"1774773000500"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("{\n  'a': name + 1\n}", "T2001", (2, 13, "+")),
        ("1 +\n  name", "T2002", (1, 3, "+")),
        ("$number(\n'x')", "D3030", (1, 1, "$number")),
        ("name & $toMillis('x')", "D3110", (1, 8, "$toMillis")),
        ("true and 1/0", "D1001", (1, 11, "/")),
        ("[1..1e9]", "D2014", (1, 3, "..")),
        ("name > 1", "T2009", (1, 6, ">")),
        ("items^(x)", "T2007", (1, 6, "^")),
        ("$uppercase(1)", "T0410", (1, 1, "$uppercase")),
        ("($f := function($x)<s:s>{$x}; $f (5))", "T0410", (1, 31, "$f")),
        ("name ~> 5", "T2006", (1, 6, "~>")),
        ("(\n$error('no stock'))", "D3137", (2, 1, "$error")),
        ("$assert(false, 'no stock')", "D3141", (1, 1, "$assert")),
        ("(\n  $x := 1;\n  $uppercse(name)\n)", "unknown-function", (3, 3, "$uppercse")),
        ("a[", "S0203", (1, 2, "[")),
        ('"\\y"', "S0103", (1, 2, "\\")),
        ("a /* b", "S0106", (1, 3, "/*")),
        ("$eval('1 +')", "D3120", (1, 1, "$eval")),
    ],
)
def test_a_problem_has_code_words_remedy_and_place(text: str, code: str, place: tuple[int, int, str], run: Run) -> None:
    (problem,) = run(text).problems
    assert problem.code == code
    assert problem.message.endswith((".", "no stock"))
    assert problem.remedy.endswith((".", "?"))
    assert problem.expression is not None
    assert (problem.expression.line, problem.expression.column, problem.expression.token) == place
    assert text[problem.expression.start : problem.expression.end] == problem.expression.token


def test_a_mapping_s_own_message_is_told_as_it_was_written(run: Run) -> None:
    assert [problem.message for problem in run("$error('Out of stock: ' & name)").problems] == ["Out of stock: mug"]


def test_an_empty_text_is_a_problem_without_a_place(run: Run) -> None:
    (problem,) = run(" \n").problems
    assert (problem.code, problem.expression) == ("S0207", None)


@pytest.mark.parametrize(
    ("text", "limit"), [("[1..1e9]", "memory"), ("($f := function($n){1 + $f($n)}; $f(1))", "depth")]
)
def test_a_limit_that_ends_an_evaluation_is_named(text: str, limit: str, run: Run) -> None:
    assert run(text).limit == limit


@pytest.mark.parametrize(
    ("text", "pointer"), [('{"a/b": [1, $sum]}', "/a~1b/1"), ("$sum", ""), ("[[function($x) {$x}]]", "/0/0")]
)
def test_a_function_in_the_output_is_told_where(text: str, pointer: str, run: Run) -> None:
    (problem,) = run(text).problems
    assert (problem.code, problem.pointer) == ("not-json", pointer)
    assert problem.message == "The output holds a function, which JSON cannot say."


def test_an_unknown_function_is_named_with_the_nearest(engine: Engine) -> None:
    text = "($twice := function($f) { $f(1) }; $twice($sum) + $sme([1]); name ~> $uppercse)"
    first, second = engine.parse(text)
    assert (first.code, first.message) == ("unknown-function", "There is no function $sme.")
    assert (second.message, second.remedy) == ("There is no function $uppercse.", "Did you mean '$uppercase'?")
    assert [problem.expression and problem.expression.token for problem in (first, second)] == ["$sme", "$uppercse"]


@pytest.mark.parametrize(
    "text",
    ["$sum([1])", "($a := $sum; $a([1]))", "items@$i.$string($i)", "items#$n.$string($n)", "function($f){$f()}($now)"],
)
def test_names_that_are_bound_are_no_problem(text: str, engine: Engine) -> None:
    assert engine.parse(text) == ()


def test_one_evaluation_leaves_nothing_for_the_next(run: Run) -> None:
    assert run("$secret := 'mine'").output == b'"mine"'
    assert run("$secret") == Evaluated()
    assert run("($sum := function($x) { 'mine' }; $sum([1]))").output == b'"mine"'
    assert run("$sum([1])").output == b"1"
    run("($renamed := $count; 1)")
    (problem,) = run("$count(1, 2)").problems
    assert "of $count does not fit the function's signature" in problem.message


def test_a_message_shows_values_only_in_part(run: Run) -> None:
    (problem,) = run("name < [$pad('x', 5000)]").problems
    assert len(problem.message) < 200
    (problem,) = run("$error($pad('x', 50000))").problems
    assert len(problem.message) == 2000


@pytest.mark.parametrize("taken", ["sum", "map", "eval", "now"])
@pytest.mark.parametrize("name", EngineName)
def test_a_plugin_may_not_replace_what_the_language_has(name: EngineName, taken: str) -> None:
    entry = FunctionEntry(name=taken, signature="<x:x>", target="odd:SUM", summary="Odd.")
    with pytest.raises(PluginError, match=rf"\${taken}"):
        open_engine(name, [entry])


def test_input_that_is_not_json_is_a_problem(engine: Engine, context: EvaluationContext) -> None:
    (problem,) = engine.evaluate("$", b'{"a": 1, "a": 2}', context, Limits()).problems
    assert (problem.code, "occurs twice" in problem.message) == ("malformed", True)
