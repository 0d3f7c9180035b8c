"""One thing that is wrong, with the place where it is and what to do about it."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    ERROR = "error"
    """It cannot go on like this."""
    WARNING = "warning"
    """It can, but probably should not."""


class Side(StrEnum):
    SOURCE = "source"
    """The pointer leads into the message that came in."""
    TARGET = "target"
    """The pointer leads into what the mapping made of it."""
    REQUEST = "request"
    """The pointer leads into the body of the API request."""


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of an expression's text; offsets count code points from 0, lines and columns from 1."""

    start: int
    end: int
    line: int
    column: int
    token: str = ""

    @classmethod
    def of(cls, text: str, stretch: tuple[int, int]) -> Span:
        """The span from one offset up to another in a text."""
        start, end = stretch
        line_start = text.rfind("\n", 0, start) + 1
        return cls(start=start, end=end, line=text.count("\n", 0, start) + 1, column=start - line_start + 1)


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong, where, and the remedy."""

    code: str
    """Stable: 'S0201' (the language's own), 'required', 'type', 'unknown-function', ..."""
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    side: Side | None = None
    pointer: str | None = None
    """RFC 6901, into the document `side` names; '' is the whole document."""
    expression: Span | None = None
    file: str | None = None
    """Relative to the project folder, where the problem stands in a file."""
    line: int | None = None
    """In that file, from 1."""
