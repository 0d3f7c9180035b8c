"""The stretch of a text that an error of the engine is about, as a person underlines it."""

from __future__ import annotations

from crossdock.model.problem import Span

_COMMENT = "S0106"


def place(text: str, stretch: tuple[int, int] | None, code: str) -> Span | None:
    """The token of an error with this code, a call without its bracket; the last character where the text ends too early.

    None where the engine knows no place in the text, or the text is blank.
    """
    if stretch is None or stretch[1] > len(text) or not text.strip():
        return None
    start, end = stretch
    return span(text, start, start + len("/*") if code == _COMMENT else end)


def span(text: str, start: int, end: int) -> Span:
    """The stretch from `start` to `end` (code points) with its line and column; never empty, never a call's bracket."""
    if start >= end:
        end = len(text[:start].rstrip()) or 1
        start = end - 1
    token = text[start:end]
    token = token.rstrip("( \t\r\n") or token
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(start=start, end=start + len(token), line=line, column=column, token=token)
