"""Answers of the REST Admin API, and what its paths and bodies hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.listing import Key, Record, id_of, list_page
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json", headers=headers)


def errors(value: Any, status: int) -> Response[bytes]:
    """A refusal."""
    return answered({"errors": value}, status)


def listed(
    request: Call, name: str, choose: Callable[[dict[str, str]], list[Record]], key: Callable[[Record], Key] = id_of
) -> Response[bytes]:
    """One page of a list, with its `Link` header. `choose` gives the records that fit what the list was asked for."""
    page = list_page(choose, request.url.path, query_of(request), key)
    link = page.link_header(f"{str(request.base_url).rstrip('/')}{request.url.path}")
    return answered({name: page.records}, headers={"Link": link} if link else None)


def query_of(request: Call) -> dict[str, str]:
    """What is asked for in the query string."""
    return {name: value for name, value in request.query_params.items() if isinstance(value, str)}


def numbered(file: str) -> int:
    """The number in '123.json'; raises Refused where there is none, or another format is asked for."""
    name, dot, suffix = file.partition(".")
    if (dot, suffix) != (".", "json"):
        raise Refused(inferred.NOT_ACCEPTABLE, 406)
    if not (name.isascii() and name.isdigit() and len(name) < 20):
        raise not_found()
    return int(name)


async def sent(request: Call, name: str) -> Any:
    """What a body holds under a name; raises Refused where it holds nothing there."""
    body = await object_of(request)
    if name not in body:
        raise missing(name)
    return body[name]


async def object_of(request: Call) -> dict[str, Any]:
    """A body as JSON object, empty where there is none; raises Refused for anything else."""
    raw = await request.body()
    try:
        body = json_text.decode(raw) if raw.strip() else {}
    except Malformed as error:
        raise Refused({"body": error.message}, 400) from error
    if not isinstance(body, dict):
        raise Refused({"body": "Required parameter missing or invalid"}, 400)
    return body
