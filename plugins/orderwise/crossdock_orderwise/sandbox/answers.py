"""Answers of the API, and what its bodies hold."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_orderwise.sandbox.refusal import Refused

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")


async def sent(request: Call) -> Any:
    """A body's document; raises Refused for what is no JSON."""
    try:
        return json_text.decode(await request.body())
    except Malformed as error:
        raise Refused({"Message": error.message}) from error
