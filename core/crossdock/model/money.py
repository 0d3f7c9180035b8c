"""Money: decimal text and its currency, exact from the message to the reader."""

from __future__ import annotations

import re
from typing import Any

import msgspec

AMOUNT = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """An amount in one currency; those of different currencies are never added up."""

    amount: str
    """Decimal text: '149.50'."""
    currency: str
    """Its code of ISO 4217: 'GBP'."""


def money_of(amount: Any, currency: Any) -> Money | None:
    """Money as a message writes it; None for anything but decimal text and the code of a currency.

    A number is none: it may have been rounded before it came here.
    """
    if not (isinstance(amount, str) and isinstance(currency, str)):
        return None
    if not (AMOUNT.fullmatch(amount) and CURRENCY.fullmatch(currency)):
        return None
    return Money(amount=amount, currency=currency)
