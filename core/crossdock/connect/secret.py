"""Texts that must not be seen: tokens, keys, passwords."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import NoReturn
from urllib.parse import quote, quote_plus

HIDDEN = "[secret]"


class Secret:
    """A text that shows itself only to `reveal`.

    It is no `str`, so that no f-string, log, JSON writer or pickle can carry it off by accident.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Raises ValueError for an empty text and for control characters, which no platform's key has."""
        if not text or not text.isprintable():
            raise ValueError("a secret is a text of printable characters, and not empty")
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that sends it."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({HIDDEN!r})"

    def __str__(self) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not serialised; reveal it where it is sent")


def redact(text: str, secrets: Iterable[Secret]) -> str:
    """The text with every secret in it hidden, percent-encoded ones too."""
    for secret in secrets:
        plain = secret.reveal()
        for form in sorted({plain, quote(plain, safe=""), quote_plus(plain)}, key=len, reverse=True):
            text = text.replace(form, HIDDEN)
    return text
