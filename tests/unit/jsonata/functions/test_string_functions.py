"""Text functions: positions count code points, blanks, padding, limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions import strings
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("hello", 1), "ello"),
        (("hello", -3), "llo"),
        (("hello", -3, 2), "ll"),
        (("hello", -10, 3), "hel"),
        (("hello", 2, 0), ""),
        (("hello", 2, -1), ""),
        (("hello", 1.5, 1.5), "el"),
        (("😀é!", 1, 1), "é"),
        ((UNDEFINED, 1), UNDEFINED),
    ],
)
def test_substring_counts_code_points_and_from_the_end(arguments: tuple[Value, ...], expected: str | Undefined) -> None:
    assert strings.substring(*arguments) == expected


@pytest.mark.parametrize(("mark", "before", "after"), [("-", "a", "b-c"), ("x", "a-b-c", "a-b-c"), ("", "", "a-b-c")])
def test_parts_before_and_after_the_first_mark(mark: str, before: str, after: str) -> None:
    assert strings.substring_before("a-b-c", mark) == before
    assert strings.substring_after("a-b-c", mark) == after


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  a \t\n b  ", "a b"), ("a b", "a b"), ("\u00a0a\u00a0", "\u00a0a\u00a0"), (" \r ", ""), ("", "")],
)
def test_trim_takes_only_json_blanks(text: str, expected: str) -> None:
    assert strings.trim(text) == expected


@given(st.text(alphabet=" \t\n\rab\u00a0"))
def test_trim_leaves_no_double_blank_and_changes_nothing_the_second_time(text: str) -> None:
    trimmed = strings.trim(text)
    assert isinstance(trimmed, str)
    assert "  " not in trimmed
    assert strings.trim(trimmed) == trimmed


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("42", -6, "0"), "000042"),
        (("a", 4), "a   "),
        (("a", -6, "xyz"), "xyzxya"),
        (("abc", 2), "abc"),
        (("a", 3, ""), "a  "),
        (("a", 3.9, "-"), "a--"),
    ],
)
def test_pad_fills_on_the_side_of_the_sign(arguments: tuple[Value, ...], expected: str) -> None:
    assert strings.pad(*arguments) == expected


def test_join_puts_the_separator_between() -> None:
    assert strings.join(["a", "b"], "-") == "a-b"
    assert strings.join(["a", "b"]) == "ab"
    assert strings.join([]) == ""
    assert strings.join(UNDEFINED) is UNDEFINED


def test_text_over_the_limit_is_refused_before_it_is_built() -> None:
    with pytest.raises(JsonataError, match="D2015"):
        strings.pad("", 1e9)
    with pytest.raises(JsonataError, match="D2015"):
        strings.join(["abc"] * 4, "--", limits=FunctionLimits(characters=17))
    assert strings.join(["abc"] * 4, "--", limits=FunctionLimits(characters=18)) == "abc--abc--abc--abc"


def test_case_follows_unicode() -> None:
    assert strings.uppercase("straße") == "STRASSE"
    assert strings.lowercase("ÄΣ") == "äς"
    assert strings.length("😀é") == 2
