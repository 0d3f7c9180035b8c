"""The API's description, OpenAPI 3.1: Litestar's routes and shapes, completed with what holds for all of them.

`document()` needs no studio, so clients and tests can be generated without one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, cast

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from crossdock.project.sheet_xlsx import MEDIA_TYPE as WORKBOOK
from crossdock_api.authentication import COOKIE, STUDIO_HEADER
from crossdock_api.events import MEDIA_TYPE as EVENT_STREAM
from crossdock_api.example_problems import PROBLEMS
from crossdock_api.examples import EXAMPLES, Example
from crossdock_api.health import health_router
from crossdock_api.idempotency import HEADER, KEY_PATTERN
from crossdock_api.problems import MEDIA_TYPE, ProblemDetails

Json = dict[str, Any]

_DESCRIPTION = """\
The studio's API. Every call under `/api` carries a token: `Authorization: Bearer <token>`.

- **Errors** are problem details (RFC 9457) with a stable `code`, a `remedy`, and every problem with its place in `errors`.
- **Edits** say which state they were made from: send the `ETag` you read as `If-Match`; 412 means somebody was faster.
- **Repeats**: a POST that creates something takes an `Idempotency-Key`; sent again within 24 hours it is answered with
  the first answer and `Idempotency-Replayed: true`.
- **Lists** come in pages: follow `next`, or the `Link` header.
- **Bodies** may be packed with gzip or deflate. The limit holds before and after unpacking.
- **A revoked token** is refused within five seconds.
"""

_MAPS = frozenset({"mapWithVersion", "mapLive"})
"""Operations whose bodies, in and out, are messages as they are: any JSON."""
_READS_CSV = frozenset({"importLookup"})
_READS_SHEETS = frozenset({"compareSheet"})
_STREAMS = {"makePlan": "plan"}
"""Operations that answer with server-sent events, and how their events are called."""

_TOLD_ONCE = frozenset({"issueToken", "issueProjectToken"})
"""What they make cannot be read again."""

_SIGNS_IN = "signIn"
_WAYS_IN = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": f"Of a browser; what changes something carries the header {STUDIO_HEADER} besides.",
    },
}

_HEADERS = {
    "ETag": "To be sent as If-Match with a change.",
    "Location": "Where it is.",
    "Link": 'The next page, rel="next"; not on the last one.',
}

_SOMETIMES_CREATES = frozenset({"replayRecord"})
"""POSTs that make something or only tell: 201 or 200."""
_READS_PAYLOADS = frozenset({"getRecordPayload", "getRecordSkus", "replayRecord", "captureFixture"})
"""Payloads may be gone: a project's retention empties them."""
_ASKS_PLATFORMS = frozenset({"checkSubscription", "mendSubscription"})
"""The platform itself may be away, or refuse."""
_CHANGING = frozenset({"post", "put", "delete"})


def document() -> Json:
    """The whole document, with a request and response example for every operation."""
    described = _from_litestar()
    described["components"]["securitySchemes"] = _WAYS_IN
    schemas = described["components"]["schemas"]
    schemas |= _problem_shapes()
    described["components"]["responses"] = {f"Problem{status}": _problem_answer(status) for status in PROBLEMS}
    for path, method, operation in _operations(described):
        _complete(operation, path, method, schemas)
        _close_request_shape(operation, schemas)
    return cast("Json", _plain(described))


def _from_litestar() -> Json:
    from crossdock_api.app import api_router

    config = OpenAPIConfig(
        title="Crossdock",
        version=version("crossdock"),
        description=_DESCRIPTION,
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin()],
    )
    return Litestar(
        [api_router(), health_router], openapi_config=config, logging_config=None
    ).openapi_schema.to_schema()


