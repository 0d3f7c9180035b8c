"""OrderWise's refusals in its own words. What a status means is the usual: 401 is a token that was refused."""

from __future__ import annotations

from typing import Any

from crossdock.connect import Answer
from crossdock.errors import Malformed


def words(answer: Answer) -> str | None:
    """What a refusal says, with what is wrong with each field; None where it says nothing in a known place."""
    try:
        document = answer.document
    except Malformed:
        return None
    if not isinstance(document, dict):
        return None
    fields = document.get("ModelState")
    said = _sentences(fields) if isinstance(fields, dict) else []
    return " ".join([str(document.get("Message") or ""), "; ".join(said)]).strip() or None


def _sentences(fields: dict[str, Any]) -> list[str]:
    return [f"{name}: {each}" for name, told in fields.items() for each in (told if isinstance(told, list) else [told])]
