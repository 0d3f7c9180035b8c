"""Nothing an expression does runs for ever or fills the memory: it ends with the right code, soon after its limit."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest

from crossdock import jsonata
from crossdock.jsonata import JsonataError, Limits

DOUBLED_ARRAYS = "$reduce([1..40], function($a, $b){ [[$a], [$a]] }, [1])"
ATTACKS = {
    "endless recursion": ("($f := function($x){ 1 + $f($x) }; $f(1))", "D1011"),
    "endless tail call": ("($f := function($x){ $f($x + 1) }; $f(1))", "D1012"),
    "two functions without end": ("($g := function($x){ $f($x) }; $f := function($x){ $g($x) }; $f(1))", "D1012"),
    "range of a thousand million": ("[1..1e9]", "D2014"),
    "ranges in ranges": ("[1..10000].([1..10000].($ * 2))", "D1012"),
    "loops in loops": ("$map([1..10000], function($x){ $map([1..10000], function($y){ $x * $y }) })", "D1012"),
    "risky regular expression": ("$replace(text, /(a|aa)+$/, '')", "D1012"),
    "padding": ("$pad('', 1e9)", "D2015"),
    "text doubled": ("$reduce([1..40], function($a, $b){ $a & $a }, 'ab')", "D2015"),
    "text replaced": ("$reduce([1..40], function($a, $b){ $replace($a, 'a', 'aaaa') }, 'a')", "D2015"),
    "text encoded": ("$reduce([1..60], function($a, $b){ $base64encode($a) }, 'abcdefghijkl')", "D2015"),
    "text joined": ("$join([1..1000].$string(), $pad('', 100000, 'y'))", "D2015"),
    "array doubled": ("$reduce([1..40], function($a, $b){ $append($a, $a) }, [1])", "D2015"),
    "object doubled": ("$reduce([1..40], function($a, $b){ {'x': $a, 'y': $a} }, {'v': 1})", "D1012"),
    "nested arrays": (DOUBLED_ARRAYS, "D1012"),
    "descendants of nested arrays": (f"$count({DOUBLED_ARRAYS}.**)", "D2015"),
    "number squared": ("$reduce([1..60], function($a, $b){ $a * $a }, 10)", "D1001"),
    "roman number": ("$formatInteger(1000000000000, 'I')", "D2015"),
    "expression in expression": ("($f := function(){ $eval('$f()') }; $f())", "D1011"),
    "sorting that recurses": ("($f := function($x){ $sort([1, 2], function($a, $b){ $f($x) }) }; $f(1))", "D1011"),
    "partial application that recurses": ("($f := function($x, $y){ 1 + $f(?, 1)(2) }; $f(1, 2))", "D1011"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_with_its_code(attack: str) -> None:
    source, code = ATTACKS[attack]
    expression = jsonata.compile(source, limits=Limits(seconds=0.3))
    started = monotonic()
    with pytest.raises(JsonataError) as raised:
        expression.evaluate({"text": "a" * 60 + "b"})
    assert raised.value.code == code
    assert monotonic() - started < 10  # far above what is promised: this machine may be busy


def test_equal_nested_arrays_are_compared_quickly() -> None:
    assert jsonata.compile(f"{DOUBLED_ARRAYS} = {DOUBLED_ARRAYS}").evaluate({}) is True


def test_steps_are_counted() -> None:
    with pytest.raises(JsonataError) as raised:
        jsonata.compile("$sum([1..5000].($ + 1))", limits=Limits(steps=3000)).evaluate({})
    assert raised.value.code == "D1012"
    assert jsonata.compile("$sum([1..2000].($ + 1))", limits=Limits(steps=30000)).evaluate({}) == 2003000


def test_legitimate_recursion_has_room() -> None:
    assert jsonata.compile("($f := function($x){ $x = 0 ? 0 : 1 + $f($x - 1) }; $f(1000))").evaluate({}) == 1000


def test_tail_calls_do_not_nest() -> None:
    assert (
        jsonata.compile("($f := function($x, $s){ $x = 0 ? $s : $f($x - 1, $s + 1) }; $f(50000, 0))").evaluate({})
        == 50000
    )


@pytest.mark.parametrize("source", ["$", "**", "$string($)", "$.a"])
def test_a_document_nested_too_deep_is_an_error(source: str) -> None:
    document: Any = {}
    for _ in range(100_000):
        document = {"a": document}
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(source).evaluate(document)
    assert raised.value.code == "D1011"
    while document:  # taken apart one by one, which Python does better than all at once
        document = document["a"]


def test_the_size_of_the_result_is_bounded() -> None:
    with pytest.raises(JsonataError) as raised:
        jsonata.compile("[a, a, a]", limits=Limits(output=1000)).evaluate({"a": [[number] for number in range(500)]})
    assert raised.value.code == "D2015"


def test_a_picture_that_is_no_picture_any_more_is_refused() -> None:
    for source in ("$fromMillis(1, $pad('', 20000, '[Y]'))", "$formatNumber(1, $pad('', 20000, '0'))"):
        with pytest.raises(JsonataError) as raised:
            jsonata.compile(source).evaluate({})
        assert raised.value.code == "D2015"
    assert jsonata.compile("$fromMillis(0, $pad('', 9000, '[Y]'))").evaluate({}) == "1970" * 3000


def test_reading_an_expression_in_an_expression_takes_steps() -> None:
    with pytest.raises(JsonataError) as raised:
        jsonata.compile("$eval($pad('1', 5000))", limits=Limits(steps=4000)).evaluate({})
    assert raised.value.code == "D1012"


def test_objects_in_objects_are_compiled_quickly() -> None:
    nested = jsonata.compile('{"a":' * 300 + "b" + "}" * 300).evaluate({"b": 1})
    for _ in range(300):
        nested = nested["a"]
    assert nested == 1
