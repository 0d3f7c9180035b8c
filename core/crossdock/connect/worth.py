"""Worth: where a message tells how much money it is about."""

from __future__ import annotations

import msgspec


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """Paths inside a message, dotted. A message without such values is taken in all the same, and is worth nothing."""

    amount: str
    """Of decimal text: '149.50'. What is written as a number is not taken: it may have been rounded."""
    currency: str
    """Of the amount's own currency, a code of ISO 4217: 'GBP'."""
