"""Sharing an amount out over lines so that the shares sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from crossdock.functions import Example, Function, FunctionError
from crossdock_commerce.amounts import EXACT, Amount, check_decimals, decimals_of, read, write
from crossdock_commerce.missing import nothing_in_nothing_out


@nothing_in_nothing_out
def allocate(amount: Amount, weights: Sequence[Amount], decimals: float | None = None) -> list[str]:
    """Share an amount out in proportion to weights, by largest remainder; the shares sum to it exactly.

    What is left after rounding down goes, one smallest unit each, to the shares that lost most; of equals, to the
    first. A weight of zero gets nothing, unless all are zero: then all get the same. A negative amount is shared
    out like a positive one. `decimals` is by default that of the amount. Raises FunctionError for a negative weight,
    for an amount with more decimals than `decimals`, and for an amount but no weights to share it out over.
    """
    whole = read(amount)
    places = decimals_of(whole) if decimals is None else check_decimals(decimals)
    units = whole.scaleb(places, EXACT)
    if units != units.to_integral_value():
        raise FunctionError(
            f"{write(whole)} cannot be shared out in {places} decimals",
            code="inexact-amount",
            remedy="Round it first, with $moneyRound, or allow more decimals.",
        )
    shares = _shares(abs(int(units)), _checked(weights, whole))
    sign = -1 if whole < 0 else 1
    return [write(Decimal(sign * share).scaleb(-places, EXACT)) for share in shares]


def _checked(weights: Sequence[Amount], whole: Decimal) -> list[Fraction]:
    fractions = [Fraction(read(weight)) for weight in weights]
    if any(fraction < 0 for fraction in fractions):
        raise FunctionError("a weight is negative", code="negative-weight", remedy="Give weights of zero or more.")
    if not fractions and not whole.is_zero():
        raise FunctionError("there is nothing to share the amount out over", code="no-weights")
    return fractions if any(fractions) else [Fraction(1)] * len(fractions)


def _shares(units: int, weights: list[Fraction]) -> list[int]:
    total = sum(weights)
    exact = [units * weight / total for weight in weights]
    shares = [int(share) for share in exact]
    by_loss = sorted(range(len(exact)), key=lambda line: shares[line] - exact[line])
    for line in by_loss[: units - sum(shares)]:
        shares[line] += 1
    return shares


ALLOCATE = Function(
    name="allocate",
    signature="<(sn)an?:a<s>>",
    implementation=allocate,
    summary="Shares an amount out over lines in proportion to weights, so that the shares sum to it exactly.",
    examples=(
        Example(expression='$allocate("10.00", [1, 1, 1])', result=["3.34", "3.33", "3.33"]),
        Example(expression='$allocate("5", ["20.00", "0", "30.00"], 2)', result=["2.00", "0.00", "3.00"]),
        Example(expression='$allocate("-0.05", [0, 0])', result=["-0.03", "-0.02"]),
        Example(
            expression="$allocate(discount, lines.price)",
            input={"discount": "1.00", "lines": [{"price": "9.99"}, {"price": "19.98"}]},
            result=["0.33", "0.67"],
        ),
    ),
)
