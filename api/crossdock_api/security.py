"""Headers of every answer: nothing is kept, sniffed, framed or loaded from elsewhere."""

from __future__ import annotations

from litestar.types import Message, Scope

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_UNLESS_SET = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


async def add_headers(message: Message, scope: Scope) -> None:  # noqa: ARG001  # Litestar's hook has both
    """Litestar's `before_send` hook."""
    if message["type"] == "http.response.start":
        given = {name.lower() for name, _ in message["headers"]}
        unset = (header for header in _UNLESS_SET if header[0] not in given)
        message["headers"] = [*message["headers"], *_ALWAYS, *unset]
