"""Where platforms fetch what is for them, and say what they took. Nothing is acknowledged that is not stored.

These addresses take no token: a request proves itself by the secret in its address, or by Basic auth's password.
"""

from __future__ import annotations

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State

from crossdock.studio.studio import Studio
from crossdock_api.bodies import BoundedBody
from crossdock_api.hooks import incoming_of

OFFERS = "/offers"

_ADDRESSES = ["/{environment:str}/{project:str}/{flow:str}", "/{environment:str}/{project:str}/{flow:str}/{secret:str}"]
_encode = msgspec.json.Encoder().encode


@get(_ADDRESSES, include_in_schema=False)
async def fetch(request: Request[None, None, State]) -> Response[bytes]:
    """What lies ready for a flow's target, in the target's own format."""
    studio: Studio = request.app.state["studio"]
    place, incoming = request.path_params, await incoming_of(request)
    given = await studio.offering.fetch(place["environment"], place["project"], place["flow"], incoming)
    return Response(given.body, media_type=given.content_type, headers={"Cache-Control": "no-store"})


@post(_ADDRESSES, status_code=200, include_in_schema=False)
async def acknowledge(request: Request[None, None, State]) -> Response[bytes]:
    """Store what the target says that it took; what it took is delivered by that."""
    studio: Studio = request.app.state["studio"]
    place, incoming = request.path_params, await incoming_of(request)
    taken = await studio.offering.acknowledge(place["environment"], place["project"], place["flow"], incoming)
    return Response(_encode(taken), media_type="application/json")


offers_router = Router(OFFERS, route_handlers=[fetch, acknowledge], middleware=[BoundedBody])
