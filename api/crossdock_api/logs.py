"""The log of requests: one line each, never a query string, a header or a body."""

from __future__ import annotations

import time

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("crossdock.api")


def told_path(path: str) -> str:
    """A path as it may be told: without the secret that ends some addresses of webhooks and of what is fetched."""
    parts = path.split("/")
    return "/".join([*parts[:5], "..."]) if parts[1:2] in (["hooks"], ["offers"]) and len(parts) > 5 else path


class RequestLog:
    """ASGI middleware: one line for each request, with its path and without its query."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting_status)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            path = told_path(scope["path"])
            log.info("request", method=scope["method"], path=path, status=status, milliseconds=milliseconds)
