"""Where in a text a token stands, from the position behind it that the library gives."""

from __future__ import annotations

import re

from crossdock.model.problem import Span

_CALL = re.compile(r"\$[^\s()$]*\s*\(\Z")


def span(text: str, position: int, token: str = "") -> Span | None:
    """The stretch of `text` that ends at `position` and holds `token`, or the one character there.

    A position of 0 or less means that the library does not know: there is no place to tell.
    """
    if position <= 0 or not text.strip():
        return None
    end = min(position, len(text))
    start, end = _stretch(text, end, token)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(start=start, end=end, line=line, column=column, token=text[start:end])


def _stretch(text: str, end: int, token: str) -> tuple[int, int]:
    before = text[:end]
    call = _CALL.search(before, max(0, end - 200))
    if call and (not token or token in call.group()):
        return call.start(), call.start() + len(call.group().rstrip("( \t\r\n"))
    for written in (f"${token}", token, f'"{token}"', f"'{token}'", f"`{token}`"):
        if token and before.endswith(written):
            return end - len(written), end
    shown = len(before.rstrip())
    return max(0, shown - 1), max(1, shown)
