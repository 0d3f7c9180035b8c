"""Room on Python's stack for what the language lets be nested."""

from __future__ import annotations

import sys
from typing import Final

_FRAMES: Final = 12_000
"""Enough for `Limits.depth` operations within one another, and for a parser at work on a deep expression."""


def allow_depth() -> None:
    """Raise the process's recursion limit where it is lower. It is never lowered again: others may be deep by then."""
    if sys.getrecursionlimit() < _FRAMES:
        sys.setrecursionlimit(_FRAMES)
