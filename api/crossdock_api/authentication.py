"""Who is calling: bearer tokens (RFC 6750), or the cookie of a browser that was signed in with one.

A browser sends its cookie by itself, whoever wrote the page that makes it do so. SameSite=Strict keeps the pages of other
sites out; what changes something must besides carry a header that only our own pages can set.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Protocol

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from crossdock.errors import Forbidden, Unauthenticated
from crossdock.model.access import Principal

COOKIE = "crossdock_session"
STUDIO_HEADER = "X-Crossdock-Studio"
SIGNS_IN = {"signs_in": True}
"""`opt` of the operation that asks who is calling by itself."""

FRESH_SECONDS = 5.0
"""How long a token that was found valid is not looked up again: a revocation elsewhere takes effect this late."""

_MOST_KNOWN = 1024
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Tokens(Protocol):
    """The use case that knows tokens."""

    async def authenticate(self, text: str) -> Principal:
        """The holder of a token; raises Unauthenticated."""


class Sessions(Protocol):
    """The use case that knows the cookies of browsers."""

    async def authenticate(self, text: str) -> Principal:
        """Whom the cookie's text was made for; raises Unauthenticated."""


class Authenticator:
    """Knows the callers of the last seconds by the hash of what they showed, and asks the studio for the others."""

    def __init__(self, tokens: Tokens, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._tokens = tokens
        self._sessions = sessions
        self._clock = clock
        self._known: dict[bytes, tuple[Principal, float]] = {}

    async def principal(self, token: str) -> Principal:
        """The holder of a token; raises Unauthenticated saying whether it is unknown, expired or revoked."""
        return await self._recognise("token", token, self._tokens.authenticate)

    async def visitor(self, cookie: str) -> Principal:
        """Whose browser sent a cookie; raises Unauthenticated saying whether the session or its token has ended."""
        return await self._recognise("cookie", cookie, self._sessions.authenticate)

    async def _recognise(self, kind: str, shown: str, ask: Callable[[str], Awaitable[Principal]]) -> Principal:
        key = sha256(f"{kind} {shown}".encode()).digest()
        known = self._known.get(key)
        if known and known[1] > self._clock():
            return known[0]
        principal = await ask(shown)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[key] = (principal, self._clock() + FRESH_SECONDS)
        return principal

    def forget(self) -> None:
        """Look everybody up again: a token was just revoked."""
        self._known.clear()


class Authentication:
    """ASGI middleware: lets nobody pass who is not known, but to where they sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] != "OPTIONS":
            if scope["route_handler"].opt.get("signs_in"):
                require_studio(scope)
            else:
                scope["user"] = await _caller(scope)
        await self._app(scope, receive, send)


async def _caller(scope: HTTPScope) -> Principal:
    """By the bearer token where there is one, else by the cookie; raises Unauthenticated where there is neither."""
    authenticator: Authenticator = scope["litestar_app"].state["authenticator"]
    cookie = session_cookie(scope)
    if cookie is None or header(scope, "authorization"):
        return await authenticator.principal(bearer_token(scope))
    if scope["method"] not in _SAFE_METHODS:
        require_studio(scope)
    return await authenticator.visitor(cookie)


def require_studio(scope: HTTPScope) -> None:
    """Raises Forbidden where a page of another site may have made the browser send this."""
    if not header(scope, STUDIO_HEADER):
        raise Forbidden(
            f"A browser's cookie alone changes nothing: the header {STUDIO_HEADER} is missing.",
            code="studio-header-missing",
            remedy=f"Send {STUDIO_HEADER}: 1, or call with a bearer token instead.",
        )


def bearer_token(scope: HTTPScope) -> str:
    """The token in the Authorization header; raises Unauthenticated where there is none."""
    scheme, _, token = header(scope, "authorization").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("The request carries no bearer token.", code="token-missing")
    return token.strip()


def session_cookie(scope: HTTPScope) -> str | None:
    """What the browser keeps of a sign-in; None where it keeps nothing."""
    return Request[Any, Any, Any](scope).cookies.get(COOKIE)


def header(scope: HTTPScope, name: str) -> str:
    """A header of the request, '' where it is not there."""
    wanted = name.lower().encode()
    return next((value for given, value in scope["headers"] if given == wanted), b"").decode("ascii", "replace")
