"""How the name of a field is written."""

from __future__ import annotations

import re
from typing import Final

_PLAIN: Final = re.compile(r"[^\W\d]\w*")
_WORDS: Final = frozenset(("and", "or", "in", "true", "false", "null", "function", "λ"))


def field_text(name: str) -> str:
    """A field's name as a step of a path, in backquotes where it needs them."""
    return name if _PLAIN.fullmatch(name) and name not in _WORDS else f"`{name}`"
