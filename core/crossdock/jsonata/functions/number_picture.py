"""Reading and checking the pictures of `$formatNumber` (XPath and XQuery Functions 3.1, section 4.7).

Where the reference implementation of JSONata departs from that text, this follows the implementation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import gcd
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.kept import kept_picture


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSymbols:
    """The characters with a meaning in a picture and in the result."""

    decimal_separator: str = "."
    grouping_separator: str = ","
    exponent_separator: str = "e"
    minus_sign: str = "-"
    percent: str = "%"
    per_mille: str = "\u2030"
    zero_digit: str = "0"
    digit: str = "#"
    pattern_separator: str = ";"

    @property
    def digits(self) -> str:
        """The ten digits from zero on."""
        zero = ord(self.zero_digit[0])
        return "".join(map(chr, range(zero, zero + 10)))

    @property
    def active(self) -> str:
        """All characters that stand for a part of the number."""
        marks = (self.decimal_separator, self.exponent_separator, self.grouping_separator, self.digit)
        return self.digits + "".join(marks) + self.pattern_separator


DEFAULT_SYMBOLS: Final = NumberSymbols()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubPicture:
    """How to write the positive or the negative numbers: texts around them, counts of digits, places of separators."""

    prefix: str
    suffix: str
    scale: int
    """What the number is multiplied by: 100 for percent, 1000 for per mille, else 1."""
    has_decimal_separator: bool
    integer_digits: int
    scaling_digits: int
    """Digits before the decimal separator when there is an exponent."""
    least_fraction_digits: int
    most_fraction_digits: int
    exponent_digits: int
    regular_grouping: int
    integer_grouping: tuple[int, ...]
    fraction_grouping: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A sub-picture cut where its meaning changes."""

    text: str
    prefix: str
    suffix: str
    active: str
    mantissa: str
    exponent: str | None
    integer: str
    fraction: str


@kept_picture
def compile_number_picture(picture: str, symbols: NumberSymbols = DEFAULT_SYMBOLS) -> tuple[SubPicture, SubPicture]:
    """The sub-pictures for positive and for negative numbers; raises D3080 to D3093 for a malformed picture."""
    texts = picture.split(symbols.pattern_separator)
    if len(texts) > 2:
        raise failure("D3080", value=picture)
    parts = [_cut(text, symbols) for text in texts]
    for each in parts:
        _check(each, symbols)
    positive = _analyse(parts[0], symbols, parts[0].prefix)
    if len(parts) == 1:
        return positive, _analyse(parts[0], symbols, symbols.minus_sign + parts[0].prefix)
    return positive, _analyse(parts[1], symbols, parts[1].prefix)


def _cut(text: str, symbols: NumberSymbols) -> _Parts:
    framing = symbols.active.replace(symbols.exponent_separator, "")
    places = [place for place, character in enumerate(text) if character in framing]
    first, behind = (places[0], places[-1] + 1) if places else (0, len(text))
    prefix, suffix, active = text[:first], text[behind:], text[first:behind]
    mantissa, exponent = active, None
    # The reference counts the place of the exponent from the start of the sub-picture, prefix included.
    place = text.find(symbols.exponent_separator, first)
    if 0 <= place <= behind:
        mantissa, exponent = active[:place], active[place + 1 :]
    integer, separator, fraction = mantissa.partition(symbols.decimal_separator)
    return _Parts(text, prefix, suffix, active, mantissa, exponent, integer, fraction if separator else suffix)


def _check(parts: _Parts, symbols: NumberSymbols) -> None:
    """Raise the error of the last rule that is broken, as the reference does."""
    broken = [*_broken_marks(parts, symbols), *_broken_places(parts, symbols), *_broken_exponent(parts, symbols)]
    if broken:
        raise failure(broken[-1], value=parts.text)


