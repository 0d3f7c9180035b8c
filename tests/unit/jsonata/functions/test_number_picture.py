"""`$formatNumber`: pictures, their errors, and agreement with decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions.number_format import format_number
from crossdock.jsonata.undefined import UNDEFINED


@pytest.mark.parametrize(
    ("value", "picture", "expected"),
    [
        (12345.6, "#,###.00", "12,345.60"),
        (12.345, "#,##0.00", "12.34"),
        (2.675, "0.00", "2.68"),
        (0.5, "0", "0"),
        (-5, "0.00;(0.00)", "(5.00)"),
        (-5, "0.00", "-5.00"),
        (0.14, "01%", "14%"),
        (0.014, "0‰", "14‰"),
        (1234.5678, "00.000e0", "12.346e2"),
        (0, "0.0e0", "0.0e0"),
        (-0.00012, "0.0e00", "-1.2e-04"),
        (1234567890, "#,##,##0", "12345,67,890"),
        (0.25, "#.#", ".2"),
        (5890840712243076123, "#,##0", "5,890,840,712,243,076,123"),
        (1e21, "0.0", "1000000000000000000000.0"),
    ],
)
def test_number_is_written_by_the_picture(value: float, picture: str, expected: str) -> None:
    assert format_number(value, picture) == expected


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("0;0;0", "D3080"),
        ("0.0.0", "D3081"),
        ("0%%", "D3082"),
        ("0‰‰", "D3083"),
        ("0%‰", "D3084"),
        (".", "D3085"),
        ("0a0", "D3086"),
        ("0,.0", "D3087"),
        ("#,##0,", "D3088"),
        ("0,,0", "D3089"),
        ("0#", "D3090"),
        ("0.#0", "D3091"),
        ("0e0%", "D3092"),
        ("0e#", "D3093"),
    ],
)
def test_malformed_picture_is_refused(picture: str, code: str) -> None:
    with pytest.raises(JsonataError, match=code):
        format_number(1, picture)


def test_symbols_can_be_replaced() -> None:
    assert format_number(1234.5, "#.##0,00", {"decimal-separator": ",", "grouping-separator": "."}) == "1.234,50"
    assert format_number(12, "\u0660\u0660\u0660", {"zero-digit": "\u0660"}) == "\u0660\u0661\u0662"
    assert format_number(0.5, "0pct", {"percent": "pct", "unknown": "x"}) == "50pct"


@pytest.mark.parametrize("symbol", ["", 5, None])
def test_symbol_that_is_no_text_is_refused(symbol: object) -> None:
    with pytest.raises(JsonataError, match="T0410"):
        format_number(1, "0", {"percent": symbol})


def test_undefined_number_stays_undefined() -> None:
    assert format_number(UNDEFINED, "0") is UNDEFINED


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=3), st.integers(min_value=1, max_value=4))
def test_grouped_decimals_agree_with_decimal_arithmetic(value: Decimal, places: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    expected = f"{abs(rounded):,}" if value >= 0 else f"-{abs(rounded):,}"
    assert format_number(float(value), "#,##0." + "0" * places) == expected
