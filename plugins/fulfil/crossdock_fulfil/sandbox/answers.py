"""Answers of the API, and what its bodies hold."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from crossdock_fulfil.sandbox.refusal import malformed
from crossdock_fulfil.sandbox.typing_out import read, written

Call = Request[Any, Any, Any]


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as typed JSON."""
    return Response(written(document), status_code=status, media_type="application/json")


async def arguments(request: Call) -> list[Any]:
    """The positional arguments that a method is called with; raises Refused where there are none."""
    found = read(await request.body())
    if not isinstance(found, list):
        raise malformed("A method takes a list of arguments")
    return found


async def records(request: Call) -> list[Any]:
    """The records of a body: a list of them, or one; raises Refused for anything else."""
    found = read(await request.body())
    listed = found if isinstance(found, list) else [found]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise malformed("There is no record to write")
    return listed
