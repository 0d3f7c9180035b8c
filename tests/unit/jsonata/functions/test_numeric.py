"""Numbers: exact integers, rounding on the decimal text, reading, JavaScript's number text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions import aggregation, number_format, numeric
from crossdock.jsonata.functions.number_text import display_text, number_text
from crossdock.jsonata.undefined import UNDEFINED, Value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1.0, "1"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.5e21, "1.5e+21"),
        (0.000001, "0.000001"),
        (1.5e-7, "1.5e-7"),
        (0.00001234, "0.00001234"),
        (5890840712243076123, "5890840712243076123"),
        (10**30, "1" + "0" * 30),
        (1 / 3, "0.3333333333333333"),
    ],
)
def test_number_text_is_javascripts(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.333333333333333"),
        (0.1 + 0.2, "0.3"),
        (1234567890123.125, "1234567890123.13"),
        (-1234567890123.125, "-1234567890123.13"),
        (12.5, "12.5"),
        (123456789012345680000.0, "123456789012345680000"),
    ],
)
def test_display_text_has_fifteen_digits_rounded_away_from_zero(value: float, text: str) -> None:
    assert display_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_text_reads_back(value: float) -> None:
    assert float(number_text(value)) == value


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_text_of_no_finite_number_is_refused(value: float) -> None:
    with pytest.raises(JsonataError, match="D3001"):
        number_text(value)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (2.5, UNDEFINED, 2),
        (3.5, UNDEFINED, 4),
        (-2.5, UNDEFINED, -2),
        (1.005, 2, 1),
        (1.015, 2, 1.02),
        (2.675, 2, 2.68),
        (8.345, 2, 8.34),
        (1234.5, -2, 1200),
        (1250, -2, 1200),
        (5890840712243076123, 2, 5890840712243076123),
        (1e300, 10, 1e300),
    ],
)
def test_round_half_even(value: float, places: float, expected: float) -> None:
    result = numeric.round_half_even(value, places)
    assert result == expected
    assert type(result) is type(expected)


@given(st.decimals(min_value=-10_000, max_value=10_000, places=4), st.integers(min_value=0, max_value=4))
def test_round_agrees_with_decimal_arithmetic(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    assert numeric.round_half_even(float(value), places) == float(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.50", 12.5),
        ("12.00", 12),
        ("1e3", 1000),
        ("-0", 0),
        ("007", 7),
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("820982911946154508", 820982911946154508),
    ],
)
def test_number_reads_text_exactly(text: str, expected: float) -> None:
    result = numeric.number(text)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    "text", ["", " 12 ", ".5", "5.", "+5", "1_000", "Infinity", "1e400", "0x", "\u0663", "9" * 400]
)
def test_number_refuses_other_text(text: str) -> None:
    with pytest.raises(JsonataError, match="D3030"):
        numeric.number(text)


def test_number_of_a_boolean() -> None:
    assert (numeric.number(True), numeric.number(False)) == (1, 0)


def test_floor_and_ceil_give_integers() -> None:
    assert (numeric.floor(-1.5), numeric.ceil(1.2), numeric.floor(1e20)) == (-2, 2, 1e20)


def test_power_is_exact_for_integers_and_bounded() -> None:
    assert numeric.power(2, 64) == 2**64
    assert numeric.power(2, -1) == 0.5
    for base, exponent in ((10, 400), (0, -1), (-8, 0.5)):
        with pytest.raises(JsonataError, match="D3061"):
            numeric.power(base, exponent)


def test_root_of_a_negative_number_is_refused() -> None:
    assert numeric.sqrt(16) == 4
    with pytest.raises(JsonataError, match="D3060"):
        numeric.sqrt(-1)


def test_random_is_below_one() -> None:
    assert all(0 <= numeric.random() < 1 for _ in range(100))


def test_sum_rounds_at_every_step_as_doubles_do() -> None:
    assert aggregation.total([0.1, 0.2, 0.3]) == 0.6000000000000001
    assert aggregation.total([2**60, 1]) == 2**60 + 1
    assert aggregation.total([]) == 0


@pytest.mark.parametrize("aggregate", [aggregation.maximum, aggregation.minimum, aggregation.average])
def test_aggregates_of_nothing_are_undefined(aggregate: Callable[[list[float]], Value]) -> None:
    assert aggregate([]) is UNDEFINED


def test_sum_out_of_range_is_refused() -> None:
    for numbers in ([1e308, 1e308], [10**400, 0.5]):
        with pytest.raises(JsonataError, match="D1001"):
            aggregation.total(numbers)


def test_average_is_an_integer_where_it_can_be() -> None:
    assert aggregation.average([1, 3]) == 2
    assert aggregation.average([1, 2]) == 1.5


@given(st.integers(), st.integers(min_value=2, max_value=36))
def test_other_bases_read_back(value: int, base: int) -> None:
    text = number_format.format_base(value, base)
    assert isinstance(text, str)
    assert int(text, base) == value


@pytest.mark.parametrize("base", [1, 37, 0.4])
def test_impossible_base_is_refused(base: float) -> None:
    with pytest.raises(JsonataError, match="D3100"):
        number_format.format_base(10, base)
