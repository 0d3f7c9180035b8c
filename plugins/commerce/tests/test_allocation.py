"""Shares sum to the amount exactly, whatever the weights."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.functions import FunctionError
from crossdock_commerce.allocation import allocate

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(str)
weights = st.lists(st.decimals(min_value=0, max_value=10**6, places=2).map(str), min_size=1, max_size=40)


@given(amounts, weights)
def test_shares_sum_exactly_and_are_in_proportion(amount: str, given_weights: list[str]) -> None:
    shares = [Decimal(share) for share in allocate(amount, given_weights)]
    assert sum(shares) == Decimal(amount)
    total = sum(map(Fraction, given_weights))
    for share, weight in zip(shares, given_weights, strict=True):
        ideal = Fraction(amount) * (Fraction(weight) / total if total else Fraction(1, len(given_weights)))
        assert abs(Fraction(share) - ideal) < Fraction(1, 100)


@given(amounts, weights)
def test_a_refund_is_shared_out_like_the_sale(amount: str, given_weights: list[str]) -> None:
    sale = [Decimal(share) for share in allocate(amount, given_weights)]
    refund = [Decimal(share) for share in allocate(str(-Decimal(amount)), given_weights)]
    assert [-share for share in sale] == refund


@given(amounts, weights)
def test_a_weight_of_zero_gets_nothing_unless_all_are_zero(amount: str, given_weights: list[str]) -> None:
    if any(Decimal(weight) for weight in given_weights):
        shares = allocate(amount, given_weights)
        idle = [share for share, weight in zip(shares, given_weights, strict=True) if not Decimal(weight)]
        assert set(idle) <= {"0.00"}


def test_of_equals_the_first_gets_what_is_left() -> None:
    assert allocate("0.05", [1, 1, 1]) == ["0.02", "0.02", "0.01"]


def test_all_weights_zero_share_alike() -> None:
    assert allocate("0.03", [0, 0]) == ["0.02", "0.01"]


def test_nothing_over_nothing_is_nothing() -> None:
    assert allocate("0.00", []) == []


def test_an_amount_over_nothing_is_refused() -> None:
    with pytest.raises(FunctionError, match="nothing to share"):
        allocate("0.01", [])


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(FunctionError, match="negative"):
        allocate("1.00", [1, -1])


def test_an_amount_finer_than_the_shares_is_refused() -> None:
    with pytest.raises(FunctionError, match="cannot be shared out in 2 decimals"):
        allocate("0.005", [1], 2)
