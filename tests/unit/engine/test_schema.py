"""Holding documents against JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.engine.schema import SchemaCheck, schema_problems
from crossdock.engine.schema_cache import KEPT, SchemaChecks
from crossdock.errors import ConfigurationError
from crossdock.model.problem import Side

ORDER = {
    "type": "object",
    "required": ["number", "lines"],
    "additionalProperties": False,
    "properties": {
        "number": {"type": "string", "maxLength": 5, "minLength": 2, "pattern": "^[0-9]+$"},
        "currency": {"enum": ["GBP", "EUR"]},
        "email": {"type": "string", "format": "email"},
        "lines": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["a/b"], "properties": {"qty": {"type": "integer", "minimum": 1}}},
        },
    },
}


def found(document: Any) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.pointer) for problem in SchemaCheck(ORDER).problems(document, Side.TARGET)]


def test_a_document_that_fits_has_no_problems() -> None:
    assert found({"number": "1001", "lines": [{"a/b": 1, "qty": 2}]}) == []


def test_all_problems_come_at_once_with_escaped_pointers() -> None:
    document = {
        "number": "100x01",
        "currency": "XXX",
        "email": "no",
        "lines": [{"qty": 0}, {"a/b": 1, "qty": "2"}],
        "odd": 1,
    }
    assert sorted(found(document), key=str) == sorted(
        [
            ("pattern", "/number"),
            ("maxLength", "/number"),
            ("enum", "/currency"),
            ("format", "/email"),
            ("required", "/lines/0/a~1b"),
            ("minimum", "/lines/0/qty"),
            ("type", "/lines/1/qty"),
            ("additionalProperties", "/odd"),
        ],
        key=str,
    )


def test_a_missing_field_is_named_in_pointer_and_message() -> None:
    (problem,) = SchemaCheck(ORDER).problems({"number": "1001"}, Side.TARGET)
    assert problem.pointer == "/lines"
    assert problem.message == "/lines is required and missing."
    assert problem.remedy == "Map a value to it."


@pytest.mark.parametrize("document", [{"number": "kay.example@example.com", "lines": [{"a/b": 1}]}, "secret-value"])
def test_messages_never_repeat_a_value(document: Any) -> None:
    problems = SchemaCheck(ORDER).problems(document, Side.SOURCE)
    assert problems
    assert all("example.com" not in p.message and "secret-value" not in p.message for p in problems)


def test_large_integers_are_integers() -> None:
    assert SchemaCheck({"type": "integer"}).problems(12345678901234567890123, Side.SOURCE) == ()


@pytest.mark.parametrize("schema", [{"type": "strin"}, {"pattern": "("}, {"$ref": "https://example.com/other.json"}])
def test_a_schema_that_is_none_is_refused_without_any_request(schema: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="no valid JSON Schema"):
        SchemaCheck(schema)
    assert schema_problems(schema)


def test_prepared_schemas_are_kept_and_the_oldest_go() -> None:
    checks = SchemaChecks()
    first: dict[str, Any] = {"type": "string"}
    kept = checks.of(first)
    assert checks.of(first) is kept
    for _ in range(KEPT):
        checks.of({"type": "integer"})
    assert checks.of(first) is not kept
