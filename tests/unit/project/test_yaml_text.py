"""YAML without surprises: what is written is read again, and what could mean two things is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.errors import Malformed
from crossdock.project import yaml_text

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("\n\r\t #:-'\"|>&*!%@`{}[],?=~0a\x85\u2028\ufeff", max_size=12),
    st.sampled_from(
        ["yes", "no", "on", "null", "~", "true", "010", "1_000", "0x1F", "1e3", "2026-01-31", ".inf", "<<"]
    ),
)
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_again(value: Any) -> None:
    read = yaml_text.read(yaml_text.write(value)).value
    assert read == value
    assert type(read) is type(value)


def test_each_value_has_its_line() -> None:
    document = yaml_text.read("a: 1\nb:\n  - x\n  - c/d: y\n")
    assert document.value == {"a": 1, "b": ["x", {"c/d": "y"}]}
    assert document.lines["/b/1/c~1d"] == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("yes", "yes"),
        ("2026-01-31", "2026-01-31"),
        ("1_000", "1_000"),
        ("'010'", "010"),
        ("!!str 5", "5"),
        ("12345678901234567890", 12345678901234567890),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
    ],
)
def test_plain_values_mean_what_they_say(text: str, value: Any) -> None:
    assert yaml_text.read(text).value == value


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3),
        ("a: [1\nb: 2\n", "yaml-syntax", 2),
        ("a: 010\n", "yaml-number", 1),
        ("a: .nan\n", "yaml-number", 1),
        ("a: 1e999\n", "yaml-number", 1),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1),
        ("\na: !secret x\n", "yaml-tag", 2),
        ("? [a]\n: 1\n", "yaml-syntax", 1),
        ("a: &x\n  b: *x\n", "yaml-syntax", 1),
        ("a: *nowhere\n", "yaml-syntax", 1),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2),
        ("a: \x01\n", "yaml-syntax", None),
        ("[" * 5000, "yaml-syntax", 1),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(Malformed) as refused:
        yaml_text.read(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == (code, line)


def test_aliases_cannot_blow_up() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    with pytest.raises(Malformed, match="more than 100,000 values"):
        yaml_text.read(laughs)
