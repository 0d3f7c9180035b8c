"""Signing with a token: asked for when there is none, before it expires, and once more when it is refused.

Tokens live in memory, with the line of a connection. Nobody waits for a token longer than for an answer, and while one
is waited for, nothing of the request itself was sent.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from typing import Any

import anyio
import httpx
import msgspec

from crossdock.connect.grant import Grant, SecretKeeper
from crossdock.connect.resource import at
from crossdock.connect.secret import Secret
from crossdock.connect.token_answer import bounded, document_of, read_answer, sendable
from crossdock.errors import ErrorKind, PlatformError

NOTHING_SENT = "crossdock.nothing-sent"
"""Extension of a request that waits for its token."""
EARLY_SECONDS = 60.0
EARLY_SHARE = 0.1
"""A token is replaced so long before its end: the shorter of that time and that share of its life."""
LOOK_AGAIN_SECONDS = (0.0, 2.0)
"""When it is looked, after a refusal, whether another worker was given a proof in the place of ours."""
_REMEMBERED = 8


class _Token(msgspec.Struct, frozen=True):
    secret: Secret
    until: float
    """On the clock of the signing."""


class TokenSigning(httpx.Auth):
    """Sets `Authorization: Bearer` to a token of a token service; many requests may ask at once, one of them for a token."""

    def __init__(
        self,
        address: str,
        grant: Grant,
        *,
        token: str = "access_token",  # noqa: S107  # a path, no token
        seconds: str = "expires_in",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`token` and `seconds` are the paths of the token and of its life in seconds in an answer."""
        self._address, self._grant, self._now = address, grant, now
        self._token_path, self._seconds_path = token, seconds
        self._token: _Token | None = None
        self._told: deque[Secret] = deque(maxlen=_REMEMBERED)
        self._turn = anyio.Lock()
        self._keeper: SecretKeeper | None = None

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What token services gave lately, and nobody may see."""
        return tuple(self._told)

    def keep_with(self, keeper: SecretKeeper) -> None:
        """Share what proves who asks, where a platform replaces it, with everybody who uses the connection."""
        self._keeper = keeper

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        refused: Secret | None = None
        for _ in range(2):
            request.extensions[NOTHING_SENT] = True
            async with self._turn:
                token = self._good(refused)
                if token is None:
                    await self._renewed()
                    try:
                        token = await self._take(bounded((yield self._question(request))))
                    except PlatformError as error:
                        if error.kind is not ErrorKind.STOP or not await self._renewed_meanwhile():
                            raise
                        token = await self._take(bounded((yield self._question(request))))
            request.headers["Authorization"] = f"Bearer {token.secret.reveal()}"
            del request.extensions[NOTHING_SENT]
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            bounded(response)
            refused = token.secret

    def _good(self, refused: Secret | None) -> _Token | None:
        """The token there is, unless it is the refused one or about to expire."""
        token = self._token
        return None if token is None or token.secret is refused or self._now() >= token.until else token

    def _question(self, request: httpx.Request) -> httpx.Request:
        asked = self._grant.request(request.url.join(self._address))
        asked.headers.update({"Accept": "application/json", "User-Agent": request.headers.get("User-Agent", "")})
        asked.extensions["timeout"] = request.extensions.get("timeout", {})
        return asked

    async def _take(self, response: httpx.Response) -> _Token:
        document = document_of(await read_answer(response))
        secret = sendable(at(document, self._token_path))
        self._told.append(secret)
        self._token = token = _Token(secret, self._now() + _good_for(at(document, self._seconds_path)))
        if (learnt := self._grant.learn(document)) is not None:
            self._told.append(learnt)
        await self._grant.keep(self._keeper)
        return token

    async def _renewed_meanwhile(self) -> bool:
        """Whether another worker was quicker, and the platform had replaced our proof before we gave it."""
        for seconds in LOOK_AGAIN_SECONDS if self._keeper is not None else ():
            await anyio.sleep(seconds)
            if await self._renewed():
                return True
        return False

    async def _renewed(self) -> bool:
        """Take up the proof that is kept for everybody; whether that is another one than ours."""
        newer = await self._grant.renew(self._keeper) if self._keeper is not None else None
        if newer is not None:
            self._told.append(newer)
        return newer is not None


def _good_for(life: Any) -> float:
    """Seconds that a token is used, of those that it lives; without a number, until it is refused."""
    try:
        seconds = float("inf" if life is None or isinstance(life, bool | dict | list) else life)
    except ValueError:
        return float("inf")
    return seconds - min(EARLY_SECONDS, seconds * EARLY_SHARE)
