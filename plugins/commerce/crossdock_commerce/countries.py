"""Countries by ISO 3166-1: alpha-2, alpha-3, numeric and names, in and out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import msgspec

from crossdock.functions import Example, Function, FunctionError
from crossdock.nearest import suggest
from crossdock_commerce.missing import nothing_in_nothing_out
from crossdock_commerce.tables import rows

FORMS = ("alpha-2", "alpha-3", "numeric")


class Country(msgspec.Struct, frozen=True):
    """One country; `numeric` is '' for those outside the standard."""

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    others: tuple[str, ...]
    """Further names that are understood."""


@cache
def _countries() -> tuple[Country, ...]:
    return tuple(
        Country(alpha2, alpha3, numeric, name, tuple(others))
        for alpha2, alpha3, numeric, name, *others in rows("countries.tsv")
    )


@cache
def _by_key() -> Mapping[str, Country]:
    known = ((text, country) for country in _countries() for text in _texts(country))
    return {_key(text): country for text, country in known if text}


def _texts(country: Country) -> tuple[str, ...]:
    return (country.alpha2, country.alpha3, country.numeric, country.name, *country.others)


def _key(text: str) -> str:
    """What is left of a name without case, accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("&", " and ")).strip()


def _country(text: str) -> Country:
    found = _by_key().get(_key(text))
    if found is None:
        remedy = suggest(text, (country.name for country in _countries()))
        raise FunctionError(
            f"'{text[:60]}' is no country",
            code="unknown-country",
            remedy=remedy or "Give an ISO 3166-1 code, or the country's English name.",
        )
    return found


@nothing_in_nothing_out
def country_code(text: str, form: str = "alpha-2") -> str:
    """The country's code in one of `FORMS`, from any code or name; raises FunctionError with the nearest name."""
    if form not in FORMS:
        raise FunctionError(f"there is no form '{form}'", code="invalid-form", remedy=f"Use {', '.join(FORMS)}.")
    country = _country(text)
    code = {"alpha-2": country.alpha2, "alpha-3": country.alpha3, "numeric": country.numeric}[form]
    if not code:
        raise FunctionError(f"{country.name} has no {form} code", code="unknown-country")
    return code


@nothing_in_nothing_out
def country_name(text: str) -> str:
    """The country's English name in common use, from any code or name."""
    return _country(text).name


CODE = Function(
    name="countryCode",
    signature="<s-s?:s>",
    implementation=country_code,
    summary="Gives a country's ISO 3166-1 code (alpha-2, alpha-3 or numeric) from any of its codes or its name.",
    examples=(
        Example(expression='$countryCode("United Kingdom")', result="GB"),
        Example(expression='$countryCode("de", "alpha-3")', result="DEU"),
        Example(expression='$countryCode("USA", "numeric")', result="840"),
        Example(expression="country.$countryCode()", input={"country": "Cote d'Ivoire"}, result="CI"),
    ),
)
NAME = Function(
    name="countryName",
    signature="<s-:s>",
    implementation=country_name,
    summary="Gives a country's English name from any of its ISO 3166-1 codes.",
    examples=(
        Example(expression='$countryName("GB")', result="United Kingdom"),
        Example(expression='$countryName("392")', result="Japan"),
    ),
)
