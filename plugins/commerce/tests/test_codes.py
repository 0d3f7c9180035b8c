"""Countries, currencies and SKUs: whatever people type, in; one code, out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.functions import UNDEFINED, FunctionError
from crossdock_commerce import countries, currencies, sku
from crossdock_commerce.tables import rows

COUNTRIES = rows("countries.tsv")


@pytest.mark.parametrize("row", COUNTRIES, ids=lambda row: row[0])
def test_every_code_and_name_of_a_country_leads_to_it(row: list[str]) -> None:
    assert {countries.country_code(text) for text in row if text} == {row[0]}
    assert countries.country_code(row[0], "alpha-3") == row[1]
    assert countries.country_name(row[1]) == row[3]


def test_the_table_has_the_shape_of_the_standard() -> None:
    assert len(COUNTRIES) == 249 + 1
    assert all(re.fullmatch(r"[A-Z]{2}\t[A-Z]{3}\t(\d{3})?", "\t".join(row[:3])) for row in COUNTRIES)
    assert len({row[0] for row in COUNTRIES}) == len({row[1] for row in COUNTRIES}) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("text", "code"),
    [(" gb ", "GB"), ("UK", "GB"), ("CÔTE D'IVOIRE", "CI"), ("Trinidad & Tobago", "TT"), ("turkey", "TR")],
)
def test_case_accents_and_signs_do_not_matter(text: str, code: str) -> None:
    assert countries.country_code(text) == code


def test_an_unknown_country_is_named_with_the_nearest() -> None:
    with pytest.raises(FunctionError) as caught:
        countries.country_code("Germny")
    assert caught.value.remedy == "Did you mean 'Germany'?"


def test_a_code_that_a_country_does_not_have_is_refused() -> None:
    assert countries.country_code("XK", "alpha-3") == "XKX"
    with pytest.raises(FunctionError, match="has no numeric code"):
        countries.country_code("Kosovo", "numeric")
    with pytest.raises(FunctionError, match="no form 'iso'"):
        countries.country_code("GB", "iso")


@pytest.mark.parametrize(("code", "decimals"), [("gbp", 2), ("JPY", 0), ("KWD", 3), ("UYW", 4), ("XOF", 0)])
def test_currencies_have_their_decimals(code: str, decimals: int) -> None:
    assert currencies.decimals_of_currency(code) == decimals


@pytest.mark.parametrize("code", ["", "GBB", "XAU", "£", "GB"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(FunctionError, match="is no currency"):
        currencies.currency_code(code)


@given(st.text())
def test_a_sku_is_letters_and_digits_and_stays_what_it_is(text: str) -> None:
    try:
        normal = sku.normalise(text)
    except FunctionError as error:
        assert "nothing is left" in str(error)  # noqa: PT017  # the other way out of the same call
    else:
        assert re.fullmatch("[A-Z0-9]+", normal)
        assert sku.normalise(normal) == normal


@pytest.mark.parametrize(
    ("text", "normal"), [("mug-blue", "MUGBLUE"), ("0042", "0042"), (42, "42"), ("Straße 1", "STRASSE1"), ("é½", "E12")]
)
def test_a_sku_keeps_what_warehouses_take(text: str | int, normal: str) -> None:
    assert sku.normalise(text) == normal


def test_a_missing_sku_gives_nothing_and_a_fraction_is_refused() -> None:
    assert sku.normalise(UNDEFINED) is UNDEFINED
    with pytest.raises(FunctionError, match="is no SKU"):
        sku.normalise(1.5)
