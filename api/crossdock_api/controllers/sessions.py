"""The session: who is asking, and how a person's browser becomes known."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.params import JSONBody

from crossdock.model.access import Session
from crossdock.studio.sessions import LIFETIME
from crossdock_api.authentication import COOKIE, SIGNS_IN, header, session_cookie
from crossdock_api.request import StudioRequest
from crossdock_api.shapes import SignIn

_PATH = "/api/v1"
"""Where the browser sends the cookie; webhooks and pages never see it."""


class SessionController(Controller):
    path = "/session"
    tags = ("session",)

    @get(operation_id="getSession", summary="Who am I, and what may I do where?")
    async def get_session(self, request: StudioRequest) -> Session:
        """For callers with a bearer token as well."""
        cookie = None if header(request.scope, "authorization") else session_cookie(request.scope)
        return await request.studio.sessions.describe(request.principal, cookie)

    @post(operation_id="signIn", summary="Make this browser known", status_code=200, opt=SIGNS_IN)
    async def sign_in(self, request: StudioRequest, data: JSONBody[SignIn]) -> Response[Session]:
        """Gives a cookie that no script can read, for twelve hours or until the token ends. Other programs send the token."""
        sessions = request.studio.sessions
        principal, text = await sessions.open(data.token)
        return Response(await sessions.describe(principal, text), cookies=[_cookie(request, text)])

    @delete(operation_id="signOut", summary="Make this browser forget")
    async def sign_out(self, request: StudioRequest) -> Response[None]:
        """Only this browser forgets."""
        return _forgotten(request)

    @delete("/everywhere", operation_id="signOutEverywhere", summary="Make every browser of mine forget")
    async def sign_out_everywhere(self, request: StudioRequest) -> Response[None]:
        """Those that were signed in with this token; the token itself stays valid."""
        await request.studio.sessions.close_all(request.principal)
        request.authenticator.forget()
        return _forgotten(request)


def _forgotten(request: StudioRequest) -> Response[None]:
    return Response(None, cookies=[_cookie(request, "", seconds=0)])


def _cookie(request: StudioRequest, text: str, seconds: int = int(LIFETIME.total_seconds())) -> Cookie:
    secure = request.scope["scheme"] == "https"
    return Cookie(key=COOKIE, value=text, path=_PATH, max_age=seconds, httponly=True, samesite="strict", secure=secure)
