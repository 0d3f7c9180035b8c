"""Values as they are compared: a text without case, spaces and signs, a number whatever its type, a moment in any zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str, Any]

_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}([T ]\d{2}:?\d{2}.*)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LONGEST = 500


def keys_of(value: Any) -> tuple[Key, ...]:
    """Everything that an equal value would share; none of what is empty or says nothing."""
    if isinstance(value, bool):
        return (("truth", value),)
    if isinstance(value, int | float):
        return (("number", _decimal(str(value))),)
    if isinstance(value, list):
        return (("list", repr(value)),) if value else ()
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        return ()
    keys: list[Key] = [("text", folded(value))]
    if (number := number_in(value)) is not None:
        keys.append(("number", number))
    if (moment := moment_in(value)) is not None:
        keys.append(("moment", moment))
    return tuple(keys)


def folded(text: str) -> str:
    """Letters and digits in lower case; all of it where it has none."""
    return "".join(character for character in text.casefold() if character.isalnum()) or text


def number_in(text: str) -> Decimal | None:
    """The number that a text writes, and nothing else."""
    return _decimal(text) if _NUMBER.fullmatch(text.strip()) else None


def moment_in(text: str) -> datetime | None:
    """The moment of an ISO 8601 text, in UTC; one without a zone is read as UTC."""
    if not _DATE.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def informs(value: Any) -> float:
    """How much it says that two values are equal, 0 to 1: little for `true` and 1, much for a long text."""
    if isinstance(value, bool) or value is None:
        return 0.1
    if isinstance(value, int | float):
        digits = len(str(value).strip("-0.").replace(".", ""))
        return min(1.0, 0.05 + 0.2 * digits)
    if isinstance(value, list):
        return min(1.0, 0.3 * len(value))
    return min(1.0, 0.2 + 0.12 * len(folded(str(value)))) if str(value).strip() else 0.0


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip()).normalize()
    except InvalidOperation:
        return None
