"""`$formatNumber`: a number written by a picture, and `$formatBase`: a whole number in another base."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from crossdock.jsonata.errors import failure, wrong_argument
from crossdock.jsonata.functions.number_picture import (
    DEFAULT_SYMBOLS,
    NumberSymbols,
    SubPicture,
    compile_number_picture,
)
from crossdock.jsonata.functions.number_text import number_text, whole
from crossdock.jsonata.functions.numeric import round_half_even
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_SYMBOL_NAMES: Final = {name.replace("_", "-"): name for name in NumberSymbols.__dataclass_fields__}
_EXPONENT_FORM: Final = 1e21
"""From here on a double has an exponent in its text; it stands for the integer this text shows."""
_BASE_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def format_number(
    value: float | Undefined, picture: str | Undefined, options: dict[str, Value] | Undefined = UNDEFINED
) -> str | Undefined:
    """The number written by the picture; `options` replaces symbols by name, such as "decimal-separator".

    Raises D3080 to D3093 for a malformed picture, T0410 for none, or for an option that is not text.
    """
    if value is UNDEFINED:
        return UNDEFINED
    if picture is UNDEFINED:
        raise wrong_argument("formatNumber", 2, picture)
    symbols = read_symbols(options) if options else DEFAULT_SYMBOLS
    positive, negative = compile_number_picture(picture, symbols)
    return write_number(value, positive if value >= 0 else negative, symbols)


def format_base(value: float | Undefined, base: float | Undefined = UNDEFINED) -> str | Undefined:
    """The number, rounded, in digits of the base; raises D3100 for a base that is not 2 to 36."""
    if value is UNDEFINED:
        return UNDEFINED
    radix = 10 if base is UNDEFINED else int(round_half_even(base) or 0)
    if not 2 <= radix <= 36:
        raise failure("D3100", value=base)
    rest = abs(int(round_half_even(value) or 0))
    digits = []
    while rest:
        rest, digit = divmod(rest, radix)
        digits.append(_BASE_DIGITS[digit])
    sign = "-" if value < 0 and digits else ""
    return sign + ("".join(reversed(digits)) or "0")


def read_symbols(options: dict[str, Value]) -> NumberSymbols:
    """The symbols with those in `options` replaced; other options are ignored."""
    chosen = {_SYMBOL_NAMES[name]: text for name, text in options.items() if name in _SYMBOL_NAMES}
    if not all(isinstance(text, str) and text for text in chosen.values()):
        raise wrong_argument("formatNumber", 3, options)
    return _symbols(tuple(sorted(chosen.items())))


@lru_cache(maxsize=16)
def _symbols(chosen: tuple[tuple[str, str], ...]) -> NumberSymbols:
    return NumberSymbols(**dict(chosen))


def write_number(value: float, picture: SubPicture, symbols: NumberSymbols) -> str:
    """The number written by one sub-picture; raises D1001 for one beyond the range of doubles with an exponent."""
    scaled = value * picture.scale if picture.scale != 1 else value
    exponent = 0
    if picture.exponent_digits:
        scaled, exponent = _split_exponent(scaled, picture.scaling_digits)
    integer, fraction = _digits(scaled, picture.most_fraction_digits)
    integer = integer.lstrip("0").rjust(picture.integer_digits, "0")
    fraction = fraction.rstrip("0").ljust(picture.least_fraction_digits, "0")
    if symbols.zero_digit != "0":
        family = str.maketrans("0123456789", symbols.digits)
        integer, fraction = integer.translate(family), fraction.translate(family)
    text = _group(integer, fraction, picture, symbols)
    if picture.exponent_digits:
        text += _exponent_text(exponent, picture, symbols)
    return picture.prefix + text + picture.suffix


def _split_exponent(value: float, digits: int) -> tuple[float, int]:
    """The mantissa with so many digits before the separator, in the steps of doubles, and the power of ten."""
    try:
        mantissa = float(value)
    except OverflowError as error:
        raise failure("D1001", value=value) from error
    most, least = 10.0**digits, 10.0 ** (digits - 1)
    exponent = 0
    while mantissa and abs(mantissa) < least:
        mantissa *= 10
        exponent -= 1
    while abs(mantissa) > most:
        mantissa /= 10
        exponent += 1
    return mantissa, exponent


def _digits(value: float, places: int) -> tuple[str, str]:
    """The digits before and behind the decimal separator, rounded half even."""
    rounded = round_half_even(value, places) or 0
    if isinstance(rounded, int) or abs(rounded) >= _EXPONENT_FORM:
        return number_text(abs(whole(rounded))), "0" * places
    integer, _, fraction = f"{abs(rounded):.{places}f}".partition(".")
    return integer, fraction


def _group(integer: str, fraction: str, picture: SubPicture, symbols: NumberSymbols) -> str:
    """Both parts with their separators, which are put in where the reference puts them."""
    mark = symbols.grouping_separator
    interval = picture.regular_grouping
    if interval:
        first = len(integer) % interval or interval
        groups = [integer[:first], *(integer[at : at + interval] for at in range(first, len(integer), interval))]
        integer = mark.join(groups)
    text = integer + symbols.decimal_separator + fraction
    point = len(integer)
    for places in () if interval else picture.integer_grouping:
        text = text[: point - places] + mark + text[point - places :]
        point += 1
    for places in picture.fraction_grouping:
        at = point + 1 + places
        text = text[:at] + mark + text[at:]
    if not picture.has_decimal_separator or text.endswith(symbols.decimal_separator):
        text = text[:-1]
    return text


def _exponent_text(exponent: int, picture: SubPicture, symbols: NumberSymbols) -> str:
    digits = str(abs(exponent)).rjust(picture.exponent_digits, "0")
    if symbols.zero_digit != "0":
        digits = digits.translate(str.maketrans("0123456789", symbols.digits))
    return symbols.exponent_separator + (symbols.minus_sign if exponent < 0 else "") + digits
