"""Telling by its name whether a field holds an amount of money."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SURE: Final = frozenset(
    ("price", "prices", "amount", "amounts", "cost", "costs", "fee", "fees", "subtotal", "vat", "tax", "discount")
)
_LIKELY: Final = _SURE | {
    "total", "taxes", "discounts", "balance", "charge", "charges", "refund", "refunded", "payment", "paid", "duty",
    "duties", "shipping", "outstanding", "tip", "money", "value",
}  # fmt: skip
_NEVER: Final = frozenset(
    (
        "rate", "percent", "percentage", "pct", "weight", "quantity", "qty", "count", "units", "items", "lines", "id",
        "number", "code", "type", "class", "name", "title", "status", "at", "date", "days", "currency",
    )
)  # fmt: skip


def names_amount(name: str, *, proven: bool) -> bool:
    """Whether the name is one of an amount; more names are, where the values were seen to be decimal texts."""
    words = {word.lower() for word in _WORD.findall(name)}
    return bool(words & (_LIKELY if proven else _SURE)) and not words & _NEVER
