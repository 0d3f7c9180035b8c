"""The API's description: whole, valid, with examples that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest

from crossdock_api.openapi import document

Json = dict[str, Any]


@pytest.fixture(scope="module")
def described() -> Json:
    return document()


def operations(described: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def resolved(described: Json, node: Json) -> Json:
    if "$ref" not in node:
        return node
    found: Any = described
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def media(described: Json, operation: Json) -> Iterator[tuple[str, Json]]:
    """Every body an operation takes or gives."""
    for content_type, given in operation.get("requestBody", {}).get("content", {}).items():
        yield f"request {content_type}", given
    for status, answer in operation["responses"].items():
        for given in resolved(described, answer).get("content", {}).values():
            yield status, given


async def test_the_document_is_served_as_it_is_made(nobody: httpx.AsyncClient, described: Json) -> None:
    response = await nobody.get("/schema/openapi.json")
    assert response.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert response.json() == described
    assert described["openapi"].startswith("3.1")


def test_every_operation_is_named_summarised_and_answered(described: Json) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names)) > 50
    for path, _, operation in operations(described):
        assert operation["summary"]
        assert operation["tags"]
        assert any(status.startswith("2") for status in operation["responses"])
        assert ("security" in operation) is path.startswith("/api/")


def test_every_body_has_an_example_that_fits_its_schema(described: Json) -> None:
    for path, method, operation in operations(described):
        for where, given in media(described, operation):
            assert given["examples"], (path, method, where)
            schema = {"$ref": "#/it", "it": given["schema"], "components": described["components"]}
            checker = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
            for example in given["examples"].values():
                problems = [error.message for error in checker.iter_errors(example["value"])]
                assert not problems, (path, method, where)


def test_every_schema_is_one(described: Json) -> None:
    for name, schema in described["components"]["schemas"].items():
        assert jsonschema_rs.meta.is_valid(schema), name


def test_every_reference_leads_somewhere(described: Json) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    found = set(references(described))
    assert found
    for reference in found:
        assert resolved(described, {"$ref": reference})


def test_every_parameter_of_a_path_is_described(described: Json) -> None:
    for path, _, operation in operations(described):
        wanted = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        given = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        assert given == wanted, path
