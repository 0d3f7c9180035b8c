"""Idempotency-Key: a POST that is sent again is answered again, and done once.

Answers of success are kept for 24 hours. An error stored nothing, so the same key may be tried again.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPRequestEvent, HTTPScope, Message, Receive, Scope, Send

from crossdock.model.access import Principal
from crossdock.studio.idempotency import LONGEST_KEY, Answer
from crossdock.studio.idempotency import Idempotency as Answers
from crossdock_api.bodies import whole_body

CREATES = {"creates": True}
"""`opt` of the operations that take an Idempotency-Key."""

HEADER = "Idempotency-Key"
REPLAYED = (b"idempotency-replayed", b"true")
KEY_PATTERN = f"^[ -~]{{1,{LONGEST_KEY}}}$"

_KEPT_HEADERS = {b"content-type", b"location", b"etag"}


class Idempotency:
    """ASGI middleware around the operations that create something."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or (key := idempotency_key(scope)) is None:
            await self._app(scope, receive, send)
            return
        answers: Answers = scope["litestar_app"].state["studio"].idempotency
        body = await whole_body(receive)
        answer = await answers.begin(scope["user"], key, fingerprint(scope, body))
        if answer is None:
            for message in await self._once(scope, key, body, answers):
                await send(message)
        else:
            await _replay(answer, send)

    async def _once(self, scope: HTTPScope, key: str, body: bytes, answers: Answers) -> list[Message]:
        """Do it, and keep the answer before it is sent; where it fails, the key is free again."""
        principal: Principal = scope["user"]
        recording = _Recording()
        await self._app(scope, _given(body), recording.record)
        if recording.answer.status < 300:
            await answers.finish(principal, key, recording.answer)
        else:
            await answers.release(principal, key)
        return recording.messages


class _Recording:
    """An answer, held back until it is kept."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._status = 500
        self._headers: dict[str, str] = {}
        self._body = b""

    async def record(self, message: Message) -> None:
        self.messages.append(message)
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = {
                name.decode(): value.decode("latin-1") for name, value in message["headers"] if name in _KEPT_HEADERS
            }
        elif message["type"] == "http.response.body":
            self._body += message["body"]

    @property
    def answer(self) -> Answer:
        """What was recorded, with the headers that belong to it."""
        return Answer(status=self._status, headers=self._headers, body=self._body)


def idempotency_key(scope: HTTPScope) -> str | None:
    """The key of a request that creates something, where it has one."""
    if not scope["route_handler"].opt.get("creates"):
        return None
    header = next((value for name, value in scope["headers"] if name == b"idempotency-key"), None)
    return None if header is None else header.decode("latin-1")


def fingerprint(scope: HTTPScope, body: bytes) -> bytes:
    """What tells one request from another: SHA-256 of method, path and body."""
    return sha256(b"\n".join([scope["method"].encode(), scope["path"].encode(), body])).digest()


def _given(body: bytes) -> Receive:
    """A receive function for a body that was read already."""
    messages = iter([HTTPRequestEvent(type="http.request", body=body, more_body=False)])

    async def receive() -> Any:
        return next(messages)

    return receive


async def _replay(answer: Answer, send: Send) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": [*headers, REPLAYED]}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
