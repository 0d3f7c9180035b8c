"""JSON pointers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.pointer import matches, pointer, segments


@given(st.lists(st.text()))
def test_a_path_survives_its_pointer(path: list[str]) -> None:
    assert segments(pointer(path)) == tuple(path)


def test_slash_and_tilde_are_escaped() -> None:
    assert pointer(["a/b", "m~n", 0]) == "/a~1b/m~0n/0"


def test_a_pointer_that_does_not_start_with_a_slash_is_refused() -> None:
    with pytest.raises(ValueError, match="no JSON pointer"):
        segments("lines/0")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ((), ("a",), True),
        (("lines", "*", "id"), ("lines", 3, "id"), True),
        (("lines", "*"), ("lines", 3, "id", "deep"), True),
        (("lines", "*", "id"), ("lines", 3), False),
        (("lines", "1"), ("lines", 1), True),
        (("lines", "1"), ("lines", 2), False),
    ],
)
def test_a_pattern_covers_its_place_and_what_is_below(
    pattern: tuple[str, ...], path: tuple[str | int, ...], expected: bool
) -> None:
    assert matches(pattern, path) is expected
