"""An error as text for people: what is wrong, where, what was found there, and what probably helps.

S0202: Here ] is needed, but ; was found

  line 3, column 22
  |   $first := lines[0;
  |                    ^
found: ;
try: close the [ that was opened before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from crossdock.jsonata.errors import JsonataError, show
from crossdock.jsonata.known_functions import known_functions
from crossdock.jsonata.library import Function
from crossdock.jsonata.nearest import nearest
from crossdock.jsonata.undefined import UNDEFINED

_WIDEST: Final = 100
"""Columns of a source line that are shown at most."""

_OPENERS: Final = {")": "(", "]": "[", "}": "{", "|": "|"}


def explain(error: JsonataError, source: str, *, functions: Iterable[Function] = ()) -> str:
    """The error with its place in `source`; `functions` are those of the caller that may have been meant."""
    parts = [f"{error.code}: {error.message}"]
    if error.span is not None and error.line is not None:
        parts += ["", f"  line {error.line}, column {error.column}", *_underlined(source, error.span)]
    found = _found(error)
    if found:
        parts.append(f"found: {found}")
    advice = likely_fix(error, source, functions=functions)
    if advice:
        parts.append(f"try: {advice}")
    return "\n".join(parts)


def likely_fix(error: JsonataError, source: str, *, functions: Iterable[Function] = ()) -> str:
    """What to do about an error, in a sentence; empty where the message has said all there is to say."""
    if error.code in ("T1005", "T1006", "T1007", "T1008"):
        return _function_meant(error, source, functions)
    if error.code in ("S0202", "S0203"):
        return _closing_advice(error)
    advice = _ADVICE.get(error.code, "")
    return advice(error) if callable(advice) else advice


def _underlined(source: str, span: tuple[int, int]) -> list[str]:
    """The line of the place, and a line of carets below it."""
    start, end = min(span[0], len(source)), min(span[1], len(source))
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", start)
    line = source[line_start : len(source) if line_end < 0 else line_end].rstrip("\r")
    column, length = start - line_start, max(1, min(end - line_start, len(line)) - (start - line_start))
    offset = max(0, column - _WIDEST // 2)
    shown = line[offset : offset + _WIDEST]
    lead = "…" if offset else ""
    blanks = " " * (len(lead) + _width(line[offset:column]))
    carets = "^" * max(1, _width(line[column : min(column + length, offset + _WIDEST)]))
    return [f"  | {lead}{_spaced(shown)}", f"  | {blanks}{carets}"]


def _spaced(text: str) -> str:
    """The text with a blank for each tab and control character, so that columns stay in line."""
    return "".join(char if char.isprintable() else " " for char in text)


def _width(text: str) -> int:
    """Columns that the text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _found(error: JsonataError) -> str:
    """The value or token at the place, unless the message shows it already."""
    if error.code.startswith("T") and isinstance(error.value, str):
        return f"the text '{show(error.value)}'"
    found = error.token if error.code.startswith("S") else show(error.value) if error.value is not UNDEFINED else None
    if found is None or found in error.message:
        return ""
    return "the end of the expression" if found == "(end)" else found


def _closing_advice(error: JsonataError) -> str:
    """What a bracket or other sign that is missing belongs to."""
    wanted = str(error.values.get("value", ""))
    if wanted in _OPENERS:
        return f"close the {_OPENERS[wanted]} that was opened before with {wanted}, or put the operator or comma that is missing here."
    return f"put {wanted} here; the value of each key of an object comes behind a colon." if wanted == ":" else ""


def _function_meant(error: JsonataError, source: str, functions: Iterable[Function]) -> str:
    """The name of the function that was probably to be called."""
    start, end = error.span or (0, 0)
    given = (error.token or source[start:end]).removeprefix("$")
    names = known_functions(functions)
    meant = given if given in names else nearest(given, names)
    if meant is None:
        return "bind it before this place with :=, or check its name."
    return f"write ${meant}."


def _number_advice(error: JsonataError) -> str:
    if isinstance(error.value, str):
        return "make a number of the text with $number, or join texts with &."
    if isinstance(error.value, list):
        return "take one value with [0], or put them together with $sum."
    return "check that the path leads to a number, or give another value with ??."


def _not_a_number_advice(error: JsonataError) -> str:
    if isinstance(error.value, str) and not error.value.strip():
        return "test for an empty text first: text ? $number(text)."
    if isinstance(error.value, str) and error.value != error.value.strip():
        return "take the blanks off with $trim."
    return "take off what is no digit with $replace, and write the decimal sign as a point."


_ADVICE: Final[Mapping[str, str | Callable[[JsonataError], str]]] = {
    "S0101": "close the text with the same quote that opens it; a quote within it is written with a backslash before it.",
    "S0103": "double the backslash.",
    "S0105": "close the name with a backquote (`).",
    "S0106": "close the comment with */.",
    "S0201": "put an operator, a comma or a semicolon before it, or take it out.",
    "S0204": "write != for unequal, $not(...) for the opposite.",
    "S0207": "finish the expression: a value is missing at its end.",
    "S0208": "write function($a, $b) { ... }.",
    "S0209": "put the [...] before the {...}.",
    "S0211": "put a value before it, or take it out.",
    "S0212": "write $ before the name.",
    "S0213": "quote a field's name with backquotes (`).",
    "S0301": "write the pattern between the slashes.",
    "S0302": "close it with /, and write \\/ for a slash and \\( for a bracket that is meant as such.",
    "T2001": _number_advice,
    "T2002": _number_advice,
    "T2007": "order by one kind of value: make numbers or texts of all with $number or $string.",
    "T2009": "make both sides the same kind with $number or $string.",
    "T2010": "compare numbers or texts; for anything else use = or $count.",
    "T1003": "make text of the key with $string.",
    "D1001": "test the divisor before dividing: n = 0 ? 0 : total / n.",
    "D1009": "make the keys different, or group with {...} behind a path.",
    "D1011": "give the recursion a condition that ends it.",
    "D3030": _not_a_number_advice,
    "D3110": "give the picture of the date as second argument: $toMillis(text, '[D01].[M01].[Y0001]').",
    "D3136": "give the picture all parts from the year down to the smallest.",
    "D3138": "make the condition narrower, or take the first with [0].",
    "D3139": "make the condition wider, or test with $count first.",
}
