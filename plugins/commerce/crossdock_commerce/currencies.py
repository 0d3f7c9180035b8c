"""Currencies by ISO 4217: their codes, and how many decimals their amounts have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from crossdock.functions import Example, Function, FunctionError
from crossdock.nearest import suggest
from crossdock_commerce.missing import nothing_in_nothing_out
from crossdock_commerce.tables import rows


@cache
def _decimals() -> Mapping[str, int]:
    return {code: int(decimals) for code, decimals in rows("currencies.tsv")}


@nothing_in_nothing_out
def currency_code(text: str) -> str:
    """The code in capitals; raises FunctionError with the nearest for one that ISO 4217 does not have."""
    code = text.strip().upper()
    if code not in _decimals():
        remedy = suggest(code, _decimals()) or "Give an ISO 4217 code such as GBP."
        raise FunctionError(f"'{text[:40]}' is no currency", code="unknown-currency", remedy=remedy)
    return code


@nothing_in_nothing_out
def decimals_of_currency(currency: str) -> int:
    """How many decimals amounts in a currency have: GBP 2, JPY 0, KWD 3."""
    return _decimals()[currency_code(currency)]


CODE = Function(
    name="currencyCode",
    signature="<s-:s>",
    implementation=currency_code,
    summary="Checks a currency code against ISO 4217 and gives it in capitals.",
    examples=(
        Example(expression='$currencyCode(" gbp ")', result="GBP"),
        Example(expression="currency.$currencyCode()", input={"currency": "eur"}, result="EUR"),
    ),
)
DECIMALS = Function(
    name="moneyDecimals",
    signature="<s-:n>",
    implementation=decimals_of_currency,
    summary="Tells how many decimals amounts in a currency have.",
    examples=(
        Example(expression='$moneyDecimals("JPY")', result=0),
        Example(expression='$moneyDecimals("KWD")', result=3),
        Example(expression='$moneyRound("12.5", $moneyDecimals("GBP"))', result="12.50"),
    ),
)
