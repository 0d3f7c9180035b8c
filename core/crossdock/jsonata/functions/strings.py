"""The functions on text that need no pattern: parts, case, blanks, padding, joining.

A position counts code points, never UTF-16 halves.
"""

from __future__ import annotations

import re
from typing import Final

from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED, Undefined

_BLANKS: Final = re.compile("[ \t\n\r]+")


def length(text: str | Undefined) -> int | Undefined:
    """The number of characters."""
    return UNDEFINED if text is UNDEFINED else len(text)


def substring(text: str | Undefined, start: float | Undefined, count: float | Undefined = UNDEFINED) -> str | Undefined:
    """`count` characters from `start` (from 0; negative: from the end), or all the rest; all without a `start`."""
    if text is UNDEFINED:
        return UNDEFINED
    if start is UNDEFINED:
        return text if count is UNDEFINED else ""
    size = len(text)
    if size + start < 0:
        start = 0
    if count is UNDEFINED:
        return text[int(start) :]
    if count <= 0:
        return ""
    end = start + count if start >= 0 else size + start + count
    return text[int(start) : int(end)]


def substring_before(text: str | Undefined, mark: str | Undefined) -> str | Undefined:
    """What stands before the first `mark`; all of the text if it has none."""
    if mark is UNDEFINED:
        return text
    return UNDEFINED if text is UNDEFINED else text.partition(mark)[0] if mark else ""


def substring_after(text: str | Undefined, mark: str | Undefined) -> str | Undefined:
    """What stands after the first `mark`; all of the text if it has none."""
    if text is UNDEFINED or not mark:
        return text
    _, found, rest = text.partition(mark)
    return rest if found else text


def uppercase(text: str | Undefined) -> str | Undefined:
    """The text in capital letters."""
    return UNDEFINED if text is UNDEFINED else text.upper()


def lowercase(text: str | Undefined) -> str | Undefined:
    """The text in small letters."""
    return UNDEFINED if text is UNDEFINED else text.lower()


def trim(text: str | Undefined) -> str | Undefined:
    """The text without blanks (space, tab, line feed, carriage return) at its ends, and single spaces inside."""
    if text is UNDEFINED:
        return UNDEFINED
    if "  " in text or not text.isprintable():
        text = _BLANKS.sub(" ", text)
    return text.strip(" ")


def pad(
    text: str | Undefined,
    width: float | Undefined,
    filler: str | Undefined = UNDEFINED,
    *,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> str | Undefined:
    """The text filled up to `width` characters on the right, or on the left if `width` is negative; as it is without one.

    Raises D2015 if the width is over the limit.
    """
    if text is UNDEFINED or width is UNDEFINED:
        return text
    target = int(width)
    missing = abs(target) - len(text)
    if missing <= 0:
        return text
    limits.check_text(abs(target))
    unit = filler or " "
    padding = (unit * (missing // len(unit) + 1))[:missing]
    return text + padding if target > 0 else padding + text


def join(
    texts: list[str] | Undefined, separator: str | Undefined = UNDEFINED, *, limits: FunctionLimits = DEFAULT_LIMITS
) -> str | Undefined:
    """The texts one after the other with `separator` between them; raises D2015 if that is over the limit."""
    if texts is UNDEFINED:
        return UNDEFINED
    between = separator or ""
    limits.check_text(sum(map(len, texts)) + len(between) * (len(texts) - 1))
    return between.join(texts)
