"""The leaves of a target, from its schema and from examples of it."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.suggest.fields import MOST_FIELDS, target_fields, unwrapped, value_at
from crossdock.suggest.trial import share_given

SCHEMA = {
    "type": "object",
    "required": ["number", "lines"],
    "properties": {
        "number": {"type": "string", "description": "The shop's."},
        "kind": {"enum": ["web", "shop"]},
        "lines": {
            "type": "array",
            "items": {"type": "object", "required": ["sku"], "properties": {"sku": {}, "note": {"type": ["string", "null"]}}},
        },
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip


def test_the_example_s_come_first_then_the_schema_s() -> None:
    fields = target_fields(SCHEMA, [{"lines": [{"note": "x"}], "number": "1"}])
    assert [(field.target, field.in_example) for field in fields] == [
        ("/lines/*/note", True),
        ("/number", True),
        ("/kind", False),
        ("/lines/*/sku", False),
        ("/tags", False),
    ]


def test_a_field_knows_what_the_schema_says_of_it() -> None:
    fields = {field.target: field for field in target_fields(SCHEMA, [])}
    assert (fields["/number"].types, fields["/number"].required) == (("string",), True)
    assert fields["/number"].description == "The shop's."
    assert fields["/kind"].values == ("shop", "web")
    assert (fields["/lines/*/sku"].required, fields["/lines/*/note"].required) == (True, False)
    assert fields["/lines/*/note"].types == ("null", "string")


def test_an_example_alone_is_enough() -> None:
    fields = target_fields(None, [{"a": {"b/c": 1}, "l": [], "t": ["x"], "n": None}])
    assert [field.target for field in fields] == ["/a/b~1c", "/l", "/t", "/n"]
    assert [field.target for field in target_fields(None, [5])] == [""]


def test_a_schema_within_itself_ends() -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "child": {"$ref": "#"}}}
    assert 0 < len(target_fields(schema, [])) <= MOST_FIELDS


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("a",), {"v": 1}),
        (("b",), {}),
        (("l", "*", "x"), {"v": [{"v": 1}, {}]}),
        (("a", "*"), {}),
        ((), {"v": {"a": 1, "l": [{"x": 1}, {}]}}),
    ],
)
def test_what_a_document_has_is_told_from_what_it_does_not_have(path: tuple[str, ...], value: Any) -> None:
    assert value_at({"a": 1, "l": [{"x": 1}, {}]}, path) == value


def test_values_are_shown_without_their_wrapping() -> None:
    assert unwrapped({"v": [{"v": 1}, {}]}) == [1, None]
    assert unwrapped({"v": [{"w": 1}]}) == [{"w": 1}]
    assert unwrapped({}) is None


def test_a_list_is_given_by_the_share_of_its_items() -> None:
    wanted = {"v": [{"v": 1}, {"v": 2}]}
    assert share_given(wanted, {"v": [{"v": 1.0}, {"v": 2}]}) == 1
    assert share_given(wanted, {"v": [{"v": 1}, {"v": 3}, {"v": 4}]}) == pytest.approx(1 / 3)
    assert share_given({"v": 1}, {"v": True}) == share_given({"v": 1}, {}) == 0
    assert share_given({}, {}) == 1