def _plain(node: Any) -> Any:
    """The same in lists and dicts alone. `oneOf` becomes `anyOf`: null is also any JSON value, and may be both."""
    if isinstance(node, dict):
        return {("anyOf" if name == "oneOf" else name): _plain(value) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [_plain(item) for item in node]
    return msgspec.to_builtins(node) if isinstance(node, msgspec.Struct) else node  # defaults are values of ours


def _operations(described: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _complete(operation: Json, path: str, method: str, schemas: Json) -> None:
    name = operation["operationId"]
    _complete_content(operation, name)
    if path.startswith("/api/"):
        operation["security"] = [] if name == _SIGNS_IN else [{"token": []}, {"session": []}]
    if name == _SIGNS_IN:
        operation.setdefault("parameters", []).append(_studio_header())
    if _creates(operation, method):
        operation.setdefault("parameters", []).append(_idempotency_header())
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
    _add_answers(operation, path, method)
    _add_headers(operation, schemas)
    _add_examples(operation, EXAMPLES[name])


def _complete_content(operation: Json, name: str) -> None:
    """What Litestar cannot know of bodies."""
    if name in _MAPS:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": {}}}}
        operation["responses"]["200"]["content"] = {"application/json": {"schema": {}}}
    if name in _READS_CSV:
        operation["requestBody"] = {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
    if name in _READS_SHEETS:
        content = {"text/csv": {"schema": {"type": "string"}}, WORKBOOK: {"schema": {"type": "string"}}}
        operation["requestBody"] = {"required": True, "content": content}
    if name in _STREAMS:
        content = operation["responses"]["200"]["content"][EVENT_STREAM]
        content["schema"] = _event_schema(_STREAMS[name], content["schema"])
    if "204" in operation["responses"]:
        operation["responses"]["204"].pop("content", None)


def _event_schema(name: str, data: Json) -> Json:
    """One event: its data is JSON text, of a problem where something went wrong after the answer had begun."""
    text = {"type": "string", "contentMediaType": "application/json", "contentSchema": data}
    properties = {"event": {"enum": [name, "problem"]}, "data": text}
    return {"type": "object", "required": list(properties), "properties": properties}


def _without_null(schema: Json) -> Json:
    """A parameter that may be left out is never null, as Litestar has it."""
    kinds = [kind for kind in schema.get("oneOf", ()) if kind != {"type": "null"}]
    return {name: value for name, value in schema.items() if name != "oneOf"} | kinds[0] if len(kinds) == 1 else schema


def _creates(operation: Json, method: str) -> bool:
    return method == "post" and "201" in operation["responses"]


def _add_answers(operation: Json, path: str, method: str) -> None:
    answers = operation["responses"]
    answers.pop("400", None)  # Litestar's own shape of it
    if method == "put" and _takes(operation, "If-None-Match"):
        answers["201"] = answers["200"] | {"description": "It did not exist, and was created."}
    if operation["operationId"] in _SOMETIMES_CREATES:
        answers["200"] = answers["201"] | {"description": "Nothing was made; this is what would come of it."}
    for status in _problem_statuses(operation, path, method):
        answers[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _add_headers(operation: Json, schemas: Json) -> None:
    """The headers that go with an answer: what can be edited has an ETag, what was created a place, a list a next page."""
    for status in operation["responses"].keys() & {"200", "201"}:
        answer = operation["responses"][status]
        shape = _shape(answer, schemas)
        names = ["ETag"] if "revision" in shape else []
        names += ["Location"] if status == "201" and operation["operationId"] not in _TOLD_ONCE else []
        names += ["Link"] if shape.keys() == {"items", "next"} else []
        answer["headers"] = {name: {"schema": {"type": "string"}, "description": _HEADERS[name]} for name in names}


def _shape(answer: Json, schemas: Json) -> Json:
    """The fields of an answer, where it is an object of ours."""
    for media in answer.get("content", {}).values():
        if reference := media["schema"].get("$ref"):
            return cast("Json", schemas[reference.rpartition("/")[2]].get("properties", {}))
    return {}


def _problem_statuses(operation: Json, path: str, method: str) -> Iterator[int]:
    """Which problems an operation can answer with."""
    if not path.startswith("/api/"):
        yield from (500, 503)
        return
    yield from (400, 401, 403, 404, 422, 500, 503)
    if method in _CHANGING:
        yield 409
    if operation["operationId"] in _READS_PAYLOADS:
        yield 410
    if operation["operationId"] in _ASKS_PLATFORMS:
        yield 502
    if "requestBody" in operation:
        yield from (413, 415)
    if _takes(operation, "If-Match"):
        yield from (412, 428)


def _takes(operation: Json, parameter: str) -> bool:
    return any(given["name"] == parameter for given in operation.get("parameters", ()))


def _idempotency_header() -> Json:
    return {
        "name": HEADER,
        "in": "header",
        "required": False,
        "description": "Sent again within 24 hours with the same body, the first answer is given again.",
        "schema": {"type": "string", "pattern": KEY_PATTERN},
    }


def _studio_header() -> Json:
    return {
        "name": STUDIO_HEADER,
        "in": "header",
        "required": True,
        "description": "Shows that no page of another site made the browser send this.",
        "schema": {"const": "1"},
    }


def _add_examples(operation: Json, example: Example) -> None:
    if "requestBody" in operation:
        _add_example(operation["requestBody"]["content"], example.request)
    for status, answer in operation["responses"].items():
        if status.startswith("2") and "content" in answer:
            _add_example(answer["content"], example.response)


def _add_example(content: Json, value: object) -> None:
    shown = value if isinstance(value, str) else msgspec.json.decode(msgspec.json.encode(value))
    for media in content.values():
        media["examples"] = {"example": {"value": shown}}


def _close_request_shape(operation: Json, schemas: Json) -> None:
    """Request shapes refuse fields they do not know (`forbid_unknown_fields`); Litestar does not say so."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if reference := media["schema"].get("$ref"):
            schemas[reference.rpartition("/")[2]]["additionalProperties"] = False


def _problem_shapes() -> Json:
    _, shapes = msgspec.json.schema_components([ProblemDetails], ref_template="#/components/schemas/{name}")
    return shapes


def _problem_answer(status: int) -> Json:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                "examples": {"example": {"value": msgspec.to_builtins(PROBLEMS[status])}},
            }
        },
    }


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(document()))
