"""The functions on single numbers. Integers are exact at any size; a result that is a whole number is an int."""

from __future__ import annotations

import math
import random as _random
import re
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.number_text import SAFE_INTEGER, shift_decimal, tidy
from crossdock.jsonata.undefined import UNDEFINED, Undefined

_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
_PREFIXED: Final = re.compile("0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+")
_POWERS_OF_TEN: Final = tuple(10.0**places for places in range(10))
_SURE_BELOW: Final = 1e9
"""Below this a product with a power of ten is off by so little that a distance of `_MARGIN` from a tie is decisive."""
_MARGIN: Final = 1e-6


def number(value: str | float | bool | Undefined) -> float | Undefined:
    """The number a text writes (decimal, or hexadecimal 0x, octal 0o, binary 0b), 1 for true, 0 for false.

    Raises D3030 for any other text.
    """
    if isinstance(value, str):
        return _read(value)
    if isinstance(value, bool):
        return int(value)
    return value


def absolute(value: float | Undefined) -> float | Undefined:
    """The number without its sign."""
    return UNDEFINED if value is UNDEFINED else abs(value)


def floor(value: float | Undefined) -> float | Undefined:
    """The greatest whole number that is not greater."""
    if value is UNDEFINED or isinstance(value, int) or abs(value) >= SAFE_INTEGER:
        return value
    return math.floor(value)


def ceil(value: float | Undefined) -> float | Undefined:
    """The smallest whole number that is not smaller."""
    if value is UNDEFINED or isinstance(value, int) or abs(value) >= SAFE_INTEGER:
        return value
    return math.ceil(value)


def round_half_even(value: float | Undefined, places: float | Undefined = UNDEFINED) -> float | Undefined:
    """The number rounded to `places` decimals (negative: tens, hundreds), a tie on its decimal text to the even digit.

    Raises D1001 if `places` is not a whole number.
    """
    if value is UNDEFINED:
        return UNDEFINED
    if not places:
        return value if isinstance(value, int) or abs(value) >= SAFE_INTEGER else round(value)
    digits = int(places)
    if digits != places:
        raise failure("D1001", value=places)
    if isinstance(value, int):
        return value if digits > 0 else _round_integer(value, -digits)
    if 0 < digits < len(_POWERS_OF_TEN):
        return _round_fraction(value, digits)
    return _round_text(value, digits)


def power(base: float | Undefined, exponent: float | Undefined) -> float | Undefined:
    """`base` to the power of `exponent`; raises D3061 if that is not a number within the range of doubles."""
    if base is UNDEFINED:
        return UNDEFINED
    if exponent is UNDEFINED:
        raise failure("D3061", value=base, exp=exponent)
    try:
        inexact = math.pow(base, exponent)
    except (OverflowError, ValueError) as error:
        raise failure("D3061", value=base, exp=exponent) from error
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        return int(base**exponent)
    return tidy(inexact)


def sqrt(value: float | Undefined) -> float | Undefined:
    """The square root; raises D3060 for a negative number."""
    if value is UNDEFINED:
        return UNDEFINED
    if value < 0:
        raise failure("D3060", value=value)
    try:
        return tidy(math.sqrt(value))
    except OverflowError as error:
        raise failure("D1001", value=value) from error


def random() -> float:
    """A random number from 0 up to but not including 1."""
    return _random.random()  # noqa: S311 - the language promises no secrecy


def _read(text: str) -> float:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        if _PREFIXED.fullmatch(text):
            return int(text, 0)
        raise failure("D3030", value=text)
    result = float(text)
    if math.isinf(result):
        raise failure("D3030", value=text)
    return int(text) if match.lastindex is None else tidy(result)


def _round_integer(value: int, zeros: int) -> int:
    if zeros > value.bit_length():
        return 0
    return round(value, -zeros)


def _round_fraction(value: float, digits: int) -> float:
    scale = _POWERS_OF_TEN[digits]
    scaled = value * scale
    if -_SURE_BELOW < scaled < _SURE_BELOW:
        nearest = round(scaled)
        if abs(abs(scaled - nearest) - 0.5) > _MARGIN:
            result = nearest / scale
            return int(result) if result.is_integer() else result
    return _round_text(value, digits)


def _round_text(value: float, digits: int) -> float:
    shifted = shift_decimal(value, digits)
    if not math.isfinite(shifted):
        return value
    return tidy(shift_decimal(float(round(shifted)), -digits))
