"""Orders whose parts come to their total pass; all others are held, however the amounts are written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.guard_options import option_problems
from crossdock.engine.plugin_guards import read_options
from crossdock.evaluate.guards import verdict_of
from crossdock.guards import GuardRecord, Hold, Pass
from crossdock.testing import GuardContract
from crossdock.testing.guard_contract import RECEIVED_AT
from crossdock_commerce.totals import TOTALS_AGREE, UNREADABLE

OPTIONS = {"total": "output.total", "currency": "output.currency", "lines": "output.lines", "quantity": "count"}


class TestTotalsAgree(GuardContract):
    guard = TOTALS_AGREE


def ask(order: dict[str, Any], **options: Any) -> Any:
    record = GuardRecord(source=None, output=order, now=RECEIVED_AT, received_at=RECEIVED_AT)
    return verdict_of(TOTALS_AGREE, record, read_options(TOTALS_AGREE, OPTIONS | options))


def order(total: Any, *prices: Any, currency: str = "GBP", **more: Any) -> dict[str, Any]:
    lines = [{"price": price, "count": 1} for price in prices]
    return {"total": total, "currency": currency, "lines": lines, **more}


def test_amounts_are_added_as_decimals_whatever_they_are_written_as() -> None:
    assert ask(order("0.3", 0.1, "0.20")) == Pass()
    assert ask(order("1000000000000000.03", "1000000000000000.01", "0.02")) == Pass()


@pytest.mark.parametrize(
    ("currency", "total", "tolerance", "passes"),
    [
        ("GBP", "10.01", 1, True),
        ("GBP", "10.02", 1, False),
        ("JPY", "11", 1, True),
        ("JPY", "10.01", 0, False),
        ("KWD", "10.001", 1, True),
        ("KWD", "10.01", 1, False),
    ],
)
def test_the_tolerance_is_in_the_currency_s_smallest_unit(
    currency: str, total: str, tolerance: int, passes: bool
) -> None:
    assert isinstance(ask(order(total, "10", currency=currency), tolerance=tolerance), Pass) is passes


def test_lists_in_lists_are_gone_through() -> None:
    discounted = order("8", "10", discounts=[{"parts": [{"of": "1.50"}, {"of": "0.25"}]}, {"parts": [{"of": "0.25"}]}])
    assert ask(discounted, discounts=["output.discounts.parts.of"]) == Pass()


def test_a_price_may_be_the_whole_line_s() -> None:
    assert (
        ask({"total": "9", "currency": "GBP", "lines": [{"amount": {"net": "9"}}]}, price="amount.net", quantity="")
        == Pass()
    )


@pytest.mark.parametrize(
    "unreadable",
    [
        order(None, "1"),
        order("1", None),
        order("1", "1,00"),
        order("1", True),
        order("1", "1", currency="Pounds"),
        {**order("1", "1"), "lines": [{"price": "1"}]},
        {},
    ],
)
def test_what_cannot_be_added_up_is_held_with_its_own_code(unreadable: dict[str, Any]) -> None:
    said = ask(unreadable)
    assert isinstance(said, Hold)
    assert said.code == UNREADABLE


def test_more_and_less_are_told_apart() -> None:
    assert "1.00 GBP, 0.10 more than" in ask(order("0.90", "1.00")).message
    assert "1.00 GBP, 0.10 less than" in ask(order("1.10", "1.00")).message


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=8), st.integers(min_value=-3, max_value=3))
def test_it_passes_exactly_what_comes_to_the_total(pence: list[int], off: int) -> None:
    prices = [str(Decimal(each).scaleb(-2)) for each in pence]
    total = str(Decimal(sum(pence) + off).scaleb(-2))
    assert isinstance(ask(order(total, *prices)), Pass) is (off == 0)


@pytest.mark.parametrize("wrong", [{"total": "total"}, {"tolerance": -1}, {"tolerance": "1"}, {"taxes": "output.tax"}])
def test_options_that_lead_nowhere_are_refused(wrong: dict[str, Any]) -> None:
    assert option_problems(TOTALS_AGREE, OPTIONS | wrong)


def test_a_forgotten_option_is_told_by_its_name() -> None:
    (problem,) = option_problems(TOTALS_AGREE, {key: value for key, value in OPTIONS.items() if key != "total"})
    assert (problem.code, problem.pointer) == ("required", "/total")
