"""Who is calling: bearer tokens (RFC 6750)."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from crossdock.errors import Unauthenticated
from crossdock.model.access import Principal

FRESH_SECONDS = 5.0
"""How long a token that was found valid is not looked up again: a revocation elsewhere takes effect this late."""

_MOST_KNOWN = 1024


class Tokens(Protocol):
    """The use case that knows tokens."""

    async def authenticate(self, text: str) -> Principal:
        """The holder of a token; raises Unauthenticated."""


class Authenticator:
    """Knows the callers of the last seconds by their tokens' hashes, and asks the studio for the others."""

    def __init__(self, tokens: Tokens, clock: Callable[[], float] = time.monotonic) -> None:
        self._tokens = tokens
        self._clock = clock
        self._known: dict[bytes, tuple[Principal, float]] = {}

    async def principal(self, token: str) -> Principal:
        """The holder of a token; raises Unauthenticated saying whether it is unknown, expired or revoked."""
        key = sha256(token.encode()).digest()
        known = self._known.get(key)
        if known and known[1] > self._clock():
            return known[0]
        principal = await self._tokens.authenticate(token)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[key] = (principal, self._clock() + FRESH_SECONDS)
        return principal

    def forget(self) -> None:
        """Look every token up again: one was just revoked."""
        self._known.clear()


class BearerAuthentication:
    """ASGI middleware: lets nobody pass who is not known."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] != "OPTIONS":
            authenticator: Authenticator = scope["litestar_app"].state["authenticator"]
            scope["user"] = await authenticator.principal(bearer_token(scope))
        await self._app(scope, receive, send)


def bearer_token(scope: Scope) -> str:
    """The token in the Authorization header; raises Unauthenticated where there is none."""
    header = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _, token = header.partition(b" ")
    if scheme.lower() != b"bearer" or not token.strip():
        raise Unauthenticated("The request carries no bearer token.", code="token-missing")
    return token.strip().decode("ascii", "replace")
