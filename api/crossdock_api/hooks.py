"""Where platforms send their webhooks. Nothing is acknowledged that is not stored.

These addresses take no token: a delivery proves itself by its signature, or by the secret in its address.
"""

from __future__ import annotations

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State

from crossdock.clock import SystemClock
from crossdock.connect.webhook import Incoming, Said
from crossdock.studio.studio import Studio
from crossdock_api.bodies import BoundedBody
from crossdock_api.problems import MEDIA_TYPE, ProblemDetails

HOOKS = "/hooks"

_ADDRESSES = ["/{environment:str}/{project:str}/{flow:str}", "/{environment:str}/{project:str}/{flow:str}/{secret:str}"]
_clock = SystemClock()
_encode = msgspec.json.Encoder().encode


@post(_ADDRESSES, status_code=200, include_in_schema=False)
async def take_in(request: Request[None, None, State]) -> Response[bytes]:
    """Store a delivery, then acknowledge it: the records it made, and how many messages had come before."""
    studio: Studio = request.app.state["studio"]
    place = request.path_params
    sender = request.client.host if request.client else ""
    incoming = await incoming_of(request)
    taken = await studio.intake.take(place["environment"], place["project"], place["flow"], incoming, sender)
    if isinstance(said := taken.said, Said):
        return Response(said.body.encode(), media_type=said.content_type)
    return Response(_encode(taken), media_type="application/json")


@get(_ADDRESSES, include_in_schema=False)
async def explain() -> Response[bytes]:
    """Whoever opens such an address in a browser is told what it is for; secrets in it are not repeated."""
    details = ProblemDetails(
        type="/problems/method-not-allowed",
        title="Method Not Allowed",
        status=405,
        detail="A platform sends its webhooks to this address, with POST; there is nothing to read here.",
        instance=HOOKS,
        code="method-not-allowed",
        remedy="Enter the address at the platform, as the target of its webhook.",
    )
    return Response(_encode(details), status_code=405, media_type=MEDIA_TYPE, headers={"Allow": "POST"})


async def incoming_of(request: Request[None, None, State]) -> Incoming:
    """A request as it came, with the secret at the end of its address."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in request.scope["headers"]}
    return Incoming(
        headers=headers,
        body=await request.body(),
        received_at=_clock.now(),
        path_secret=request.path_params.get("secret", ""),
    )


hooks_router = Router(HOOKS, route_handlers=[take_in, explain], middleware=[BoundedBody])
