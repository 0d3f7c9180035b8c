"""Answers of the API, and what its bodies hold."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_patchworks.sandbox.refusal import invalid

Call = Request[Any, Any, Any]
Record = dict[str, Any]


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")


def query_of(request: Call) -> dict[str, str]:
    """What is asked for in the query string."""
    return {name: value for name, value in request.query_params.items() if isinstance(value, str)}


async def sent(request: Call) -> Record:
    """A body's object; raises Refused where there is none."""
    try:
        body = json_text.decode(await request.body())
    except Malformed as error:
        raise invalid("body", error.message) from error
    if not isinstance(body, dict):
        raise invalid("body", "The body must be an object.")
    return body
