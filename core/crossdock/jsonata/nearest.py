"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

CERTAIN: Final = 0.84
"""Similarity from which a name is taken for a slip of the fingers: one letter in six or seven."""


def nearest(given: str, known: Iterable[str], similarity: float = 0.7) -> str | None:
    """The known name most like the given one, letter case aside; None where none is alike enough."""
    names = {name.lower(): name for name in known}
    found = get_close_matches(given.lower(), list(names), n=1, cutoff=similarity)
    return names[found[0]] if found else None