def _broken_marks(parts: _Parts, symbols: NumberSymbols) -> list[str]:
    text = parts.text
    places = symbols.digits + symbols.digit
    rules = (
        ("D3081", text.count(symbols.decimal_separator) > 1),
        ("D3082", text.count(symbols.percent) > 1),
        ("D3083", text.count(symbols.per_mille) > 1),
        ("D3084", symbols.percent in text and symbols.per_mille in text),
        ("D3085", not any(character in places for character in parts.mantissa)),
        ("D3086", any(character not in symbols.active for character in parts.active)),
    )
    return [code for code, is_broken in rules if is_broken]


def _broken_places(parts: _Parts, symbols: NumberSymbols) -> list[str]:
    text, separator = parts.text, symbols.grouping_separator
    before, decimal, after = text.partition(symbols.decimal_separator)
    integer_start = parts.integer.partition(symbols.digit)
    fraction_end = parts.fraction.rpartition(symbols.digit)
    rules = (
        ("D3087", bool(decimal) and (before.endswith(separator) or after.startswith(separator))),
        ("D3088", not decimal and parts.integer.endswith(separator)),
        ("D3089", separator * 2 in text),
        ("D3090", bool(integer_start[1]) and _count_digits(integer_start[0], symbols) > 0),
        ("D3091", bool(fraction_end[1]) and _count_digits(fraction_end[2], symbols) > 0),
    )
    return [code for code, is_broken in rules if is_broken]


def _broken_exponent(parts: _Parts, symbols: NumberSymbols) -> list[str]:
    if parts.exponent is None:
        return []
    scaled = symbols.percent in parts.text or symbols.per_mille in parts.text
    rules = (
        ("D3092", bool(parts.exponent) and scaled),
        ("D3093", not parts.exponent or _count_digits(parts.exponent, symbols) < len(parts.exponent)),
    )
    return [code for code, is_broken in rules if is_broken]


def _analyse(parts: _Parts, symbols: NumberSymbols, prefix: str) -> SubPicture:
    integer_digits = _count_digits(parts.integer, symbols)
    least = _count_digits(parts.fraction, symbols)
    most = least + parts.fraction.count(symbols.digit)
    has_exponent = parts.exponent is not None
    scaling_digits = integer_digits
    if integer_digits == most == 0:
        least, most, integer_digits = (1, 1, 0) if has_exponent else (least, most, 1)
    if has_exponent and integer_digits == 0 and symbols.digit in parts.integer:
        integer_digits = 1
    if integer_digits == least == 0:
        least = 1
    grouping = _grouping(parts.integer, parts.integer, symbols, left=False)
    return SubPicture(
        prefix=prefix,
        suffix=parts.suffix,
        scale=_scale(parts.text, symbols),
        has_decimal_separator=symbols.decimal_separator in parts.text,
        integer_digits=integer_digits,
        scaling_digits=scaling_digits,
        least_fraction_digits=least,
        most_fraction_digits=most,
        exponent_digits=_count_digits(parts.exponent or "", symbols),
        regular_grouping=regular_interval(grouping),
        integer_grouping=grouping,
        fraction_grouping=_grouping(parts.fraction, parts.integer, symbols, left=True),
    )


def _scale(text: str, symbols: NumberSymbols) -> int:
    if symbols.percent in text:
        return 100
    return 1000 if symbols.per_mille in text else 1


def _count_digits(text: str, symbols: NumberSymbols) -> int:
    digits = symbols.digits
    return sum(character in digits for character in text)


def _grouping(part: str, integer: str, symbols: NumberSymbols, *, left: bool) -> tuple[int, ...]:
    """For each separator, the count of digit places to its left or right.

    The first one is looked for in the part, the following ones, as in the reference, in the integer part.
    """
    places = symbols.digits + symbols.digit
    counts: list[int] = []
    at = part.find(symbols.grouping_separator)
    while at >= 0:
        counted = part[:at] if left else part[at:]
        counts.append(sum(character in places for character in counted))
        at = integer.find(symbols.grouping_separator, at + 1)
    return tuple(counts)


def regular_interval(positions: tuple[int, ...]) -> int:
    """The interval if the positions are its first multiples, else 0."""
    interval = reduce(gcd, positions, 0)
    multiples = {interval * count for count in range(1, len(positions) + 1)}
    return interval if positions and multiples <= set(positions) else 0
