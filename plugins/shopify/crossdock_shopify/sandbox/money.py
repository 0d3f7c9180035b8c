"""Amounts of money: decimal text, in the shop's currency and in the buyer's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from crossdock_shopify.sandbox import inferred, start_data
from crossdock_shopify.sandbox.refusal import Refused

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 12


def amount_of(value: Any, field: str) -> Decimal:
    """An amount as it was sent, as text or number; raises Refused for anything else, and below zero."""
    try:
        amount = Decimal(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or not 0 <= amount < LARGEST:
        raise Refused({field: [inferred.BAD_AMOUNT]})
    return amount.quantize(CENT, ROUND_HALF_UP)


def text(amount: Decimal) -> str:
    """An amount as Shopify writes it."""
    return str(amount.quantize(CENT, ROUND_HALF_UP))


def money_set(amount: Decimal, currencies: Mapping[str, str]) -> dict[str, Any]:
    """An amount in both currencies (`shop`, `presentment`), converted by the sandbox's invented rates."""
    shop, buyer = currencies["shop"], currencies["presentment"]
    converted = amount * start_data.RATES[buyer] / start_data.RATES[shop]
    return {
        "shop_money": {"amount": text(amount), "currency_code": shop},
        "presentment_money": {"amount": text(converted), "currency_code": buyer},
    }


def share(amount: Decimal, part: int, whole: int) -> Decimal:
    """The part of an amount that so many of a line's pieces make up."""
    return (amount * part / whole).quantize(CENT, ROUND_HALF_UP) if whole else Decimal(0)


def total(records: Any, field: str) -> Decimal:
    """The sum of one field of many records."""
    return sum((Decimal(record[field]) for record in records), Decimal(0))
