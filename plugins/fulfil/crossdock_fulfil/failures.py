"""Fulfil's refusals in its own words. The fields, in the order in which they are tried: Fulfil's public Ruby client."""

from __future__ import annotations

from typing import Any

from crossdock.connect import Answer
from crossdock.errors import Malformed

WORDS_AT = ("description", "message", "error", "error_description")


def words(answer: Answer) -> str | None:
    """What a refusal says; None where it says nothing in a known place."""
    try:
        document = answer.document
    except Malformed:
        return None
    if not isinstance(document, dict):
        return None
    plain = next((document[name] for name in WORDS_AT if isinstance(document.get(name), str) and document[name]), "")
    return plain or "; ".join(_messages(document.get("errors"))) or None


def _messages(errors: Any) -> list[str]:
    listed = errors if isinstance(errors, list) else [errors]
    told = [each.get("message") if isinstance(each, dict) else each for each in listed]
    return [text for text in told if isinstance(text, str)]
