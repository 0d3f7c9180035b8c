"""JSON values survive the way into an engine and back, and are copies on either side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.evaluate.native.values import plain
from crossdock.evaluate.not_json import NotJson
from crossdock.evaluate.reference.values import NULL, from_library, to_library
from crossdock.functions import UNDEFINED

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
documents = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(documents)
def test_values_come_back_as_they_went(document: Any) -> None:
    assert from_library(to_library(document)) == document


@given(documents)
def test_plain_values_are_equal_copies(document: Any) -> None:
    found = plain(document)
    assert found == document
    assert found is not document or not isinstance(document, list | dict)


def test_plain_values_have_no_tuples_and_nothing_undefined() -> None:
    assert plain(UNDEFINED) is UNDEFINED
    assert plain({"a": UNDEFINED, "b": (1, UNDEFINED, None)}) == {"b": [1, None]}


@given(st.lists(documents) | st.dictionaries(st.text(), documents))
def test_the_library_gets_a_copy(document: Any) -> None:
    copied = to_library(document)
    copied.clear()
    assert from_library(to_library(document)) == document


def test_null_and_nothing_stay_apart() -> None:
    assert to_library(None) is NULL
    assert to_library(UNDEFINED) is None
    assert to_library({"a": UNDEFINED, "b": None}) == {"b": NULL}
    assert to_library((1, UNDEFINED, None)) == [1, NULL]
    assert from_library(NULL) is None
    assert from_library(None) is UNDEFINED


@pytest.mark.parametrize("value", [{1}, Decimal(1), date(2026, 3, 29), {1: 2}, object()])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(NotJson):
        to_library([value])
    with pytest.raises(NotJson) as refused:
        plain({"a/b": [value]})
    assert refused.value.pointer == "/a~1b/0"
