"""Reading and writing JSON text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.json_text import decode, encode
from crossdock.errors import Malformed

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(values)
def test_what_is_written_reads_back_as_the_same_value(value: Any) -> None:
    assert decode(encode(value)) == value


@given(values)
def test_writing_what_was_read_changes_no_byte(value: Any) -> None:
    text = encode(value)
    assert encode(decode(text)) == text


def test_integers_keep_every_digit() -> None:
    assert decode(b"8209298191469554567890123") == 8209298191469554567890123
    assert encode(8209298191469554567890123) == b"8209298191469554567890123"


@pytest.mark.parametrize(
    ("number", "text"), [(10.0, b"10"), (-0.5, b"-0.5"), (19.9, b"19.9"), (1e20, b"100000000000000000000")]
)
def test_numbers_are_written_without_a_needless_fraction(number: float, text: bytes) -> None:
    assert encode([number]) == b"[" + text + b"]"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "line 1, column 1"),
        (b'{"a": 1,\n "b": }', "line 2, column 7"),
        (b'{"sku": 1, "sku": 2}', 'the key "sku" occurs twice'),
        (b"[1e999]", "too large"),
        (b"[NaN]", "NaN is no JSON value"),
        (b'["\\ud800"]', "half a surrogate pair"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(raw: bytes, says: str) -> None:
    with pytest.raises(Malformed, match=says):
        decode(raw)


def test_the_line_of_a_fault_is_in_its_problem() -> None:
    with pytest.raises(Malformed) as caught:
        decode(b'{\n"a":\n!}')
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1, 2}, b"bytes"])
def test_what_json_cannot_say_is_not_written(value: object) -> None:
    with pytest.raises(Malformed, match="cannot be written as JSON"):
        encode(value)


def test_a_surrogate_pair_written_as_escapes_is_one_character() -> None:
    assert decode(b'"\\ud83d\\ude9a"') == json.loads('"\\ud83d\\ude9a"') == "🚚"
