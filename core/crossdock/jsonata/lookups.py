"""How an expression asks a lookup table."""

from __future__ import annotations

from typing import Final

LOOKUP_FUNCTION: Final = "xref"
"""The function whose first argument is the name of a lookup; a caller who has lookups provides it."""

LOOKING_UP: Final = frozenset(("lookup", LOOKUP_FUNCTION))
"""All functions that look something up; the built-in one gets its table as a value."""
