"""Arrays, objects, truth and `$string`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions import arrays, objects, truth
from crossdock.jsonata.functions.json_text import string
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.runtime.sequences import Sequence
from crossdock.jsonata.undefined import UNDEFINED, Value

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def nested(depth: int) -> Value:
    value: Value = []
    for _ in range(depth):
        value = [value]
    return value


def doubled(times: int) -> Value:
    """An array of two references to an array of two references: small in memory, endless when written out."""
    value: Value = [0]
    for _ in range(times):
        value = [value, value]
    return value


@given(JSON)
def test_string_is_json(value: Value) -> None:
    text = string([value])
    assert isinstance(text, str)
    assert text == json.dumps([value], ensure_ascii=False, separators=(",", ":"))


@given(st.dictionaries(st.text(), st.integers() | st.lists(st.booleans(), min_size=1), min_size=1))
def test_pretty_string_is_indented_by_two(value: dict[str, Value]) -> None:
    assert string(value, prettify=True) == json.dumps(value, ensure_ascii=False, indent=2)


def test_string_of_single_values() -> None:
    assert string("as it is") == "as it is"
    assert string(None) == "null"
    assert string(len) == ""
    assert string([len, 1 / 3, 1.0, 1e21]) == '["",0.333333333333333,1,1e+21]'
    assert string("\ud800") == "\ud800"
    assert string(["\ud800"]) == '["\\ud800"]'
    assert string({"a": [], "b": {}}, prettify=True) == '{\n  "a": [],\n  "b": {}\n}'
    assert string(UNDEFINED) is UNDEFINED


def test_string_over_the_limit_or_too_deep_is_refused() -> None:
    with pytest.raises(JsonataError, match="D2015"):
        string(doubled(40), limits=FunctionLimits(characters=10_000))
    with pytest.raises(JsonataError, match="D1011"):
        string(nested(100_000))


def test_append() -> None:
    assert arrays.append([1], 2) == [1, 2]
    assert arrays.append(UNDEFINED, 2) == 2
    assert arrays.append(1, [2, 3]) == [1, 2, 3]
    with pytest.raises(JsonataError, match="D2015"):
        arrays.append([1, 2], [3], limits=FunctionLimits(items=2))


def test_reverse_and_zip() -> None:
    assert arrays.reverse([1, 2, 3]) == [3, 2, 1]
    assert arrays.zip_arrays([1, 2, 3], ["a", "b"]) == [[1, "a"], [2, "b"]]
    assert arrays.zip_arrays([1], UNDEFINED) == []


@given(st.lists(st.integers()))
def test_shuffle_keeps_every_value(values: list[int]) -> None:
    shuffled = arrays.shuffle(values)
    assert isinstance(shuffled, list)
    assert sorted(shuffled) == sorted(values)


def test_distinct_tells_types_apart() -> None:
    assert arrays.distinct([1, 1.0, True, "1", None, None]) == [1, True, "1", None]
    assert arrays.distinct([[1, {"a": 1}], [1.0, {"a": 1}], [True, {"a": 1}]]) == [[1, {"a": 1}], [True, {"a": 1}]]
    assert arrays.distinct([{"a": 1, "b": 2}, {"b": 2, "a": 1}]) == [{"a": 1, "b": 2}]
    assert arrays.distinct([[1], {"0": 1}]) == [[1], {"0": 1}]


def test_single_distinct_value_of_a_path_stands_for_itself() -> None:
    assert arrays.distinct([5, 5]) == [5]
    assert arrays.distinct(Sequence((5, 5))) == 5


@given(st.lists(JSON, max_size=6))
def test_distinct_keeps_the_first_of_equal_values(values: list[Value]) -> None:
    texts = [json.dumps(value, sort_keys=True) for value in values]
    expected = [value for at, value in enumerate(values) if texts[at] not in texts[:at]]
    assert arrays.distinct(values) == expected


def test_sort_takes_only_numbers_or_only_texts() -> None:
    assert arrays.sort_naturally([3, 1.5, 2]) == [1.5, 2, 3]
    assert arrays.sort_naturally(["ä", "z", "a", "Z"]) == ["Z", "a", "z", "ä"]
    for values in ([1, "a"], [True, False], [None, None], [[1], [2]]):
        with pytest.raises(JsonataError, match="D3070"):
            arrays.sort_naturally(values)


def test_keys_lookup_spread_merge() -> None:
    assert objects.keys({"a": 1, "b": 2}) == ["a", "b"]
    assert objects.keys([{"a": 1}, [{"b": 2}, {"a": 3}]]) == ["a", "b"]
    assert objects.keys({"a": 1}) == "a"
    assert objects.keys([]) is UNDEFINED
    assert objects.lookup([{"a": [1, 2]}, {"a": 3}, {}], "a") == [1, 2, 3]
    assert objects.lookup({"a": None}, "a") is None
    assert objects.lookup("text", "a") is UNDEFINED
    assert objects.spread({"a": 1, "b": 2}) == [{"a": 1}, {"b": 2}]
    assert objects.spread([{"a": 1}]) == [{"a": 1}]
    assert objects.spread({"a": 1}) == {"a": 1}
    assert objects.merge([{"a": 1, "b": 1}, {"a": 2}]) == {"a": 2, "b": 1}


@given(JSON)
def test_clone_is_equal_and_shares_nothing(value: Value) -> None:
    original = {"value": [value]}
    copy = objects.clone(original)
    assert copy == original
    copy["value"].append(1)
    assert copy != original


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        (True, "boolean"),
        (1, "number"),
        (1.5, "number"),
        ("", "string"),
        ([], "array"),
        ({}, "object"),
        (len, "function"),
        (UNDEFINED, UNDEFINED),
    ],
)
def test_type_name(value: Value, name: Value) -> None:
    assert objects.type_name(value) == name


@pytest.mark.parametrize("value", [None, False, 0, 0.0, "", [], {}, [0], [[], [0]], len, [len]])
def test_false_values(value: Value) -> None:
    assert truth.boolean(value) is False
    assert truth.negation(value) is True


@pytest.mark.parametrize("value", [True, 1, -0.5, "0", {"a": None}, [0, 1], [[1]]])
def test_true_values(value: Value) -> None:
    assert truth.boolean(value) is True
    assert truth.negation(value) is False


def test_undefined_is_neither_true_nor_false_and_does_not_exist() -> None:
    assert truth.boolean(UNDEFINED) is UNDEFINED
    assert truth.negation(UNDEFINED) is UNDEFINED
    assert (truth.exists(UNDEFINED), truth.exists(None)) == (False, True)


def test_error_and_assert_carry_the_message() -> None:
    with pytest.raises(JsonataError, match="too expensive") as caught:
        objects.error("too expensive" + "!" * 200)
    assert (caught.value.code, caught.value.message) == ("D3137", "too expensive" + "!" * 200)
    with pytest.raises(JsonataError, match="D3141"):
        objects.check(condition=False)
    assert objects.check(condition=True) is UNDEFINED


@pytest.mark.parametrize(
    "function",
    [truth.boolean, objects.keys, arrays.distinct, lambda value: objects.lookup(value, "a")],
)
def test_value_that_repeats_itself_is_gone_through_in_bounds(function: Callable[[Value], Value]) -> None:
    if function in {truth.boolean, objects.keys, arrays.distinct}:
        function(doubled(60))
    else:
        with pytest.raises(JsonataError, match="D2015"):
            objects.lookup(doubled(60), "a", limits=FunctionLimits(items=1000))
    with pytest.raises(JsonataError, match="D2015"):
        objects.clone(doubled(60), limits=FunctionLimits(items=1000))
