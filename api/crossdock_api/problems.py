"""Every error as RFC 9457 problem details, with a stable code, a remedy, and each problem with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from crossdock.errors import (
    Conflict,
    CrossdockError,
    Forbidden,
    Gone,
    InvalidInput,
    Malformed,
    MappingFailed,
    NotFound,
    PlatformError,
    Rejected,
    Stale,
    TooLarge,
    Unauthenticated,
    Unavailable,
)
from crossdock.model.problem import Problem, Side
from crossdock_api.logs import told_path

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 2

log = structlog.get_logger("crossdock.api")


class UnsupportedMedia(InvalidInput):
    """The body is of a type, or packed in a way, that is not understood here."""

    code = "unsupported-media-type"


class RevisionRequired(InvalidInput):
    """A change does not say which state it was made from."""

    code = "precondition-required"
    default_remedy = (
        "Read it first and send its ETag as If-Match; send If-None-Match: * to create what does not exist yet."
    )


STATUS: Mapping[type[CrossdockError], int] = {
    InvalidInput: 422,
    Malformed: 400,
    TooLarge: 413,
    UnsupportedMedia: 415,
    RevisionRequired: 428,
    MappingFailed: 422,
    NotFound: 404,
    Gone: 410,
    Conflict: 409,
    Stale: 412,
    Unauthenticated: 401,
    Forbidden: 403,
    PlatformError: 502,
    Unavailable: 503,
}
"""The status of an error is that of its nearest ancestor here; any other error is ours to mend: 500."""

_HEADERS: Mapping[int, dict[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="crossdock"'},
    413: {"Connection": "close"},  # the rest of the body is not waited for
    503: {"Retry-After": str(RETRY_AFTER_SECONDS)},
}

_FOR_HOOKS = {"WWW-Authenticate": 'Basic realm="crossdock hooks"'}
"""A webhook proves itself by its signature or by a secret, never by a token."""
_CODES: Mapping[int, str] = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong, by RFC 9457, with a stable code, a remedy and every single problem."""

    type: str
    """Relative URI, made of the code."""
    title: str
    """The kind of problem."""
    status: int
    detail: str
    """This problem."""
    instance: str
    """Path of the request."""
    code: str
    """Stable: programs may rely on it."""
    remedy: str = ""
    """What to do about it."""
    errors: tuple[Problem, ...] = ()
    """Every problem, with its place."""


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The answer to a request that failed, whatever it was that failed."""
    if isinstance(error, CrossdockError):
        return _known(request, error)
    if isinstance(error, ValidationException):
        return _known(request, _invalid_parameters(error))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _from_litestar(request, error)
    return _unexpected(request, error)


def invalid_body(error: msgspec.ValidationError) -> InvalidInput:
    """A body that is JSON, but not of the shape that is asked for, with a pointer to the place."""
    message, _, path = str(error).partition(" - at `")
    problem = Problem(
        code="invalid-body", message=f"{message}.", side=Side.REQUEST, pointer=_pointer(path.removesuffix("`"))
    )
    return InvalidInput(
        f"The body is not what is asked for: {message}.",
        code="invalid-body",
        remedy="See the operation's request body in the API documentation at /schema.",
        problems=[problem],
    )


def _known(request: Request[Any, Any, Any], error: CrossdockError) -> Response[bytes]:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    if status == 500:
        return _unexpected(request, error)
    details = ProblemDetails(
        type=f"/problems/{error.stable_code}",
        title=error.stable_code.replace("-", " ").capitalize(),
        status=status,
        detail=error.message,
        instance=_instance(request),
        code=error.stable_code,
        remedy=error.remedy,
        errors=error.problems,
    )
    headers = _FOR_HOOKS if isinstance(error, Rejected) else _HEADERS.get(status, {})
    return _response(details, headers, error.details)


def _from_litestar(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    status = error.status_code
    phrase = HTTPStatus(status).phrase
    code = _CODES.get(status, phrase.lower().replace(" ", "-"))
    path = told_path(request.scope["path"])
    detail = {404: f"There is nothing at '{path}'.", 405: f"'{path}' does not take {request.method}."}.get(status)
    details = ProblemDetails(
        type=f"/problems/{code}",
        title=phrase,
        status=status,
        detail=detail or error.detail,
        instance=_instance(request),
        code=code,
        remedy="The API is described at /schema." if detail else "",
    )
    return _response(details, {**_HEADERS.get(status, {}), **(error.headers or {})})


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A fault of ours: told by an id alone, under which the log has everything."""
    incident = str(uuid4())
    path = told_path(request.scope["path"])
    log.error("request failed", incident=incident, method=request.method, path=path, exc_info=error)
    details = ProblemDetails(
        type="/problems/internal-error",
        title="Internal error",
        status=500,
        detail="Something went wrong inside Crossdock.",
        instance=_instance(request),
        code="internal-error",
        remedy=f"Look for incident {incident} in the server's log, and report it.",
    )
    return _response(details, {}, {"incident": incident})


def _response(
    details: ProblemDetails, headers: Mapping[str, str], extra: Mapping[str, object] | None = None
) -> Response[bytes]:
    body = {name: _embedded(value) for name, value in (extra or {}).items()} | msgspec.to_builtins(details)
    return Response(
        msgspec.json.encode(body, enc_hook=str),
        status_code=details.status,
        media_type=MEDIA_TYPE,
        headers=dict(headers),
    )


def _instance(request: Request[Any, Any, Any]) -> str:
    return quote(told_path(request.scope["path"]))


def _embedded(value: object) -> object:
    """Bytes among an error's details are JSON text: an output that was refused."""
    return msgspec.Raw(value) if isinstance(value, bytes) else value


def _invalid_parameters(error: ValidationException) -> InvalidInput:
    entries = list(_entries(error))
    if any(entry.get("key") == "data" for entry in entries):
        return Malformed("The request has no body.", remedy="Send one JSON value, as RFC 8259 describes it.")
    problems = [_parameter_problem(entry) for entry in entries]
    return Malformed(
        problems[0].message if problems else error.detail,
        code="invalid-parameter",
        remedy="See the operation's parameters in the API documentation at /schema.",
        problems=problems,
    )


def _entries(error: ValidationException) -> Iterable[Mapping[str, Any]]:
    return [entry for entry in error.extra if isinstance(entry, Mapping)] if isinstance(error.extra, list) else []


def _parameter_problem(entry: Mapping[str, Any]) -> Problem:
    source = entry.get("source")
    where = f"{getattr(source, 'value', 'request')} parameter '{entry.get('key', '')}'"
    return Problem(code="invalid-parameter", message=f"The {where} cannot be used: {entry.get('message', '')}.")


_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\.\.\.\]")


def _pointer(path: str) -> str:
    """RFC 6901, from the path in a message of msgspec: '$.environments[0]'. It ends where a key is not named."""
    pointer = ""
    for step in _STEP.finditer(path):
        name = step[1] or step[2]
        if name is None:
            break
        pointer += "/" + name.replace("~", "~0").replace("/", "~1")
    return pointer
