"""What a token service answers: a small document with a token in it, or a refusal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx

from crossdock.connect import errors
from crossdock.connect.answer import Answer
from crossdock.connect.resource import at
from crossdock.connect.secret import Secret
from crossdock.errors import ErrorKind, Malformed, PlatformError

LARGEST_ANSWER = 64 * 1024
"""Bytes of a token service's answer, and of one that refuses a token."""
LONGEST_SECONDS = 100 * 366 * 86_400
"""What is said to be good for longer is good for ever."""
_CHECK = "Check the connection's credentials, and what they allow."


def sendable(told: Any) -> Secret:
    """The secret that a token is; some services write the word Bearer before it. Raises PlatformError (stop)."""
    text = told.removeprefix("Bearer ") if isinstance(told, str) else ""
    if not (text and text.isascii() and text.isprintable()):
        raise refusal("answered without a token that can be sent", ErrorKind.STOP)
    return Secret(text)


async def read_answer(response: httpx.Response) -> Answer:
    """A response read to its end."""
    return Answer(
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=await response.aread(),
        url=str(response.request.url.copy_with(query=None)),
        received_at=datetime.now(UTC),
    )


def document_of(answer: Answer) -> Any:
    """The document of an answer; raises PlatformError for a refusal, which stops, and for what cannot be read."""
    try:
        document, malformed = answer.document, None
    except Malformed as error:
        document, malformed = None, error
    kind = ErrorKind.STOP if errors.kind_of(answer.status) is ErrorKind.HOLD else None
    if refused := errors.failure(answer, platform="The token service", words=_words(document), kind=kind):
        raise refused
    if malformed is not None:
        raise refusal("answered with something that is not JSON", ErrorKind.RETRY) from malformed
    return document


def _words(document: Any) -> str:
    """What an answer says of an error (RFC 6749, section 5.2)."""
    return " ".join(str(at(document, name) or "") for name in ("error", "error_description")).strip()


def refusal(what: str, kind: ErrorKind) -> PlatformError:
    """The error of a service that gives nothing to go on with."""
    return PlatformError(f"The token service {what}.", kind=kind, remedy=_CHECK)


def bounded(response: httpx.Response) -> httpx.Response:
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


def seconds_of(told: Any) -> float | None:
    """For how many seconds something is good, as an answer says it; None where it says nothing that can be meant."""
    try:
        seconds = 0.0 if told is None or isinstance(told, bool | dict | list) else float(told)
    except ValueError:
        return None
    return seconds if 0 < seconds <= LONGEST_SECONDS else None
