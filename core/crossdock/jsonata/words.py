"""Kinds of values in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from crossdock.jsonata.shape import Kind

_WORDS: Final[Mapping[Kind, str]] = {
    "string": "text",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "an array",
    "function": "a function",
    "null": "null",
}


def kinds_in_words(kinds: Collection[Kind]) -> str:
    """Such as "text or null"."""
    return " or ".join(word for kind, word in _WORDS.items() if kind in kinds)
