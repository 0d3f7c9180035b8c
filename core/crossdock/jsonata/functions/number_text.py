"""Numbers as text, exactly as JavaScript writes them (ECMA-262, Number::toString and toPrecision)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import Final

from crossdock.jsonata.errors import failure

SAFE_INTEGER: Final = 2**53
"""From here on a double no longer tells neighbouring integers apart."""

_EXPONENT_FORM: Final = 21
"""Decimal exponent from which a double is written with an exponent."""

_FIFTEEN_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)


def number_text(value: float) -> str:
    """The shortest text that reads back as `value`; integers exact at any size.

    Raises D3001 for infinity and NaN, D1001 for an integer too long to write (over 4,300 digits).
    """
    if isinstance(value, int):
        return _integer_text(value)
    text = repr(value)
    if "e" not in text and "n" not in text:
        return _plain_text(text)
    if not isfinite(value):
        raise failure("D3001", value=value)
    return _rearrange(text)


def display_text(value: float) -> str:
    """The text of `$string` and ``&``: as `number_text`, fractions rounded to 15 significant digits."""
    if isinstance(value, int):
        return _integer_text(value)
    text = repr(value)
    if len(text) <= 16 and "e" not in text and "n" not in text:
        return _plain_text(text)
    return number_text(display_number(value))


def display_number(value: float) -> float:
    """A fraction rounded to 15 significant digits, half away from zero; any other number as it is."""
    if isinstance(value, int) or not isfinite(value) or value.is_integer():
        return value
    return float(_FIFTEEN_DIGITS.create_decimal_from_float(value))


def tidy(value: float) -> float:
    """An integral double that stands for exactly one integer becomes that int; raises D1001 if it is not finite."""
    if isinstance(value, int):
        return value
    if value.is_integer():
        return int(value) if abs(value) < SAFE_INTEGER else value
    if not isfinite(value):
        raise failure("D1001", value=value)
    return value


def whole(value: float) -> int:
    """The integer part of `value` towards minus infinity; of a large double, the integer its text shows."""
    if isinstance(value, int):
        return value
    if not isfinite(value):
        raise failure("D1001", value=value)
    if abs(value) < SAFE_INTEGER:
        return int(value // 1)
    return int(Decimal(repr(value)))


def shift_decimal(value: float, places: int) -> float:
    """`value` times ten to the power of `places`, done on its decimal text, so that no product is rounded twice."""
    mantissa, _, exponent = repr(value).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def _integer_text(value: int) -> str:
    try:
        return int.__repr__(value)
    except ValueError as error:
        raise failure("D1001", value=value) from error


def _plain_text(text: str) -> str:
    if text.endswith(".0"):
        return "0" if text == "-0.0" else text[:-2]
    return text


def _rearrange(text: str) -> str:
    """Turn Python's exponent form into JavaScript's, which begins at other exponents."""
    mantissa, _, exponent_text = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "")
    exponent = int(exponent_text)
    if exponent >= _EXPONENT_FORM or exponent < -6:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{fraction}e{exponent:+d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    return sign + digits.ljust(exponent + 1, "0")
