"""The layer around a sandbox's application in which faults happen."""

from __future__ import annotations

from collections.abc import Callable

import anyio
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from crossdock.connect.sandbox.faults import Fault, FaultKind, Faults
from crossdock.connect.sandbox.reply import Reply, send_reply
from crossdock.engine import json_text

CONTROL = "/_sandbox"
RESET = "sandbox.reset"
"""Where the server puts the way to reset a connection (see `server.py`)."""
LATENCY_SECONDS = 5.0
TIMEOUT_SECONDS = 120.0


class FaultLayer:
    """Lets calls through to the platform, except for those that meet a fault."""

    def __init__(self, app: ASGIApp, faults: Faults, throttled: Callable[[float | None], Reply]) -> None:
        self._app, self._faults, self._throttled = app, faults, throttled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = None
        if scope["type"] == ScopeType.HTTP and not is_control(scope["path"]):
            fault = self._faults.strike(scope["method"], scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.kind is FaultKind.LATENCY:
            await anyio.sleep(LATENCY_SECONDS if fault.seconds is None else fault.seconds)
            await self._app(scope, receive, send)
        else:
            if fault.after_write:
                await self._app(scope, receive, _swallow)
            await self._fail(fault, scope, receive, send)

    async def _fail(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.kind:
            case FaultKind.STATUS:
                body = b"" if fault.body is None else json_text.encode(fault.body)
                await send_reply(Reply(fault.status, body), send)
            case FaultKind.THROTTLE:
                await send_reply(self._throttled(fault.seconds), send)
            case FaultKind.TIMEOUT:
                with anyio.move_on_after(TIMEOUT_SECONDS if fault.seconds is None else fault.seconds):
                    await _gone(receive)
                await _reset(scope, receive)
            case _:
                await _reset(scope, receive)


def is_control(path: str) -> bool:
    """Whether a path is one of the sandbox's own, and none of the platform's."""
    return path == CONTROL or path.startswith(f"{CONTROL}/")


async def _swallow(_: Message) -> None:
    """The answer that never arrives."""


async def _reset(scope: Scope, receive: Receive) -> None:
    reset = scope.get("state", {}).get(RESET)
    if reset is None:
        raise ConnectionResetError("the sandbox was asked to break the connection off")
    reset()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Wait until the other side is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
