"""An answer that is made outside of the web framework."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from litestar.types import Send


class Reply(msgspec.Struct, frozen=True):
    """Status, body and headers, with lower-case names."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}
    media_type: str = "application/json"


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
