"""One value of a JSON text changed; every other value keeps its digits, its place and its spelling."""

from __future__ import annotations

import msgspec

from crossdock.engine.json_text import decode
from crossdock.engine.pointer import segments
from crossdock.errors import InvalidInput

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])


def value_at(text: bytes, place: str) -> bytes | None:
    """The JSON text of the value at a pointer; None where there is none.

    Raises Malformed for a text that is not JSON, InvalidInput 'not-a-pointer'.
    """
    decode(text)
    found = text.strip()
    for name in _path(place):
        held = _members(found)
        if name not in held:
            return None
        found = bytes(held[name])
    return found


def with_value(text: bytes, place: str, value: bytes) -> bytes:
    """The text with another value at a pointer: in the stead of the one there, or as a new member of an object.

    Raises Malformed for a text or a value that is not JSON, InvalidInput 'not-a-pointer', or 'no-such-place' where
    nothing can stand at the pointer.
    """
    decode(text)
    decode(value)
    return _replaced(text.strip(), _path(place), value.strip(), place)


def _replaced(text: bytes, path: tuple[str, ...], value: bytes, place: str) -> bytes:
    if not path:
        return value
    name, *rest = path
    held = _members(text)
    if name not in held and (rest or not _is_object(text)):
        raise InvalidInput(
            f"Nothing can stand at '{place}' in this message: it has no '{name}'.",
            code="no-such-place",
            remedy="Name a field that is there, or a new one of an object that is.",
        )
    within = bytes(held[name]) if rest else b""
    held[name] = msgspec.Raw(_replaced(within, tuple(rest), value, place))
    return msgspec.json.encode(held if _is_object(text) else list(held.values()))


def _members(text: bytes) -> dict[str, msgspec.Raw]:
    """What an object or an array holds, by name or by number; nothing where the text is neither."""
    if _is_object(text):
        return _OBJECT.decode(text)
    if text.startswith(b"["):
        return {str(index): item for index, item in enumerate(_ARRAY.decode(text))}
    return {}


def _is_object(text: bytes) -> bool:
    return text.startswith(b"{")


def _path(place: str) -> tuple[str, ...]:
    try:
        return segments(place)
    except ValueError as error:
        raise InvalidInput(
            f"'{place}' is no JSON pointer.",
            code="not-a-pointer",
            remedy="Write it as /shipping_address/zip; positions in lists count from 0.",
        ) from error
