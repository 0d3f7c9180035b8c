"""Where in a half-typed expression the cursor stands.

A name that no expression has is put in the cursor's place; where the parser finds it again is where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from crossdock.jsonata.parsing import parse
from crossdock.jsonata.syntax import Invalid, Name, Node, walk

MARK: Final = "\ue000"
"""Stands for what is being typed: a character for private use, which is a name by itself."""

_NAME_PART: Final = r"[^\s.\[\]{}(),@#;:?+\-*/%|=<>^&!~\"'`]*"
_WORD_BEFORE: Final = re.compile(_NAME_PART + r"\Z")
_WORD_BEHIND: Final = re.compile(_NAME_PART)
_REST_OF_TEXT: Final = re.compile(r"[\w .-]*")
_OPEN_ENDS: Final = {"S0101": "text", "S0105": "quoted name", "S0106": "comment", "S0302": "regex"}

PlaceKind: TypeAlias = Literal["word", "text", "quoted name", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the cursor is in: a name or variable, a text, or something where nothing can be offered.

    `typed` is what stands before the cursor, without quotes; `span` what is replaced. `quote` closes a text or
    quoted name that is still open.
    """

    kind: PlaceKind
    typed: str
    span: tuple[int, int]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The tree with the mark in it, and the mark's node; None where no value can stand."""

    tree: Node
    node: Name | None


def place_at(source: str, position: int) -> Place:
    """The place of the cursor between two characters."""
    before = source[:position]
    for error in parse(before).errors:
        kind = _OPEN_ENDS.get(error.code)
        start, end = error.span or (0, 0)
        if kind == "comment" or (kind is not None and end == position > start):
            return _within(kind, source, start, position)
    word = _WORD_BEFORE.search(before)
    start = word.start() if word else position
    behind = _WORD_BEHIND.match(source, position)
    return Place(kind="word", typed=before[start:], span=(start, behind.end() if behind else position))


def cursor_at(source: str, place: Place) -> Cursor:
    """The tree around the place; what stands behind it counts, unless it cannot be read."""
    start, end = place.span
    if place.kind == "text":
        start, end = start - 1, end + (0 if place.quote else 1)
    for rest in (source[end:], ""):
        tree = parse(f"{source[:start]}{MARK}{rest}").ast
        node = next((part for part in walk(tree) if isinstance(part, Name) and part.value == MARK), None)
        if node is not None:
            return Cursor(tree, node)
    return Cursor(Invalid(start=0, end=0, mark=(0, 0)), None)


def _within(kind: str, source: str, start: int, position: int) -> Place:
    """The place within something that begins at `start` and is not closed before the cursor."""
    if kind not in ("text", "quoted name"):
        return Place(kind="elsewhere", typed="", span=(position, position))
    quote = source[start]
    rest = _REST_OF_TEXT.match(source, position)
    end = rest.end() if rest else position
    is_closed = source[end : end + 1] == quote
    end = end if is_closed else position
    if kind == "text":
        return Place(
            kind="text", typed=source[start + 1 : position], span=(start + 1, end), quote="" if is_closed else quote
        )
    return Place(kind="quoted name", typed=source[start + 1 : position], span=(start, end + is_closed))
