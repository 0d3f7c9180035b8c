"""A place is always inside the text, on its own line, and holds the token where that can be known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.evaluate.reference.span import span

texts = st.text(alphabet="ab$ (\n+'é😀", max_size=40)


@given(texts, st.integers(-2, 60), st.text(alphabet="ab$", max_size=3))
def test_a_place_is_inside_the_text(text: str, position: int, token: str) -> None:
    found = span(text, position, token)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.token == text[found.start : found.end]
        line = text.split("\n")[found.line - 1]
        assert line[found.column - 1 :].startswith(found.token.split("\n")[0])


@pytest.mark.parametrize(
    ("text", "position", "token", "found"),
    [
        ("1 + $sum (2)", 10, "sum", "$sum"),
        ("a * 'x'", 3, "*", "*"),
        ("'é' & $x", 8, "x", "$x"),
        ("a +   ", 6, "(end)", "+"),
    ],
)
def test_the_token_is_found_before_the_position(text: str, position: int, token: str, found: str) -> None:
    place = span(text, position, token)
    assert place is not None
    assert place.token == found


def test_an_unknown_position_is_no_place() -> None:
    assert span("a", -1) is None
    assert span("  ", 1) is None
