"""Errors as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock import jsonata
from crossdock.jsonata import Function, JsonataError, parse
from crossdock.jsonata.errors import MESSAGES, failure
from crossdock.jsonata.explain import explain, likely_fix


def error_of(source: str, data: object = None) -> JsonataError:
    with pytest.raises(JsonataError) as caught:
        jsonata.compile(source).evaluate(data)
    return caught.value


def test_explanation_shows_code_place_line_and_fix() -> None:
    source = "(\n  $first := lines[0;\n  $first.sku\n)"
    assert explain(error_of(source), source).splitlines() == [
        "S0202: Here ] is needed, but ; was found",
        "",
        "  line 2, column 20",
        "  |   $first := lines[0;",
        "  |                    ^",
        "try: close the [ that was opened before with ], or put the operator or comma that is missing here.",
    ]


def test_whole_token_is_underlined() -> None:
    source = "1 + $upercase('a')"
    assert explain(error_of(source), source).splitlines()[3:] == [
        "  | 1 + $upercase('a')",
        "  |     ^^^^^^^^^^",
        "try: write $uppercase.",
    ]


def test_text_in_the_place_of_a_number_is_shown_as_text() -> None:
    source = "a * 2"
    assert "found: the text '1'" in explain(error_of(source, {"a": "1"}), source).splitlines()


def test_own_functions_are_among_those_that_may_be_meant() -> None:
    own = Function("carrier", lambda code: code)
    source = "$carier('x')"
    assert likely_fix(error_of(source), source, functions=[own]) == "write $carrier."
    assert likely_fix(error_of(source), source) == "bind it before this place with :=, or check its name."


@pytest.mark.parametrize(
    ("source", "data", "expected"),
    [
        ("price * 2", {"price": "1.00"}, "make a number of the text with $number, or join texts with &."),
        ("prices * 2", {"prices": [1, 2]}, "take one value with [0], or put them together with $sum."),
        ("$number(a)", {"a": ""}, "test for an empty text first: text ? $number(text)."),
        ("$number(a)", {"a": " 1"}, "take the blanks off with $trim."),
        ("$number(a)", {"a": "1,5"}, "take off what is no digit with $replace, and write the decimal sign as a point."),
        ("sum(a)", {"a": 1}, "write $sum."),
        ("'abc", None, "close the text with the same quote that opens it; a quote within it is written with a backslash before it."),
        ("a < 'b'", {"a": 1}, "make both sides the same kind with $number or $string."),
        ("1 +", None, "finish the expression: a value is missing at its end."),
    ],
)  # fmt: skip
def test_likely_fix(source: str, data: object, expected: str) -> None:
    assert likely_fix(error_of(source, data), source) == expected


def test_value_that_the_message_does_not_show_is_named() -> None:
    source = "$uppercase(7)"
    assert "found: 7" in explain(error_of(source), source).splitlines()


def test_long_line_is_cut_around_the_place() -> None:
    source = "'" + "x" * 300 + "' & $nope()"
    lines = explain(error_of(source), source).splitlines()
    assert all(len(line) < 120 for line in lines)
    assert lines[3][lines[4].index("^") :].startswith("$nope")


def test_error_without_a_place_is_explained() -> None:
    assert explain(JsonataError("D3137", "No"), "a") == "D3137: No"


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_can_be_explained(code: str) -> None:
    error = failure(code, value="x", token="x").locate("a x b", 2, 3)
    text = explain(error, "a x b")
    assert text.startswith(f"{code}: ")
    assert "^" in text


@given(st.text(max_size=40))
def test_every_syntax_error_of_any_text_is_explained(source: str) -> None:
    for error in parse(source).errors:
        assert "\n" in explain(error, source)
