"""`$string`: any value as text, as JavaScript's JSON.stringify writes it."""

from __future__ import annotations

import re
from json.encoder import encode_basestring
from typing import Final

from crossdock.jsonata.errors import nested_too_deeply
from crossdock.jsonata.functions.limits import CHECK_EVERY, DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.functions.number_text import display_text
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_INDENT: Final = "  "
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def string(
    value: Value, prettify: bool | Undefined = UNDEFINED, *, limits: FunctionLimits = DEFAULT_LIMITS
) -> str | Undefined:
    """The value as text: text as it is, a function as empty text, all else as JSON (indented by two if `prettify`).

    Fractions are rounded to 15 significant digits, integers are exact. Raises D3001 for a number that is not
    finite, D2015 for a text over the limit, D1011 for a value nested too deeply.
    """
    if isinstance(value, str) or value is UNDEFINED:
        return value
    if callable(value):
        return ""
    if not isinstance(value, (dict, list)):
        return _scalar(value)
    writer = _Writer(limits, "\n" if prettify else "")
    try:
        return writer.text_of(value)
    except RecursionError as error:
        raise nested_too_deeply("A value") from error


def quote(text: str) -> str:
    """The text as a JSON string; half of a surrogate pair is written as an escape."""
    quoted = encode_basestring(text)
    if quoted.isascii():
        return quoted
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


class _Writer:
    """The pieces of one JSON text; `newline` is a line break, or empty for a text in one line."""

    def __init__(self, limits: FunctionLimits, newline: str) -> None:
        self._limits = limits
        self._newline = newline
        self._colon = ": " if newline else ":"
        self._pieces: list[str] = []
        self._length = 0

    def text_of(self, value: Value) -> str:
        self._write("", value, self._newline)
        return "".join(self._pieces)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > self._limits.characters:
            self._limits.check_text(self._length)
        if len(self._pieces) % CHECK_EVERY == 0:
            self._limits.check_time()

    def _write(self, lead: str, value: Value, newline: str) -> None:
        """Add the value with the text before it; `newline` includes the indentation that has been reached."""
        if isinstance(value, dict) and value:
            self._write_members(lead, value, newline)
        elif isinstance(value, list) and value:
            self._write_elements(lead, value, newline)
        else:
            self._add(lead + _scalar(value))

    def _write_members(self, lead: str, value: dict[str, Value], newline: str) -> None:
        inner = newline and newline + _INDENT
        before = lead + "{" + inner
        for key, member in value.items():
            self._write(before + quote(key) + self._colon, member, inner)
            before = "," + inner
        self._add(newline + "}")

    def _write_elements(self, lead: str, value: list[Value], newline: str) -> None:
        inner = newline and newline + _INDENT
        before = lead + "[" + inner
        for element in value:
            self._write(before, element, inner)
            before = "," + inner
        self._add(newline + "]")


def _scalar(value: Value) -> str:
    if isinstance(value, str):
        return quote(value)
    if value is None or value is UNDEFINED:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return display_text(value)
    if callable(value):
        return '""'
    return "[]" if isinstance(value, list) else "{}"
