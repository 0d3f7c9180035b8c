"""Answers that tell how far they are: server-sent events, one for each state, the last one the result.

An error on the way, after the answer has begun, comes as an event `problem` with problem details.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Request
from litestar.response import Stream

from crossdock_api.problems import respond

MEDIA_TYPE = "text/event-stream"


def event_stream(request: Request[Any, Any, Any], name: str, states: AsyncIterator[msgspec.Struct]) -> Stream:
    """Each state as an event of this name."""
    return Stream(_events(request, name, states), media_type=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})


async def _events(
    request: Request[Any, Any, Any], name: str, states: AsyncIterator[msgspec.Struct]
) -> AsyncIterator[bytes]:
    try:
        async for state in states:
            yield _event(name, msgspec.json.encode(state))
    except Exception as error:  # noqa: BLE001  # the status is sent already: `respond` tells whatever it is, and logs it
        yield _event("problem", respond(request, error).content)


def _event(name: str, data: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data)
