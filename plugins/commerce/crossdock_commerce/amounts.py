"""Amounts of money: decimal text outside, `Decimal` inside, never a float's arithmetic.

An amount is text such as '12.50' or '-3', without spaces, thousands separators or exponent. A JSON number is taken
where its decimal text is certain: an integer, or a number of at most 15 digits, which is what a double keeps. A
number with more digits has been through float arithmetic (0.1 + 0.2 is 0.30000000000000004) and is refused.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact

from crossdock.functions import FunctionError

_AMOUNT = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,20})?")
_CERTAIN_DIGITS = 15  # IEEE 754 binary64: any decimal of 15 digits survives the way into a double and back
EXACT = Context(prec=400, traps=[Inexact])
"""Never rounds by itself: whatever does not come out exactly raises."""
MOST_DECIMALS = 20

Amount = str | int | float


def read(amount: Amount) -> Decimal:
    """The amount as it was written, decimals kept; raises FunctionError with the reason."""
    if isinstance(amount, bool):
        raise FunctionError(f"{amount} is no amount", code="invalid-amount", remedy=_REMEDY)
    text = amount if isinstance(amount, str) else _text_of_number(amount)
    if not _AMOUNT.fullmatch(text):
        raise FunctionError(f"'{text[:60]}' is no amount", code="invalid-amount", remedy=_REMEDY)
    return Decimal(text)


def write(amount: Decimal) -> str:
    """Decimal text without exponent; zero has no sign."""
    return format(abs(amount) if amount.is_zero() else amount, "f")


def decimals_of(amount: Decimal) -> int:
    """How many decimals it is written with."""
    return max(0, -int(amount.as_tuple().exponent))


def check_decimals(decimals: float) -> int:
    """A number of decimals, 0 to 20; raises FunctionError for any other number."""
    if decimals == int(decimals) and 0 <= decimals <= MOST_DECIMALS:
        return int(decimals)
    raise FunctionError(
        f"{decimals} is no number of decimals", code="invalid-decimals", remedy=f"Give 0 to {MOST_DECIMALS}."
    )


def _text_of_number(number: float) -> str:
    if isinstance(number, int):
        return str(number)
    written = Decimal(repr(number)).normalize()
    if len(written.as_tuple().digits) <= _CERTAIN_DIGITS:
        return format(written, "f")
    raise FunctionError(
        f"the number {number!r} has more digits than are certain",
        code="inexact-amount",
        remedy="Give the amount as text, and calculate with the money functions instead of + - * /.",
    )


_REMEDY = "Give decimal text such as '12.50', without spaces, separators or currency; $trim and $replace can clean it."
