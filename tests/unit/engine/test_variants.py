"""Variants of an input: every array with nothing, one item and several, and nothing else changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.json_text import decode, encode
from crossdock.engine.variants import arrays, variants
from crossdock.errors import Malformed
from crossdock.model.variant import Size

documents = st.recursive(
    st.none() | st.integers() | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


def tried(document: Any, *examples: Any) -> dict[tuple[str, str], Any]:
    found = variants(encode(document), [encode(example) for example in examples])
    return {(variant.array, str(variant.size)): decode(variant.input) for variant in found}


def test_each_array_has_its_three_sizes() -> None:
    order = {"id": 1, "lines": [{"sku": "A"}, {"sku": "B"}, {"sku": "C"}], "notes": ["x"]}
    assert tried(order) == {
        ("lines", "none"): order | {"lines": []},
        ("lines", "one"): order | {"lines": [{"sku": "A"}]},
        ("lines", "several"): order,
        ("notes", "none"): order | {"notes": []},
        ("notes", "one"): order,
        ("notes", "several"): order | {"notes": ["x", "x"]},
    }


def test_an_array_within_items_is_changed_in_each_of_them() -> None:
    order = {"lines": [{"taxes": [1]}, {"taxes": []}, {}]}
    assert tried(order)["lines[].taxes", "several"] == {"lines": [{"taxes": [1, 1]}, {"taxes": [1, 1]}, {}]}


def test_items_that_are_not_there_are_borrowed_from_examples() -> None:
    assert tried({"lines": []}, {}, {"lines": [{"sku": "A"}, {"sku": "B"}]}) == {
        ("lines", "none"): {"lines": []},
        ("lines", "one"): {"lines": [{"sku": "A"}]},
        ("lines", "several"): {"lines": [{"sku": "A"}, {"sku": "A"}]},
    }


def test_an_array_of_which_no_item_is_known_has_only_the_variant_without() -> None:
    assert tried({"lines": []}) == {("lines", "none"): {"lines": []}}


def test_a_whole_input_may_be_an_array_and_names_may_contain_anything() -> None:
    assert tried([{"a.b": [1]}])["[].a.b", "none"] == [{"a.b": []}]
    assert tried([7])["", "several"] == [7, 7]


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(Malformed):
        list(variants(b"{"))


@given(documents)
def test_a_variant_differs_in_its_array_alone(document: Any) -> None:
    for variant in variants(encode(document)):
        sizes = {Size.NONE: {0}, Size.ONE: {1}, Size.SEVERAL: set(range(2, 4))}[variant.size]
        changed = decode(variant.input)
        lengths = {len(array) for array in _at(changed, variant.array)}
        assert lengths <= sizes
        assert _without(changed, variant.array) == _without(document, variant.array)


@given(documents)
def test_every_array_of_a_document_is_varied(document: Any) -> None:
    assert len({variant.array for variant in variants(encode(document))}) == len(arrays(document))


def _places(value: Any, path: str = "") -> list[tuple[str, list[Any]]]:
    if isinstance(value, list):
        return [(path, value), *(found for item in value for found in _places(item, f"{path}[]"))]
    if isinstance(value, dict):
        named = ((f"{path}.{name}" if path else name, member) for name, member in value.items())
        return [found for place, member in named for found in _places(member, place)]
    return []


def _at(document: Any, path: str) -> list[list[Any]]:
    return [array for place, array in _places(document) if place == path]


def _without(document: Any, path: str) -> Any:
    """A copy with the arrays at a place emptied."""
    copy = json.loads(json.dumps(document))
    for place, array in _places(copy):
        if place == path:
            array.clear()
    return copy
