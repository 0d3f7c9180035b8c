"""Arithmetic with money: exact, on decimal text; only division, and what is asked to round, rounds."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from crossdock.functions import Example, Function, FunctionError
from crossdock_commerce.amounts import EXACT, Amount, check_decimals, read, write
from crossdock_commerce.currencies import decimals_of_currency
from crossdock_commerce.missing import nothing_in_nothing_out

MODES = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "half-down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "ceiling": decimal.ROUND_CEILING,
    "floor": decimal.ROUND_FLOOR,
}
"""'half-up' and 'up' go away from zero; 'ceiling' and 'floor' towards plus and minus infinity."""


@nothing_in_nothing_out
def add(first: Amount, second: Amount) -> str:
    """Exact sum, with the decimals of the longer one."""
    return write(EXACT.add(read(first), read(second)))


@nothing_in_nothing_out
def subtract(first: Amount, second: Amount) -> str:
    """Exact difference, with the decimals of the longer one."""
    return write(EXACT.subtract(read(first), read(second)))


@nothing_in_nothing_out
def multiply(amount: Amount, factor: Amount, decimals: float | None = None) -> str:
    """Exact product, or rounded half up to `decimals`."""
    product = EXACT.multiply(read(amount), read(factor))
    return write(product if decimals is None else _rounded(product, check_decimals(decimals)))


@nothing_in_nothing_out
def divide(amount: Amount, divisor: Amount, decimals: float) -> str:
    """Quotient, rounded half up to `decimals` from its exact value."""
    by = read(divisor)
    if by.is_zero():
        raise FunctionError("an amount cannot be divided by zero", code="division-by-zero")
    places = check_decimals(decimals)
    scaled = Fraction(read(amount)) / Fraction(by) * 10**places
    units = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return write(Decimal(units if scaled >= 0 else -units).scaleb(-places, EXACT))


@nothing_in_nothing_out
def round_amount(amount: Amount, decimals: float, mode: str = "half-up") -> str:
    """The amount with exactly so many decimals; `MODES` are the ways to round."""
    if mode not in MODES:
        raise FunctionError(f"there is no rounding '{mode}'", code="invalid-mode", remedy=f"Use {', '.join(MODES)}.")
    return write(_rounded(read(amount), check_decimals(decimals), MODES[mode]))


def total(amounts: Sequence[Amount] | None = None) -> str:
    """Exact sum; '0' for no amounts at all, so that a line without discounts is not lost."""
    result = Decimal(0)
    for amount in amounts or []:
        result = EXACT.add(result, read(amount))
    return write(result)


@nothing_in_nothing_out
def compare(first: Amount, second: Amount) -> int:
    """-1, 0 or 1: less, equal, more; '1.0' equals '1.00'."""
    left, right = read(first), read(second)
    return (left > right) - (left < right)


@nothing_in_nothing_out
def to_minor(amount: Amount, currency: str) -> int:
    """The amount in the currency's smallest unit; refuses what would have to be rounded."""
    places = decimals_of_currency(currency)
    units = read(amount).scaleb(places, EXACT)
    if units != units.to_integral_value():
        raise FunctionError(
            f"{write(read(amount))} has more decimals than {currency} knows ({places})",
            code="inexact-amount",
            remedy="Round it first, with $moneyRound.",
        )
    return int(units)


@nothing_in_nothing_out
def from_minor(units: int, currency: str) -> str:
    """Decimal text of an amount given in the currency's smallest unit."""
    amount = read(units)
    if amount != amount.to_integral_value():
        raise FunctionError(f"{write(amount)} is no whole number of units", code="invalid-amount")
    places = decimals_of_currency(currency)
    return write(_rounded(amount.scaleb(-places, EXACT), places))


def _rounded(amount: Decimal, decimals: int, mode: str = decimal.ROUND_HALF_UP) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=mode, context=_ROUNDING)


_ROUNDING = decimal.Context(prec=EXACT.prec)


def _function(name: str, signature: str, implementation: Any, summary: str, *examples: Example) -> Function:
    return Function(
        name=name, signature=signature, implementation=implementation, summary=summary, examples=tuple(examples)
    )


ADD = _function(
    "moneyAdd",
    "<(sn)(sn):s>",
    add,
    "Adds two amounts exactly.",
    Example(expression='$moneyAdd("19.90", "0.10")', result="20.00"),
    Example(expression="$moneyAdd(net, tax)", input={"net": "10.00", "tax": 2.1}, result="12.10"),
)
SUBTRACT = _function(
    "moneySubtract",
    "<(sn)(sn):s>",
    subtract,
    "Subtracts the second amount from the first, exactly.",
    Example(expression='$moneySubtract("20.00", "0.1")', result="19.90"),
)
MULTIPLY = _function(
    "moneyMultiply",
    "<(sn)(sn)n?:s>",
    multiply,
    "Multiplies an amount with a number, exactly or rounded half up to so many decimals.",
    Example(expression='$moneyMultiply("9.95", 3)', result="29.85"),
    Example(expression='$moneyMultiply("10.00", "0.175", 2)', result="1.75"),
    Example(expression='$moneyMultiply("0.05", "0.5", 2)', result="0.03"),
)
DIVIDE = _function(
    "moneyDivide",
    "<(sn)(sn)n:s>",
    divide,
    "Divides an amount by a number, rounded half up to so many decimals.",
    Example(expression='$moneyDivide("120.00", "1.2", 2)', result="100.00"),
    Example(expression='$moneyDivide("-1", 8, 2)', result="-0.13"),
)
ROUND = _function(
    "moneyRound",
    "<(sn)ns?:s>",
    round_amount,
    "Rounds an amount to so many decimals: half-up (the default), half-even, half-down, up, down, ceiling or floor.",
    Example(expression='$moneyRound("1.005", 2)', result="1.01"),
    Example(expression='$moneyRound("2.5", 0, "half-even")', result="2"),
    Example(expression='$moneyRound("7", 2)', result="7.00"),
)
SUM = _function(
    "moneySum",
    "<a?:s>",
    total,
    "Adds all amounts of an array exactly; '0' when there are none.",
    Example(
        expression="$moneySum(lines.price)", input={"lines": [{"price": "0.10"}, {"price": "0.20"}]}, result="0.30"
    ),
    Example(expression="$moneySum(lines.discount)", input={"lines": [{"price": "0.10"}]}, result="0"),
)
COMPARE = _function(
    "moneyCompare",
    "<(sn)(sn):n>",
    compare,
    "Tells whether the first amount is less (-1), equal (0) or more (1).",
    Example(expression='$moneyCompare("10.0", "9.99")', result=1),
    Example(expression='$moneyCompare("1.0", "1.00")', result=0),
)
TO_MINOR = _function(
    "moneyToMinor",
    "<(sn)s:n>",
    to_minor,
    "Gives an amount in its currency's smallest unit: pence, yen, fils.",
    Example(expression='$moneyToMinor("12.34", "GBP")', result=1234),
    Example(expression='$moneyToMinor("500", "JPY")', result=500),
)
FROM_MINOR = _function(
    "moneyFromMinor",
    "<ns:s>",
    from_minor,
    "Gives decimal text for an amount in its currency's smallest unit.",
    Example(expression='$moneyFromMinor(1234, "GBP")', result="12.34"),
    Example(expression='$moneyFromMinor(1234, "KWD")', result="1.234"),
)
