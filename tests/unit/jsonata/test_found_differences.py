"""What the differential tests have found, each as small as it gets: both engines end as the reference implementation.

Where they do not by intention, the case says so.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
from interpreter import interpret
from outcomes import Outcome, agree, outcome_of

from crossdock import jsonata
from crossdock.jsonata import UNDEFINED

Case: TypeAlias = tuple[str, Any, Any]
"""Expression, document, and value or `Outcome`."""

_LINES = {"lines": [{"qty": 3, "sku": "a"}, {"qty": 1, "sku": "b"}]}

_FILTERS_BEHIND_CALLS: list[Case] = [
    ("$map([[1, 2]], function($x){$x})[0]", {}, [1, 2]),
    ("$filter([[1, 2], [3]], function($x){$count($x) = 2})[0]", {}, [1, 2]),
    ("$each({'a': [1, 2]}, function($v){$v})[0]", {}, [1, 2]),
    ("($g := function($y){$map($y, function($x){$x})}; $g([[1, 2]])[0])", {}, [1, 2]),
    ("[[1, 2], [3]] ~> $map(function($x){$x})[1]", {}, [[1, 2], [3]]),
    ("[1, 2] ~> $count(){'k': $}", {}, 2),
]
"""A filter behind a call sees the sequence that the function returned, even if that has only one item; behind `~>` it
is passed over."""

_ENDS_OF_FUNCTIONS: list[Case] = [
    ("($f := function($x){$g($x)[1]}; $g := function($y){[1, 2]}; $f(1))", {}, 2),
    ("($f := function($x){$g($x){'k': $}}; $g := function($y){$y}; $f(1))", {}, {"k": 1}),
    ("($f := function($x){($g($x)){'k': $}}; $g := function($y){$y}; $f(1))", {}, {"k": 1}),
    ("($f := function($x){($g($x))[$ = 1]}; $g := function($y){$y}; $f(1))", {}, 1),
]
"""What stands behind a call at the end of a function is carried out. (Of the last three the reference implementation
loses the grouping or applies filter and grouping to the call that is still to be made: a deviation.)"""

_SEQUENCES_FROM_CALLBACKS: list[Case] = [
    ("$reduce([1, 2], function($a, $b){$filter([1, 2], function($z){$z = 1})})", {}, 1),
    ("($map([1], function($x){$keys({'a': 1})}))", {}, "a"),
    ("$map([1], function($x){$keys({'a': 1})})", {}, ["a"]),
    ("'é' ~> $map($keys)", {}, []),
]
"""The sequence that a callback returns at its end is unwrapped by what is around the call, once for each expression."""

_PATHS_FROM_CONSTRUCTORS: list[Case] = [
    ("[][-2].$", {}, UNDEFINED),
    ("[true, 1..3][0].amount{'k': {}}", {}, {"k": {}}),
    ("[{'a': 1}, {'a': 2}][0].a", {}, UNDEFINED),
    ("['ab'][0].$uppercase()", {}, ["A", "B"]),
    ("[''][0].x", {}, ""),
    ("[][].name", {}, [[]]),
    ("[]^(sku).sku", {}, []),
    ("[amount].sku#$i", {}, []),
    ("[amount].sku#$i{'k': 1}", {}, {"k": 1}),
    ("[sku[0]].qty.%.*", {}, []),
    ("[][].[]#$i.grid", {}, [[]]),
    ("[].(a[])^(b)", {}, []),
]
"""A path that starts with an array constructor goes through its items; without any, the empty array is its value."""

_ORDERINGS: list[Case] = [
    ("lines^(qty)[0].sku", _LINES, "b"),
    ("lines^(qty)[qty > 1][0].sku", _LINES, "a"),
    ("[{'a': 3}, {'a': 1}]^(a)[0].a", {}, 1),
    ("lines^(qty)[0]", {"lines": [[]]}, []),
    ("lines^(qty)[0]^(sku)[0]", {"lines": [[[5]]]}, [5]),
]
"""Filters behind an ordering select before the next step; an array that is picked stays one."""

_EQUAL_LINES = {"lines": [{"qty": 1, "sku": "b"}, {"qty": 1, "sku": "a"}]}
_LATER_TERMS: list[Case] = [
    ("lines^(qty, $error('not asked')).sku", _LINES, ["b", "a"]),
    ("lines^(qty, $error('asked')).sku", _EQUAL_LINES, Outcome(code="D3137")),
    ("lines^(qty, $uppercase(sku)).sku", _EQUAL_LINES, ["a", "b"]),
    ("lines@$l^($l.qty, $error('not asked')).$l.sku", _LINES, ["b", "a"]),
]
"""A term of an ordering is asked only about items that are equal by the terms before it."""

_KEPT_INSIDE: list[Case] = [
    ("a.(b[])", {"a": {"b": 3}}, 3),
    ("{'r': a.(b[])}", {"a": [{"b": 1}]}, {"r": 1}),
    ("a.(true ? b[] : 1)", {"a": {"b": 3}}, 3),
    ("a.(b[])", {"a": {"b": [4]}}, [4]),
    ("a.(b[])[]", {"a": {"b": 3}}, [3]),
    ("a.b ~> $distinct[]", {"a": [{"b": 1}, {"b": 1}]}, [1]),
    ("a ~> $keys[]", {"a": {"b": 3}}, ["b"]),
    ("a.b ~> $count[]", {"a": [{"b": 1}, {"b": 1}]}, 2),
]
"""The path around takes an array that `[]` kept for its items; behind `~>`, `[]` keeps what the function returned."""

_ARRAYS_AS_CONTEXT: list[Case] = [
    ("{'k': {'a': $}}", [], {"k": {}}),
    ("{'k': {'a': $}}", [{}], {"k": {"a": {}}}),
    ("{'k': {'a': $}}", [[1, 2], [3]], {"k": {"a": [1, 2, 3]}}),
]
"""An object constructor puts the items of an array together, and one inside it does so again."""

_MISSING_ARGUMENTS: list[Case] = [
    ("$pad('a', width)", {}, "a"),
    ("$substring('abc', start)", {}, "abc"),
    ("$substring('abc', start, 2)", {}, ""),
    ("$substringBefore('abc', mark)", {}, "abc"),
    ("$power(2, exponent)", {}, Outcome(code="D3061")),
]
"""An argument that is undefined passes every signature."""

_OTHERS: list[Case] = [
    ("amount.x^(name)#$i.$uppercase(){'k': 1}", {}, {"k": 1}),
    ("**.([-1..1]).*[$ >= true]", None, Outcome(code="T2010")),
    ("**[]", {}, {}),
    ("**[$$ >= note]", [], UNDEFINED),
    ("$distinct('a')[]", {}, "a"),
    ("$distinct(a.b)[]", {"a": [{"b": 1}, {"b": 1}]}, [1]),
    ("$spread(5)[]", {}, 5),
    ("$reduce([1, 2], function($p, $q){$p}, $sum)", {}, Outcome(code="T0410")),
    ("($v := 1; ($v := $eval('$v'); $v))", {}, 1),
]

_KEPT_ARRAYS: list[Case] = [
    ("$reverse(a[])", {"a": 1}, [1]),
    ("$sort(a[])", {"a": 1}, [1]),
    ("($f := function($x){$count($x) > 9 ? 0 : $g($x)}; $g := function($x){$x}; $f(a[]))", {"a": 1}, [1]),
    ("$filter(a[], function($x){true})", {"a": 1}, 1),
    ("$distinct(a[])", {"a": [1, 1]}, [1]),
]
"""An array that `[]` keeps stays one when a function hands it back; a new sequence made of it is unwrapped."""

_NO_PYTHON_ERRORS: list[Case] = [
    ("($h := $substring(?, 0, 1); $map([3], $h))", {}, Outcome(code="T0410")),
    ("/a/(5)", {}, Outcome(code="T0410")),
    ("/a/(name)", {}, UNDEFINED),
    ("$formatNumber(5, picture)", {}, Outcome(code="T0410")),
    ("$formatInteger(5, picture)", {}, Outcome(code="T0410")),
    ("$parseInteger('5', picture)", {}, Outcome(code="T0410")),
]
"""Where the reference implementation ends with an error without a code, or goes on with a number as text."""


@pytest.mark.parametrize(
    ("source", "data", "expected"),
    [
        *_FILTERS_BEHIND_CALLS,
        *_ENDS_OF_FUNCTIONS,
        *_SEQUENCES_FROM_CALLBACKS,
        *_PATHS_FROM_CONSTRUCTORS,
        *_ORDERINGS,
        *_LATER_TERMS,
        *_KEPT_INSIDE,
        *_ARRAYS_AS_CONTEXT,
        *_MISSING_ARGUMENTS,
        *_OTHERS,
        *_KEPT_ARRAYS,
        *_NO_PYTHON_ERRORS,
    ],
)
def test_both_engines_end_like_this(source: str, data: Any, expected: Any) -> None:
    wanted = expected if isinstance(expected, Outcome) else Outcome(value=expected)
    compiled = outcome_of(lambda: jsonata.compile(source).evaluate(data))
    interpreted = outcome_of(lambda: interpret(source, data))
    assert agree(compiled, wanted), compiled
    assert agree(interpreted, wanted), interpreted
