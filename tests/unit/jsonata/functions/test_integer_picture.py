"""`$formatInteger` and `$parseInteger`: digits, words, Roman numerals, letters, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions.integer_picture import format_integer, parse_integer
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED


@pytest.mark.parametrize(
    ("value", "picture", "expected"),
    [
        (42, "0000", "0042"),
        (1234567, "#,##0", "1,234,567"),
        (-1234.5, "#,##0", "-1,235"),
        (1234567, "#:###,##0", "1:234,567"),
        (1234567, "##,##,##0", "12,34,567"),
        (21, "0;o", "21st"),
        (111, "0;o", "111th"),
        (1234, "#,##\u0660", "\u0661,\u0662\u0663\u0664"),
        (1984, "I", "MCMLXXXIV"),
        (27, "A", "AA"),
        (0, "i", ""),
        (99, "w;o", "ninety-ninth"),
        (1234, "Ww", "One Thousand, Two Hundred and Thirty-Four"),
        (10**12 + 1, "w", "one trillion and one"),
        (1e46, "w", "ten billion trillion trillion trillion"),
        (20, "W;o", "TWENTIETH"),
    ],
)
def test_integer_is_written_by_the_picture(value: float, picture: str, expected: str) -> None:
    assert format_integer(value, picture) == expected


@pytest.mark.parametrize("picture", ["0", "#,##0", "000;o", "I", "a", "w", "Ww;o", "#\u0660"])
@given(value=st.integers(min_value=1, max_value=99_999))
def test_integer_comes_back(picture: str, value: int) -> None:
    text = format_integer(value, picture)
    assert parse_integer(text, picture) == value


@pytest.mark.parametrize(
    ("text", "picture", "expected"),
    [("1,234", "#,##0", 1234), ("12 pieces", "0", 12), ("xcix", "i", 99), ("five hundred and five", "W", 505)],
)
def test_integer_is_read_by_the_picture(text: str, picture: str, expected: int) -> None:
    assert parse_integer(text, picture) == expected


@pytest.mark.parametrize(("text", "picture"), [("x", "0"), ("", "0"), ("one sheep", "w"), ("IXQ", "I")])
def test_text_that_is_no_integer_is_refused(text: str, picture: str) -> None:
    with pytest.raises(JsonataError, match="D3030"):
        parse_integer(text, picture)


def test_unsupported_pictures_are_refused() -> None:
    with pytest.raises(JsonataError, match="D3130"):
        format_integer(1, "\u03b1")
    with pytest.raises(JsonataError, match="D3131"):
        format_integer(1, "0\u0660")


def test_long_roman_numeral_is_refused_before_it_is_built() -> None:
    with pytest.raises(JsonataError, match="D2015"):
        format_integer(10**12, "I")
    with pytest.raises(JsonataError, match="D2015"):
        format_integer(1, "0" * 20, limits=FunctionLimits(characters=10))


def test_undefined_stays_undefined() -> None:
    assert format_integer(UNDEFINED, "0") is UNDEFINED
    assert parse_integer(UNDEFINED, "0") is UNDEFINED
