"""An answer that is made outside of the web framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import msgspec
from litestar import Response
from litestar.types import Send


class Reply(msgspec.Struct, frozen=True):
    """Status, body and headers, with lower-case names."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}
    media_type: str = "application/json"

    @classmethod
    def too_many(cls, body: bytes, seconds: float | None) -> Self:
        """The answer to a call too many; `seconds` is its Retry-After, None leaves it out."""
        return cls(429, body, {} if seconds is None else {"retry-after": f"{seconds:g}"})

    def response(self) -> Response[bytes]:
        """As a route or its guard answers."""
        return Response(self.body, status_code=self.status, media_type=self.media_type, headers=dict(self.headers))


async def send_reply(reply: Reply, send: Send) -> None:
    """Send it as an ASGI application does."""
    headers = {
        "content-length": str(len(reply.body)),
        **({"content-type": reply.media_type} if reply.body else {}),
        **reply.headers,
    }
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": encoded})
    await send({"type": "http.response.body", "body": reply.body, "more_body": False})
