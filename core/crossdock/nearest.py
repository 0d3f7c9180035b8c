"""Naming what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(given: str, known: Iterable[str]) -> str:
    """'Did you mean 'carriers'?' for 'carrier', or '' where nothing is near."""
    found = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{found[0]}'?" if found else ""
