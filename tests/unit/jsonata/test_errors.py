"""Errors name what happened and where it stands in the text that a person wrote."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock import jsonata
from crossdock.jsonata import Function, JsonataError, Limits


def error_of(source: str, data: Any = None, functions: tuple[Function, ...] = (), **limits: Any) -> JsonataError:
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(source, functions=functions, limits=Limits(**limits)).evaluate(data)
    return raised.value


def marked(source: str, error: JsonataError) -> str:
    assert error.span is not None
    return source[slice(*error.span)]


def test_an_error_within_eval_is_told_with_its_place_there_and_the_call_is_marked() -> None:
    source = "{'long': 'text before it', 'a': $eval('1 +\n  name')}"
    error = error_of(source, {"name": "x"})
    assert error.code == "D3121"
    assert marked(source, error).startswith("$eval(")
    assert "in its line 1, column 3:" in error.message
    assert "must be a number" in error.message


def test_a_syntax_error_within_eval_is_told_with_its_place_there() -> None:
    source = "[1, $eval('(1; 2')]"
    error = error_of(source)
    assert error.code == "D3120"
    assert marked(source, error).startswith("$eval(")
    assert "in its line 1, column 6:" in error.message


@pytest.mark.parametrize(
    ("text", "limits"),
    [("($f := function($n) { 1 + $f($n) }; $f(1))", {}), ("$sum([1..100000].($ + 1))", {"steps": 5000})],
)
def test_a_limit_within_eval_is_placed_at_the_call(text: str, limits: dict[str, Any]) -> None:
    source = f'{{"long text in front of it all, longer than the text inside": $eval("{text}")}}'
    error = error_of(source, **limits)
    assert error.code in {"D1011", "D1012"}
    assert marked(source, error).startswith("$eval(")


def test_too_many_calls_are_placed_at_the_call() -> None:
    source = "(\n  $f := function($n) { 1 + $f($n + 1) };\n  $f(1)\n)"
    error = error_of(source)
    assert (error.code, error.line) == ("D1011", 2)
    assert marked(source, error).startswith("$f(")


def test_time_that_is_over_is_placed_at_the_call() -> None:
    source = "(\n  $f := function($n) { $f($n + 1) };\n  $f(1)\n)"
    error = error_of(source, steps=10_000)
    assert (error.code, error.line) == ("D1012", 3)
    assert marked(source, error).startswith("$f(")


@pytest.mark.parametrize("pattern", ["/a{2,1}/", "/(?<a>x)(?<a>y)/", "/[b-a]/", "/a**/"])
def test_a_regular_expression_that_is_refused_is_marked(pattern: str) -> None:
    source = f"$match(text,\n  {pattern})"
    (found,) = jsonata.parse(source).errors
    error = error_of(source)
    assert error.code == found.code == "S0302"
    assert marked(source, error) == marked(source, found) == pattern
    assert error.line == 2


def test_what_a_limit_was_is_told_with_its_unit() -> None:
    endless = "($f := function($n) { $f($n + 1) }; $f(1))"
    assert "More than 5000 steps were taken" in error_of(endless, steps=5000).message
    assert "More than 50 ms were taken" in error_of(endless, seconds=0.05).message
    risky = "$match(text, /^(a|aa)+$/)"
    text = {"text": "a" * 60 + "!"}
    assert "More than 30 ms of one search were taken" in error_of(risky, text, match_seconds=0.03).message
    assert "More than 30 ms were taken" in error_of(risky, text, seconds=0.03).message


def fail_with(error: BaseException) -> Function:
    def fail() -> None:
        raise error

    return Function("fail", fail, "<:x>")


def test_memory_and_stack_that_run_out_in_a_function_are_limits() -> None:
    source = "1 + $fail()"
    memory = error_of(source, functions=(fail_with(MemoryError()),))
    assert (memory.code, memory.message) == (
        "D2015",
        "The memory is used up; look for a text or an array that keeps growing",
    )
    assert marked(source, memory) == "$fail("
    assert error_of(source, functions=(fail_with(RecursionError()),)).code == "D1011"


def test_a_function_that_fails_has_a_code_of_its_own() -> None:
    cause = KeyError("x")
    failed = error_of("1 + $fail()", functions=(fail_with(cause),))
    assert (failed.code, failed.token, failed.__cause__) == ("D3900", "fail", cause)
    assert failed.message == "$fail failed: 'x'"
    assert error_of("$error('mine')").code == "D3137"


def test_an_argument_that_does_not_fit_is_told_with_the_signature() -> None:
    assert error_of("$uppercase(5)").values["signature"] == "<s-:s>"
    assert error_of("($f := function($x)<n:n>{ $x }; $f('a'))").values["signature"] == "<n:n>"


def test_a_field_that_is_called_is_told_to_be_a_function_with_a_dollar() -> None:
    assert error_of("sum(1)").message == "sum is not a function, but $sum is"


def test_an_expression_and_a_value_that_are_too_deep_are_not_told_to_be_calls() -> None:
    (error,) = jsonata.parse("(" * 5000 + "1" + ")" * 5000).errors
    assert (error.code, error.message) == ("D1011", "The expression is nested too deeply")
    document: Any = []
    for _ in range(100_000):
        document = [document]
    failed = error_of("$string($)", document)
    trace = jsonata.compile("$").trace(document)
    while document:  # taken apart one by one, which Python does better than all at once
        document = document[0]
    assert failed.code == "D1011"
    assert trace.error is not None
    assert trace.error.code == "D1011"
