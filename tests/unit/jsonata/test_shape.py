"""Shapes: from schemas, from samples, put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.shape import UNKNOWN, Shape, union

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


def holds(shape: Shape, value: object) -> bool:
    """Whether the shape allows for the value."""
    kind = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}.get(
        type(value), "number"
    )
    if kind not in shape.kinds:
        return False
    if isinstance(value, dict):
        return all((field := shape.get(name)) is not None and holds(field, value[name]) for name in value) and all(
            name in value for name in shape.required
        )
    if isinstance(value, list):
        return len(value) >= (shape.least or 0) and all(
            shape.items is None or holds(shape.items, item) for item in value
        )
    return True


@given(st.lists(JSON, min_size=1, max_size=4))
def test_shape_of_samples_holds_every_sample(samples: list[object]) -> None:
    shape = Shape.from_samples(samples)
    assert all(holds(shape, sample) for sample in samples)


@given(JSON, JSON)
def test_union_holds_what_either_holds(left: object, right: object) -> None:
    both = union(Shape.from_samples([left]), Shape.from_samples([right]))
    if not both.is_unknown:
        assert both.kinds >= Shape.from_samples([left]).kinds | Shape.from_samples([right]).kinds


def test_schema_with_references_choices_and_lists() -> None:
    shape = Shape.from_schema(
        {
            "$ref": "#/$defs/node",
            "$defs": {
                "node": {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {
                        "kind": {"enum": ["leaf", "branch"]},
                        "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                        "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/a~1b"}},
                    },
                },
                "a/b": {"type": ["integer", "null"], "description": "A number."},
            },
        }
    )
    assert shape.kinds == {"object"}
    assert shape.required == {"kind"}
    assert shape.fields["kind"].values == frozenset(("leaf", "branch"))
    assert shape.fields["kind"].kinds == {"string"}
    assert shape.fields["next"].is_unknown  # a node within itself
    parts = shape.fields["parts"]
    assert (parts.least, parts.may_be_empty, parts.item.kinds) == (1, False, frozenset(("number", "null")))
    assert parts.item.description == "A number."
    assert shape.get("other") is None


def test_fields_that_a_schema_leaves_open_are_unknown() -> None:
    assert Shape.from_schema({"type": "object"}).get("any") == UNKNOWN
    rates = Shape.from_schema({"properties": {"a": {}}, "additionalProperties": {"type": "number"}})
    assert (rates.get("b") or UNKNOWN).kinds == {"number"}
    assert Shape.from_schema({"properties": {"a": {}}, "additionalProperties": True}).open


def test_schema_and_samples_together() -> None:
    schema = Shape.from_schema(
        {"required": ["id"], "properties": {"id": {"type": "integer"}, "note": {"type": ["string", "null"]}, "any": {}}}
    )
    shape = schema.combined(Shape.from_samples([{"id": 1, "note": None, "any": "x", "extra": [1]}]))
    assert set(shape.fields) == {"id", "note", "any", "extra"}
    assert "id" in shape.required
    assert "note" not in shape.required
    assert shape.fields["note"].kinds == {"string", "null"}
    assert shape.fields["any"].kinds == {"string"}


def test_never_empty_so_far_is_a_rule_only_after_enough_samples() -> None:
    assert Shape.from_samples([[1]]).may_be_empty
    assert not Shape.from_samples([[1]] * 5).may_be_empty
    assert Shape.from_samples([[1]] * 5 + [[]]).may_be_empty


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}, True),
        ({"type": "string", "format": "decimal"}, True),
        ({"type": "string", "pattern": "^[A-Z]{3}$"}, False),
        ({"type": "string", "pattern": "("}, False),
        ({"type": "string"}, False),
    ],
)
def test_amounts_are_known_by_their_pattern(schema: dict[str, object], expected: bool) -> None:
    assert Shape.from_schema(schema).money is expected


def test_amounts_are_known_by_their_samples() -> None:
    assert Shape.from_samples(["12.50", "0.00"]).money
    assert not Shape.from_samples(["12.50", "A"]).money
    assert not Shape.from_samples([12.5]).money
