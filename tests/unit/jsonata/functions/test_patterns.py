"""Regular expressions: JavaScript's meaning, errors, and searches that always end."""

from __future__ import annotations

import re
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.pattern_nodes import complement, overlap, union
from crossdock.jsonata.pattern_risk import search_degree
from crossdock.jsonata.pattern_syntax import parse_pattern
from crossdock.jsonata.patterns import Pattern, compile_pattern
from crossdock.jsonata.undefined import UNDEFINED

RANGES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda pair: (min(pair), max(pair)))).map(
    union
)


def all_matches(source: str, text: str, flags: str = "") -> list[str]:
    return [match.group() for match in compile_pattern(source, flags).matches(text)]


@pytest.mark.parametrize(
    ("source", "flags", "text", "expected"),
    [
        (r"\d+", "", "1 \u0663 22", ["1", "22"]),
        (r"\w+", "", "né é1", ["n", "1"]),
        (r"\s", "", "a\u00a0b\ufeff", ["\u00a0", "\ufeff"]),
        (r"b$", "", "b\n", []),
        (r"^b", "m", "a\rb", ["b"]),
        (r"b$", "m", "b\u2028b", ["b", "b"]),
        (r"a.c", "", "a\rc abc", ["abc"]),
        (r"É", "i", "é", ["é"]),
        (r"[à-ý]", "i", "É", ["É"]),
        (r"k", "i", "K\u212a", ["K"]),
        (r"a\/b", "", "a/b", ["a/b"]),
        (r"\ud83d\ude00", "", "x😀", ["😀"]),
        (r"[\w-]", "", "-a!", ["-", "a"]),
        (r"[\d-x]", "", "5-x", ["5", "-", "x"]),
        (r"[[]", "", "[", ["["]),
        (r"[a&&b]", "", "&", ["&"]),
        (r"[^]", "", "\n", ["\n"]),
        (r"[]", "", "a", []),
        (r"a{,2}", "", "a{,2}", ["a{,2}"]),
        (r"(?<y>\d)\k<y>", "", "122", ["22"]),
        (r"(a)?\1b", "", "b", ["b"]),
        (r"\1(a)", "", "a", ["a"]),
        (r"\u{3}", "", "uuu", ["uuu"]),
        (r"\x41\101\cJ", "", "AA\n", ["AA\n"]),
        (r"(?<=a+)b", "", "aab", ["b"]),
        (r"(?<!a)b", "", "ab bb", ["b", "b"]),
        (r"\Z\A\h", "", "ZAh", ["ZAh"]),
    ],
)
def test_pattern_means_what_it_means_in_javascript(source: str, flags: str, text: str, expected: list[str]) -> None:
    assert all_matches(source, text, flags) == expected


@pytest.mark.parametrize(
    "source",
    ["(", "a)", "[b-a]", "a**", "+", "a++", "^*", "(?i)a", "(?P<n>a)", "(?<a>x)(?<a>y)", "a{2,1}", "\\", "(" * 5000],
)
def test_malformed_pattern_is_refused(source: str) -> None:
    with pytest.raises(JsonataError, match="S0302"):
        Pattern(source)


def test_empty_pattern_is_refused() -> None:
    with pytest.raises(JsonataError, match="S0301"):
        Pattern("")


def test_pattern_is_a_function_to_its_matches() -> None:
    first = compile_pattern("([a-z])(\\d)?")("x1y")
    assert first is not UNDEFINED
    assert {key: first[key] for key in ("match", "start", "end", "groups")} == {
        "match": "x1",
        "start": 0,
        "end": 2,
        "groups": ["x", "1"],
    }
    second = first["next"]()
    assert (second["match"], second["start"], second["groups"]) == ("y", 2, ["y", None])
    assert second["next"]() is UNDEFINED
    assert compile_pattern("z")("abc") is UNDEFINED


def test_second_empty_match_is_refused() -> None:
    assert all_matches("x*", "") == [""]
    assert all_matches("a*", "aa") == ["aa"]
    with pytest.raises(JsonataError, match="D1004"):
        all_matches("x*", "abc")


@pytest.mark.parametrize(
    ("source", "degree"),
    [
        ("abc", 1),
        (r"\s+", 1),
        (r"(\d+),\s*", 2),
        (r"\d+-\d+-\d+", 2),
        (r"\s+$", 2),
        (r"^\s+|\s+$", 2),
        (r".*foo.*bar", 3),
        (r"(?=.*\d)a", 3),
        ("(a+)+", None),
        ("(a|ab)*c", None),
        ("(a|b)*c", 2),
        ("(a?b?)*c", None),
        ("a?" * 13 + "b", None),
        (r"(?:\1|(a*))*b", None),
    ],
)
def test_worst_case_is_estimated(source: str, degree: int | None) -> None:
    assert search_degree(parse_pattern(source), ignore_case=False) == degree


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("^(a|a)*$", "a" * 40 + "!"),
        ("(a|aa)+$", "a" * 60 + "!"),
        (r"\s+$", " " * 200_000 + "x"),
        ("a.*b.*c.*d.*e", "a" * 3000 + "b" * 3000 + "c" * 3000),
    ],
)
def test_search_at_risk_ends_in_time(source: str, text: str) -> None:
    pattern = compile_pattern(source, "i")
    with pytest.raises(JsonataError, match="D1012"):
        pattern.search(text, 0, FunctionLimits(match_seconds=0.05))


def test_search_ends_with_the_evaluation() -> None:
    with pytest.raises(JsonataError, match="D1012"):
        compile_pattern("^(a|a)*$").search("a" * 40 + "!", 0, FunctionLimits(deadline=monotonic() - 1))


@given(RANGES)
def test_complement_of_the_complement_is_the_set(ranges: tuple[tuple[int, int], ...]) -> None:
    assert complement(complement(ranges)) == ranges
    assert not overlap(ranges, complement(ranges))


@given(RANGES, RANGES)
def test_overlap_is_symmetric_and_right(left: tuple[tuple[int, int], ...], right: tuple[tuple[int, int], ...]) -> None:
    common = {code for first, last in left for code in range(first, last + 1)} & {
        code for first, last in right for code in range(first, last + 1)
    }
    assert overlap(left, right) is overlap(right, left) is bool(common)


@given(st.text(alphabet="ab", max_size=8), st.from_regex(r"(?:[ab]|\([ab]\)|\[ab\]|a\?|b\*|a\|b){1,4}", fullmatch=True))
def test_plain_patterns_match_as_in_python(text: str, source: str) -> None:
    found = compile_pattern(source).search(text)
    expected = re.search(source, text)
    assert (found and (found.start(), found.end())) == (expected and expected.span())
