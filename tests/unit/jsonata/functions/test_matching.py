"""`$contains`, `$match`, `$split` and `$replace` by text, pattern and function."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.functions.matching import contains, match, replace, split
from crossdock.jsonata.patterns import compile_pattern
from crossdock.jsonata.undefined import UNDEFINED, Value


def letter_matcher(letter: str) -> Value:
    """A matcher function as an expression would write it."""

    def find(text: str, start: int = 0) -> Value:
        at = text.find(letter, start)
        if at < 0:
            return UNDEFINED
        return {"match": letter, "start": at, "end": at + 1, "groups": [], "next": lambda: find(text, at + 1)}

    return find


def test_contains() -> None:
    assert contains("AB-12", "-1") is True
    assert contains("AB-12", compile_pattern(r"\d{3}")) is False
    assert contains("AB-12", letter_matcher("B")) is True
    assert contains(UNDEFINED, "x") is UNDEFINED
    assert contains("x", UNDEFINED) is UNDEFINED


def test_match_lists_text_place_and_groups() -> None:
    both = [{"match": "a1", "index": 0, "groups": ["1"]}, {"match": "b2", "index": 2, "groups": ["2"]}]
    assert match("a1b2", compile_pattern(r"[a-z](\d)")) == both
    assert match("a1b2", compile_pattern(r"[a-z](\d)"), 1) == both[0]
    assert match("a1b2", compile_pattern(r"[a-z](\d)"), 0) is UNDEFINED
    assert match("abab", letter_matcher("b")) == [
        {"match": "b", "index": 1, "groups": []},
        {"match": "b", "index": 3, "groups": []},
    ]


@pytest.mark.parametrize(
    ("separator", "limit", "expected"),
    [
        (",", UNDEFINED, ["a", " b", "c"]),
        (",", 2, ["a", " b"]),
        ("", 3, ["a", ",", " "]),
        (compile_pattern(r",\s*"), UNDEFINED, ["a", "b", "c"]),
        (compile_pattern(r",\s*"), 2, ["a", "b"]),
        (compile_pattern("x"), UNDEFINED, ["a, b,c"]),
        (compile_pattern(","), 0, []),
        (letter_matcher(","), UNDEFINED, ["a", " b", "c"]),
    ],
)
def test_split(separator: Value, limit: float, expected: list[str]) -> None:
    assert split("a, b,c", separator, limit) == expected


@pytest.mark.parametrize(
    ("wanted", "replacement", "expected"),
    [
        ("-", "+", "AB+12+34"),
        ("-", "$0", "AB$012$034"),
        (compile_pattern(r"\d"), "#", "AB-##-##"),
        (compile_pattern(r"([A-Z])([A-Z])"), "$2$1", "BA-12-34"),
        (compile_pattern(r"(\d)(\d)"), "<$0|$1|$3>", "AB-<12|1|>-<34|3|>"),
        (compile_pattern(r"(x)?-"), "[$1]", "AB[]12[]34"),
        (compile_pattern(r"-"), "$$1$x\\1", "AB$1$x\\112$1$x\\134"),
        (compile_pattern(r"\d+"), lambda found: f"<{found['match']}>", "AB-<12>-<34>"),
        (letter_matcher("-"), "", "AB1234"),
    ],
)
def test_replace(wanted: Value, replacement: Value, expected: str) -> None:
    assert replace("AB-12-34", wanted, replacement) == expected


def test_group_number_takes_as_many_digits_as_there_can_be() -> None:
    eleven = compile_pattern("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)")
    assert replace("abcdefghijk", eleven, "$11-$12-$1x") == "k-a2-ax"


def test_limit_stops_after_so_many() -> None:
    assert replace("a-a-a", "a", "b", 2) == "b-b-a"
    assert replace("a-a-a", compile_pattern("a"), "b", 2) == "b-b-a"
    assert replace("a-a-a", compile_pattern("a"), "b", 0) == "a-a-a"


@given(st.text(alphabet="ab$\\-"), st.text(alphabet="xy$01\\"))
def test_replacing_by_text_at_once_and_one_by_one_agree(text: str, replacement: str) -> None:
    pattern = compile_pattern("(a)b*")
    assert replace(text, pattern, replacement) == replace(text, pattern, replacement, len(text) + 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("a", "", "b"), "D3010"), (("a", "a", "b", -1), "D3011"), (("a", compile_pattern("a"), lambda _: 5), "D3012")],
)
def test_replace_refuses(arguments: tuple[Value, ...], code: str) -> None:
    with pytest.raises(JsonataError, match=code):
        replace(*arguments)


def test_negative_limits_are_refused() -> None:
    with pytest.raises(JsonataError, match="D3040"):
        match("a", compile_pattern("a"), -1)
    with pytest.raises(JsonataError, match="D3020"):
        split("a", ",", -1)


def test_missing_or_wrong_matcher_is_refused() -> None:
    with pytest.raises(JsonataError, match="T0410"):
        split("a", UNDEFINED)
    with pytest.raises(JsonataError, match="T1010"):
        split("some text", str.upper)


def test_result_over_the_limit_is_refused() -> None:
    limits = FunctionLimits(characters=20)
    for wanted, replacement in (
        ("a", "12345"),
        (compile_pattern("a"), "12345"),
        (compile_pattern("(a)"), "$1$1$1$1$1"),
    ):
        assert replace("aaaa", wanted, replacement, limits=limits) is not UNDEFINED
        with pytest.raises(JsonataError, match="D2015"):
            replace("aaaaa", wanted, replacement, limits=limits)


def test_matches_over_the_limit_are_refused() -> None:
    with pytest.raises(JsonataError, match="D2015"):
        match("a" * 20, compile_pattern("a"), limits=FunctionLimits(items=100))


def test_functions_are_called_through_the_evaluator() -> None:
    calls: list[tuple[Value, ...]] = []

    def call(function: Value, *arguments: Value) -> Value:
        calls.append(arguments)
        return function(*arguments)

    assert replace("ab", compile_pattern("a"), lambda found: found["match"].upper(), call=call) == "Ab"
    assert len(calls) == 1
