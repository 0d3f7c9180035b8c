"""Answers of the API, and what its bodies hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_veeqo.sandbox.listing import Record, list_page
from crossdock_veeqo.sandbox.refusal import malformed

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json", headers=headers)


def listed(request: Call, records: Sequence[Record], largest: int, *, tells_pages: bool = True) -> Response[bytes]:
    """One page of a list; raises Refused for a question that cannot be read."""
    page = list_page(records, query_of(request), largest, tells_pages=tells_pages)
    return answered(page.records, headers=page.headers)


def query_of(request: Call) -> dict[str, str]:
    """What is asked for in the query string."""
    return {name: value for name, value in request.query_params.items() if isinstance(value, str)}


async def sent(request: Call, name: str = "") -> Record:
    """A body's object under a name, or all of it; raises Refused where there is none."""
    try:
        body = json_text.decode(await request.body())
    except Malformed as error:
        raise malformed(error.message) from error
    found = body.get(name) if name and isinstance(body, dict) else body
    if not isinstance(found, dict):
        raise malformed(f"param is missing or the value is empty: {name}")
    return found
