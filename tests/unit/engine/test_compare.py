"""Comparing an output with what a fixture expects."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.compare import compare
from crossdock.model.fixture import Change, Difference, ExpectOutput, ExpectPartial

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def places(expect: ExpectOutput | ExpectPartial, actual: Any) -> list[tuple[str, Change]]:
    return [(difference.pointer, difference.change) for difference in compare(expect, actual)]


@given(values)
def test_a_value_is_as_expected_when_it_is_equal(value: Any) -> None:
    assert compare(ExpectOutput(output=value), value) == ()
    assert compare(ExpectPartial(output=value), value) == ()


@given(values, values)
def test_different_values_differ_somewhere(expected: Any, actual: Any) -> None:
    same = repr(expected) == repr(actual) or _same(expected, actual)
    assert (compare(ExpectOutput(output=expected), actual) == ()) == same


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    return type(a) is type(b) and bool(a == b)


def test_every_difference_is_named_with_its_place() -> None:
    expected = {"no": "1001", "lines": [{"sku": "A", "qty": 1}, {"sku": "B", "qty": 2}], "gift": None}
    actual = {"no": "1001", "lines": [{"sku": "A", "qty": 3}], "note": "x", "gift": None}
    assert places(ExpectOutput(output=expected), actual) == [
        ("/lines/0/qty", Change.DIFFERENT),
        ("/lines/1", Change.MISSING),
        ("/note", Change.UNEXPECTED),
    ]


def test_a_partial_expectation_allows_more_keys_but_not_more_items() -> None:
    expected = {"lines": [{"sku": "A"}]}
    assert places(ExpectPartial(output=expected), {"no": 1, "lines": [{"sku": "A", "qty": 1}]}) == []
    assert places(ExpectPartial(output=expected), {"lines": [{"sku": "A"}, {"sku": "B"}]}) == [
        ("/lines/1", Change.UNEXPECTED)
    ]


def test_ignored_places_and_all_below_them_do_not_count() -> None:
    expect = ExpectOutput(output={"at": "then", "lines": [{"id": 1, "sku": "A"}]}, ignore=("/at", "/lines/*/id"))
    assert places(expect, {"at": "now", "lines": [{"id": 2, "sku": "A"}]}) == []
    assert places(expect, {"lines": [{"sku": "A"}]}) == []
    assert places(expect, {"lines": [{"sku": "B"}]}) == [("/lines/0/sku", Change.DIFFERENT)]


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        ("10.00", "10.01", True),
        ("10.00", "10.02", False),
        (10.0, 10.01, True),
        ("ten", "10.00", False),
        (1, True, False),
    ],
)
def test_tolerances_are_exact_decimals_for_numbers_and_money_texts(expected: Any, actual: Any, fits: bool) -> None:
    expect = ExpectOutput(output={"total": expected}, tolerances={"/total": "0.01"})
    assert (places(expect, {"total": actual}) == []) == fits


def test_a_money_text_without_tolerance_is_compared_as_text() -> None:
    assert compare(ExpectOutput(output="10.00"), "10.0") == (
        Difference(pointer="", change=Change.DIFFERENT, expected="10.00", actual="10.0"),
    )


def test_null_is_a_value_of_its_own() -> None:
    assert places(ExpectOutput(output={"a": None}), {}) == [("/a", Change.MISSING)]
    assert places(ExpectOutput(output={}), {"a": None}) == [("/a", Change.UNEXPECTED)]
