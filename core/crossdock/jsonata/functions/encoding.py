"""Base64, and percent encoding for URLs (ECMA-262, encodeURI and its relatives)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED, Undefined

_COMPONENT_SAFE: Final = "!'()*-._~"
_RESERVED: Final = ";/?:@&=+$,#"
_ESCAPES: Final = re.compile("(?:%[0-9A-Fa-f]{2})+|%")
_RESERVED_ESCAPE: Final = re.compile("(" + "|".join(f"%{ord(mark):02X}" for mark in _RESERVED) + ")", re.IGNORECASE)
_URL_ALPHABET: Final = str.maketrans("-_", "+/")
_NOT_BASE64: Final = re.compile("[^A-Za-z0-9+/]")


def base64encode(text: str | Undefined, *, limits: FunctionLimits = DEFAULT_LIMITS) -> str | Undefined:
    """The text as Base64, one byte for each character; of a character above U+00FF only the low byte is kept.

    Raises D2015 for a result over the limit.
    """
    if text is UNDEFINED:
        return UNDEFINED
    limits.check_text((len(text) + 2) // 3 * 4)
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        raw = text.encode("utf-16-le", "surrogatepass")[::2]
    return b64encode(raw).decode("ascii")


def base64decode(text: str | Undefined) -> str | Undefined:
    """The bytes of a Base64 text, each as one character; reading ends at ``=``, other foreign characters are skipped."""
    if text is UNDEFINED:
        return UNDEFINED
    digits = _NOT_BASE64.sub("", text.partition("=")[0].translate(_URL_ALPHABET))
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return b64decode(digits + "=" * (-len(digits) % 4)).decode("latin-1")


def encode_url_component(text: str | Undefined) -> str | Undefined:
    """The text percent-encoded as one part of a URL; raises D3140 for half of a surrogate pair."""
    return UNDEFINED if text is UNDEFINED else _encode(text, _COMPONENT_SAFE, "encodeUrlComponent")


def encode_url(text: str | Undefined) -> str | Undefined:
    """A whole URL percent-encoded, its own marks kept; raises D3140 for half of a surrogate pair."""
    return UNDEFINED if text is UNDEFINED else _encode(text, _COMPONENT_SAFE + _RESERVED, "encodeUrl")


def decode_url_component(text: str | Undefined) -> str | Undefined:
    """The text of a percent-encoded part of a URL; raises D3140 if that is malformed."""
    if text is UNDEFINED or "%" not in text:
        return text
    return _ESCAPES.sub(lambda match: _decode(match[0], text, "decodeUrlComponent"), text)


def decode_url(text: str | Undefined) -> str | Undefined:
    """A whole URL without percent encoding, but for the marks that separate its parts; raises D3140 if malformed."""
    if text is UNDEFINED or "%" not in text:
        return text
    return _ESCAPES.sub(lambda match: _decode_unreserved(match[0], text), text)


def _encode(text: str, safe: str, function: str) -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError as error:
        raise failure("D3140", value=text, functionName=function) from error


def _decode(escapes: str, text: str, function: str) -> str:
    try:
        if escapes == "%":
            raise failure("D3140", value=text, functionName=function)
        return unquote_to_bytes(escapes).decode("utf-8")
    except UnicodeDecodeError as error:
        raise failure("D3140", value=text, functionName=function) from error


def _decode_unreserved(escapes: str, text: str) -> str:
    parts = _RESERVED_ESCAPE.split(escapes)
    decoded = (part if index % 2 else part and _decode(part, text, "decodeUrl") for index, part in enumerate(parts))
    return "".join(decoded)
