"""Money is exact: nothing is rounded that was not asked to be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.functions import UNDEFINED, FunctionError
from crossdock_commerce import money

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4).map(lambda amount: format(amount, "f"))
places = st.integers(0, 6)


@given(amounts, amounts, amounts)
def test_sums_do_not_depend_on_the_order(first: str, second: str, third: str) -> None:
    assert money.add(money.add(first, second), third) == money.add(first, money.add(second, third))
    assert money.total([first, second, third]) == money.total([third, first, second])


@given(amounts, amounts)
def test_subtracting_undoes_adding(first: str, second: str) -> None:
    assert money.compare(money.subtract(money.add(first, second), second), first) == 0


@given(amounts, amounts)
def test_a_product_is_exact(amount: str, factor: str) -> None:
    assert Fraction(money.multiply(amount, factor)) == Fraction(amount) * Fraction(factor)


@given(amounts, places, st.sampled_from(sorted(money.MODES)))
def test_rounding_moves_less_than_one_unit(amount: str, decimals: int, mode: str) -> None:
    rounded = money.round_amount(amount, decimals, mode)
    assert abs(Decimal(rounded) - Decimal(amount)) < Decimal(1).scaleb(-decimals)
    assert money.round_amount(rounded, decimals, mode) == rounded


@given(amounts, amounts.filter(lambda divisor: Decimal(divisor) != 0), places)
def test_a_quotient_is_off_by_half_a_unit_at_most(amount: str, divisor: str, decimals: int) -> None:
    off = Fraction(money.divide(amount, divisor, decimals)) - Fraction(amount) / Fraction(divisor)
    assert abs(off) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        ("half-up", ["0.03", "-0.03", "0.04"]),
        ("half-even", ["0.02", "-0.02", "0.04"]),
        ("half-down", ["0.02", "-0.02", "0.03"]),
        ("up", ["0.03", "-0.03", "0.04"]),
        ("down", ["0.02", "-0.02", "0.03"]),
        ("ceiling", ["0.03", "-0.02", "0.04"]),
        ("floor", ["0.02", "-0.03", "0.03"]),
    ],
)
def test_each_mode_rounds_halves_its_own_way(mode: str, rounded: list[str]) -> None:
    assert [money.round_amount(amount, 2, mode) for amount in ("0.025", "-0.025", "0.035")] == rounded


def test_a_quotient_is_rounded_once_from_its_exact_value() -> None:
    assert money.divide("1", "3", 2) == "0.33"
    assert money.divide("0.5", "1", 0) == "1"
    assert money.divide("-0.5", "1", 0) == "-1"


@pytest.mark.parametrize("amount", ["", " 1", "1 ", "1,50", "£1", "1e3", ".5", "5.", "+5", "NaN", "٣", "1" * 41])
def test_what_is_no_decimal_text_is_refused(amount: str) -> None:
    with pytest.raises(FunctionError, match="is no amount"):
        money.add(amount, "1")


def test_numbers_are_taken_while_their_digits_are_certain() -> None:
    assert money.add(19.99, 1) == "20.99"
    assert money.add(9007199254740993, "0.01") == "9007199254740993.01"
    with pytest.raises(FunctionError, match=r"0\.30000000000000004 has more digits"):
        money.add(0.1 + 0.2, 0)


def test_zero_has_no_sign() -> None:
    assert money.subtract("0.00", "0.00") == "0.00"
    assert money.multiply("-1", "0") == "0"
    assert money.round_amount("-0.004", 2) == "0.00"


def test_a_missing_amount_gives_nothing_but_the_sum_of_nothing_is_zero() -> None:
    assert money.add(UNDEFINED, "1") is UNDEFINED
    assert money.total() == "0"


@pytest.mark.parametrize(("currency", "units"), [("GBP", 1200), ("JPY", 12), ("KWD", 12000), ("CLF", 120000)])
def test_minor_units_follow_the_currency(currency: str, units: int) -> None:
    assert money.to_minor("12", currency) == units
    assert money.compare(money.from_minor(units, currency), "12") == 0


def test_minor_units_do_not_round() -> None:
    with pytest.raises(FunctionError, match="more decimals than GBP knows"):
        money.to_minor("0.005", "GBP")


@pytest.mark.parametrize("decimals", [-1, 21, 1.5])
def test_decimals_are_whole_and_few(decimals: float) -> None:
    with pytest.raises(FunctionError, match="is no number of decimals"):
        money.round_amount("1", decimals)
