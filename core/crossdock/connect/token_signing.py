"""Signing with a token: asked for when there is none, before it expires, and once more when it is refused.

Tokens live in memory, with the line of a connection. Nobody waits for a token longer than for an answer, and while one
is waited for, nothing of the request itself was sent.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import anyio
import httpx
import msgspec

from crossdock.connect import errors
from crossdock.connect.answer import Answer
from crossdock.connect.grant import Grant
from crossdock.connect.resource import at
from crossdock.connect.secret import Secret
from crossdock.errors import ErrorKind, Malformed, PlatformError

NOTHING_SENT = "crossdock.nothing-sent"
"""Extension of a request that waits for its token."""
EARLY_SECONDS = 60.0
EARLY_SHARE = 0.1
"""A token is replaced so long before its end: the shorter of that time and that share of its life."""
LARGEST_ANSWER = 64 * 1024
"""Bytes of a token service's answer, and of one that refuses a token."""
_REMEMBERED = 8
_CHECK = "Check the connection's credentials, and what they allow."


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

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What token services gave lately, and nobody may see."""
        return tuple(self._told)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        refused: Secret | None = None
        for _ in range(2):
            request.extensions[NOTHING_SENT] = True
            async with self._turn:
                token = self._good(refused)
                if token is None:
                    token = await self._take(_bounded((yield self._question(request))))
            request.headers["Authorization"] = f"Bearer {token.secret.reveal()}"
            del request.extensions[NOTHING_SENT]
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            _bounded(response)
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
        document = _document(await _answer(response))
        secret = _sendable(at(document, self._token_path))
        self._told.extend(each for each in (secret, self._grant.learn(document)) if each is not None)
        self._token = _Token(secret, self._now() + _good_for(at(document, self._seconds_path)))
        return self._token


def _sendable(told: Any) -> Secret:
    """The secret that a token is; some services write the word Bearer before it."""
    text = told.removeprefix("Bearer ") if isinstance(told, str) else ""
    if not (text and text.isascii() and text.isprintable()):
        raise _refusal("answered without a token that can be sent", ErrorKind.STOP)
    return Secret(text)


def _good_for(life: Any) -> float:
    """Seconds that a token is used, of those that it lives; without a number, until it is refused."""
    try:
        seconds = float("inf" if life is None or isinstance(life, bool | dict | list) else life)
    except ValueError:
        return float("inf")
    return seconds - min(EARLY_SECONDS, seconds * EARLY_SHARE)


async def _answer(response: httpx.Response) -> Answer:
    return Answer(
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=await response.aread(),
        url=str(response.request.url.copy_with(query=None)),
        received_at=datetime.now(UTC),
    )


def _document(answer: Answer) -> Any:
    try:
        document, malformed = answer.document, None
    except Malformed as error:
        document, malformed = None, error
    kind = ErrorKind.STOP if errors.kind_of(answer.status) is ErrorKind.HOLD else None
    if refused := errors.failure(answer, platform="The token service", words=_words(document), kind=kind):
        raise refused
    if malformed is not None:
        raise _refusal("answered with something that is not JSON", ErrorKind.RETRY) from malformed
    return document


def _words(document: Any) -> str:
    """What an answer says of an error (RFC 6749, section 5.2)."""
    return " ".join(str(at(document, name) or "") for name in ("error", "error_description")).strip()


def _refusal(what: str, kind: ErrorKind) -> PlatformError:
    return PlatformError(f"The token service {what}.", kind=kind, remedy=_CHECK)


def _bounded(response: httpx.Response) -> httpx.Response:
    """The same answer, of which no more is read than it may hold: it is read before anybody else can limit it."""
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream)
    return response


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LARGEST_ANSWER
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0:
                raise PlatformError(
                    f"What a token was answered with is more than {LARGEST_ANSWER} bytes.",
                    kind=ErrorKind.STOP,
                    remedy=_CHECK,
                )
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
