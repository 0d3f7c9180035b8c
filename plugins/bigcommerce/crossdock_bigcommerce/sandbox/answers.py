"""Answers of the API, and what its bodies hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_bigcommerce.sandbox.listing import Record, bare_page, page_with_meta
from crossdock_bigcommerce.sandbox.refusal import v2, v3

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")


def given(record: Record, status: int = 200) -> Response[bytes]:
    """One record, as v3 wraps it."""
    return answered({"data": record, "meta": {}}, status)


def listed(request: Call, records: Sequence[Record], largest: int) -> Response[bytes]:
    """One page of v3; raises Refused for a question that cannot be read."""
    return answered(page_with_meta(records, query_of(request), largest))


def bare(request: Call, records: Sequence[Record], largest: int) -> Response[bytes]:
    """One page of v2: 204 and no body where there is nothing on it. Raises Refused."""
    page = bare_page(records, query_of(request), largest)
    return answered(page) if page else Response(b"", status_code=204)


def query_of(request: Call) -> dict[str, str]:
    """What is asked for in the query string."""
    return {name: value for name, value in request.query_params.items() if isinstance(value, str)}


async def sent(request: Call) -> Record:
    """A body's object; raises Refused where there is none."""
    refuse = v2 if "/v2/" in request.url.path else v3
    try:
        body = json_text.decode(await request.body())
    except Malformed as error:
        raise refuse("JSON data is missing or invalid", 400) from error
    if not isinstance(body, dict):
        raise refuse("JSON data is missing or invalid", 400)
    return body
