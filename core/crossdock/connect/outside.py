"""The way out for alert channels: HTTP and plain TCP, guarded as connections' requests are."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import UTC, datetime

import anyio
import httpx

from crossdock.connect.answer import Answer
from crossdock.connect.outbound import guarded_socket, guarded_transport
from crossdock.errors import ErrorKind, PlatformError

SECONDS = 20.0
"""How long an answer may take in all."""
LARGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; nobody needs the rest."""


class GuardedOutside:
    """Implements `crossdock.connect.alert_channel.Outside`."""

    def __init__(self, allowed: frozenset[str]) -> None:
        """`allowed` are private addresses that may be reached all the same, as 'host:port'."""
        self._allowed = allowed

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body; follows no redirect. Raises PlatformError where nobody answers, or it may not be asked."""
        transport = guarded_transport(self._allowed)
        try:
            with anyio.fail_after(SECONDS):
                async with httpx.AsyncClient(transport=transport, timeout=SECONDS, trust_env=False) as client:
                    return await _answer(client, httpx.Request("POST", url, content=body, headers=dict(headers)))
        except TimeoutError as error:
            raise _silent("did not answer in time") from error
        except httpx.TransportError as error:
            raise _silent(f"cannot be reached ({type(error).__name__})") from error
        except (httpx.InvalidURL, ValueError) as error:
            raise PlatformError(
                "The address is none that can be asked.", kind=ErrorKind.STOP, remedy="Correct the rule's address."
            ) from error

    async def connect(self, host: str, port: int) -> socket.socket:
        """A connected TCP socket that does not block, to be closed by the caller; raises as `post` does."""
        try:
            with anyio.fail_after(SECONDS):
                return await guarded_socket(host, port, self._allowed)
        except TimeoutError as error:
            raise _silent("did not answer in time") from error
        except OSError as error:
            raise _silent(f"cannot be reached ({type(error).__name__})") from error


async def _answer(client: httpx.AsyncClient, request: httpx.Request) -> Answer:
    answered = await client.send(request, stream=True)
    body = b""
    try:
        async for chunk in answered.aiter_bytes():
            body += chunk
            if len(body) >= LARGEST_ANSWER:
                break
    finally:
        await answered.aclose()
    return Answer(
        status=answered.status_code,
        headers={name.lower(): value for name, value in answered.headers.items()},
        body=body[:LARGEST_ANSWER],
        url="",  # it may be a secret
        received_at=datetime.now(UTC),
    )


def _silent(what: str) -> PlatformError:
    return PlatformError(
        f"The other end {what}.",
        kind=ErrorKind.RETRY,
        remedy="See that it is well and that the rule's address is right; what waits is sent again by itself.",
        uncertain=True,
    )
