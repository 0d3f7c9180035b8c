"""Request bodies: bounded, unpacked, read as JSON into the shape an operation asks for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from litestar.dto import AbstractDTO
from litestar.enums import ScopeType
from litestar.openapi.spec import Reference, Schema
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Receive, Scope, Send
from litestar.typing import FieldDefinition

from crossdock.engine.json_text import decode
from crossdock.errors import Malformed, TooLarge
from crossdock_api.problems import UnsupportedMedia, invalid_body

if TYPE_CHECKING:
    from litestar._openapi.schema_generation import SchemaCreator
    from litestar.dto._backend import DTOBackend

_WINDOW_BITS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class JsonBody(AbstractDTO[Any]):
    """Reads a body straight from its bytes into the annotated struct: strict types, unknown fields refused.

    Litestar by itself would decode to dicts first and then let "3" pass for 3.
    """

    _decoders: ClassVar[dict[str, msgspec.json.Decoder[Any]]] = {}

    @classmethod
    def create_for_field_definition(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,
        backend_cls: type[DTOBackend] | None = None,  # noqa: ARG003  # Litestar's interface has it
    ) -> None:
        """Make the decoder of one operation's body."""
        cls._decoders[handler_id] = msgspec.json.Decoder(field_definition.annotation)

    @classmethod
    def create_openapi_schema(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,  # noqa: ARG003  # Litestar's interface has it
        schema_creator: SchemaCreator,
    ) -> Reference | Schema:
        """The struct as it is, there is no second shape."""
        return schema_creator.for_field_definition(field_definition)

    def decode_bytes(self, value: bytes) -> Any:
        """The body as the operation's struct; raises Malformed with line and column, InvalidInput with a pointer."""
        connection = self.asgi_connection
        check_media_type(connection.headers.get("content-type", ""), "application/json")
        decode(value)  # stricter than msgspec: says where, and refuses a key that occurs twice
        try:
            return self._decoders[connection.route_handler.handler_id].decode(value)
        except msgspec.ValidationError as error:
            raise invalid_body(error) from error
        except msgspec.DecodeError as error:
            raise Malformed(f"The body is not JSON: {error}.", remedy="Send one JSON value.") from error


def check_media_type(given: str, wanted: str) -> None:
    """Raises UnsupportedMedia where a body says it is something else; `+json` types count as JSON."""
    media_type = given.partition(";")[0].strip().lower()
    if media_type in {"", wanted} or (wanted == "application/json" and media_type.endswith("+json")):
        return
    raise UnsupportedMedia(
        f"The body is '{media_type}', and this operation takes '{wanted}'.",
        remedy=f"Send it with 'Content-Type: {wanted}'.",
    )


class BoundedBody:
    """ASGI middleware: no body is larger than the limit, neither as it is sent nor unpacked from gzip or deflate."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            limit: int = scope["litestar_app"].state["body_bytes"]
            if announced_length(scope) > limit:
                raise _too_large(limit)
            receive = _bounded(receive, limit)
            if coding := content_coding(scope):
                receive = _unpacked(receive, coding, limit)
        await self._app(scope, receive, send)


def announced_length(scope: HTTPScope) -> int:
    """The Content-Length, 0 where there is none."""
    header = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(header) if header.isdigit() else 0


def content_coding(scope: HTTPScope) -> str:
    """How the body is packed, '' where it is not; raises UnsupportedMedia for what cannot be unpacked."""
    header = b",".join(value for name, value in scope["headers"] if name == b"content-encoding")
    coding = header.decode("latin-1").strip().lower()
    if coding in {"", "identity"}:
        return ""
    if coding not in _WINDOW_BITS:
        raise UnsupportedMedia(
            f"The body is packed as '{coding}', which cannot be unpacked here.",
            code="unsupported-content-encoding",
            remedy="Pack it with gzip or deflate, or send it as it is.",
        )
    return coding


def _bounded(receive: Receive, limit: int) -> Receive:
    """The receive function of a body that may not be larger than the limit."""
    room = limit

    async def receive_bounded() -> HTTPReceiveMessage:
        nonlocal room
        message: HTTPReceiveMessage = await receive()  # type: ignore[assignment]  # of an HTTP scope
        if message["type"] == "http.request":
            room -= len(message["body"])
            if room < 0:
                raise _too_large(limit)
        return message

    return receive_bounded


def _unpacked(receive: Receive, coding: str, limit: int) -> Receive:
    """The receive function of a packed body: the whole of it, unpacked, in one message."""
    pending = True

    async def receive_unpacked() -> HTTPReceiveMessage:
        nonlocal pending
        if not pending:
            return await receive()  # type: ignore[return-value]  # of an HTTP scope
        pending = False
        body = b"".join(inflate(await whole_body(receive), coding, limit))
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_unpacked


async def whole_body(receive: Receive) -> bytes:
    """A body in one piece; raises Malformed where the client goes away before its end."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Malformed("The client went away before the body was complete.", code="body-incomplete")
        body += message["body"]
        more = message.get("more_body", False)
    return bytes(body)


def inflate(packed: bytes, coding: str, limit: int) -> Iterator[bytes]:
    """The unpacked pieces of a body; a gzip body may have several members (RFC 1952, 2.2).

    Raises TooLarge as soon as the pieces are more than the limit, Malformed where the packing is damaged.
    """
    room = limit
    while packed:
        unpacker = zlib.decompressobj(_WINDOW_BITS[coding])
        try:
            piece = unpacker.decompress(packed, room + 1)
        except zlib.error as error:
            raise _damaged(coding, str(error)) from error
        room -= len(piece)
        if room < 0:
            raise _too_large(limit)
        if not unpacker.eof:
            raise _damaged(coding, "it ends too early")
        yield piece
        packed = unpacker.unused_data


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit} bytes, packed or unpacked.", remedy="Send less at a time.")


def _damaged(coding: str, why: str) -> Malformed:
    return Malformed(
        f"The body says it is packed as '{coding}' and cannot be unpacked: {why}.",
        code="body-damaged",
        remedy="Pack it again, or send it without Content-Encoding.",
    )
