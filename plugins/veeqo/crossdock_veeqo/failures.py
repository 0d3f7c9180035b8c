"""Veeqo's refusals in its own words.

What a status means is the usual: 401 is a key that was replaced, or an account that is not paid; 404 is also said where
an id inside of a body is unknown; 429 comes without Retry-After.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Answer
from crossdock.errors import Malformed
from crossdock_veeqo import inferred


def words(answer: Answer) -> str | None:
    """What a refusal says; None where it says nothing in a known place."""
    try:
        document = answer.document
    except Malformed:
        return None
    if not isinstance(document, dict):
        return None
    said = (document[name] for name in inferred.WORDS_AT if document.get(name))
    return "; ".join(_sentences(next(said, None))) or None


def _sentences(value: Any, field: str = "") -> list[str]:
    """Rails tells errors as text, as list, or as object of either by field."""
    if isinstance(value, dict):
        return [sentence for name, inner in value.items() for sentence in _sentences(inner, name)]
    if isinstance(value, list):
        return [sentence for inner in value for sentence in _sentences(inner, field)]
    if value is None:
        return []
    return [f"{field} {value}" if field and field != "base" else str(value)]
