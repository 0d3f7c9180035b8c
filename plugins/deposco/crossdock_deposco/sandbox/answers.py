"""Answers of both APIs, and what bodies hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_deposco.sandbox.listing import Record, list_page
from crossdock_deposco.sandbox.refusal import Refused
from crossdock_deposco.sandbox.tenant import Tenant

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")


def listed(request: Call, tenant: Tenant, rows: Sequence[Record], *filters: str) -> Response[bytes]:
    """One page of a list, by the filters it knows; raises Refused for a question that cannot be read."""
    query = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
    address = f"{request.base_url}".rstrip("/") + request.url.path
    return answered(list_page(tenant, address, query, rows, filters))


def single(tenant: Tenant, name: str, document: Record, status: int = 200) -> Response[bytes]:
    """One record, under its name or bare."""
    return answered({name: document} if tenant.switches.wraps_single else document, status)


async def sent(request: Call) -> Record:
    """A body's object; raises Refused where there is none."""
    try:
        body = json_text.decode(await request.body())
    except Malformed as error:
        raise Refused(error.message) from error
    if not isinstance(body, dict):
        raise Refused("the body is no object")
    return body
