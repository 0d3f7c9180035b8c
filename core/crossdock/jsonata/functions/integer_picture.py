"""`$formatInteger` and `$parseInteger`: whole numbers written and read by a picture (XPath Functions 3.1, section 4.6)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final

from crossdock.jsonata.errors import failure, wrong_argument
from crossdock.jsonata.functions.integer_words import (
    from_letters,
    from_roman,
    from_words,
    leading_integer,
    letters,
    roman,
    words,
)
from crossdock.jsonata.functions.kept import kept_picture
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.functions.number_picture import regular_interval
from crossdock.jsonata.functions.number_text import number_text, whole
from crossdock.jsonata.undefined import UNDEFINED, Undefined

_ORDINAL_SUFFIXES: Final = {"1": "st", "2": "nd", "3": "rd"}
_SIX_HUNDRED_DIGITS: Final = 10**600


class Notation(Enum):
    """The ways to write a whole number."""

    DECIMAL = auto()
    LETTERS = auto()
    ROMAN = auto()
    WORDS = auto()
    SEQUENCE = auto()


class Case(Enum):
    """Small letters, capitals, or capital initials."""

    LOWER = auto()
    UPPER = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerPicture:
    """A picture that was read. `separators` are (place from the right, character), from right to left."""

    text: str
    notation: Notation = Notation.DECIMAL
    case: Case = Case.LOWER
    ordinal: bool = False
    zero: str = "0"
    mandatory_digits: int = 0
    optional_digits: int = 0
    separators: tuple[tuple[int, str], ...] = field(default=())
    interval: int = 0
    """The regular distance of all separators, 0 if there is none."""
    parse_width: int | None = None
    """The exact count of digits to read, where the next component follows at once."""

    def widened(self, digits: int) -> IntegerPicture:
        """The picture with at least so many digits."""
        return replace(self, mandatory_digits=max(digits, self.mandatory_digits))


_LETTER_PICTURES: Final = {
    "A": (Notation.LETTERS, Case.UPPER),
    "a": (Notation.LETTERS, Case.LOWER),
    "I": (Notation.ROMAN, Case.UPPER),
    "i": (Notation.ROMAN, Case.LOWER),
    "W": (Notation.WORDS, Case.UPPER),
    "Ww": (Notation.WORDS, Case.TITLE),
    "w": (Notation.WORDS, Case.LOWER),
}


def format_integer(
    value: float | Undefined, picture: str | Undefined, *, limits: FunctionLimits = DEFAULT_LIMITS
) -> str | Undefined:
    """The number, rounded down, written by the picture.

    Raises D3130 for a picture that is not supported, D3131 for one that mixes scripts, T0410 for none, D2015 for a text
    over the limit.
    """
    if value is UNDEFINED:
        return UNDEFINED
    if picture is UNDEFINED:
        raise wrong_argument("formatInteger", 2, picture)
    return write_integer(whole(value), compile_integer_picture(picture), limits)


def parse_integer(text: str | Undefined, picture: str | Undefined) -> float | Undefined:
    """The number that the text writes in the way of the picture; raises D3030, D3130, D3131, T0410 without one."""
    if text is UNDEFINED:
        return UNDEFINED
    if picture is UNDEFINED:
        raise wrong_argument("parseInteger", 2, picture)
    return read_integer(text, compile_integer_picture(picture))


@kept_picture
def compile_integer_picture(picture: str) -> IntegerPicture:
    """The picture with its parts; raises D3131 if its digits are of several scripts."""
    primary, semicolon, modifier = picture.rpartition(";")
    if not semicolon:
        primary, modifier = picture, ""
    ordinal = modifier.startswith("o")
    if primary in _LETTER_PICTURES:
        notation, case = _LETTER_PICTURES[primary]
        return IntegerPicture(text=primary, notation=notation, case=case, ordinal=ordinal)
    return _compile_digits(primary, ordinal)


def _compile_digits(primary: str, ordinal: bool) -> IntegerPicture:
    zeros: set[str] = set()
    mandatory = optional = 0
    separators: list[tuple[int, str]] = []
    for character in reversed(primary):
        zero = _zero_of(character)
        if zero is not None:
            zeros.add(zero)
            mandatory += 1
        elif character == "#":
            optional += 1
        else:
            separators.append((mandatory + optional, character))
    if len(zeros) > 1:
        raise failure("D3131", value=primary)
    if not zeros:
        return IntegerPicture(text=primary, notation=Notation.SEQUENCE, ordinal=ordinal)
    return IntegerPicture(
        text=primary,
        ordinal=ordinal,
        zero=zeros.pop(),
        mandatory_digits=mandatory,
        optional_digits=optional,
        separators=tuple(separators),
        interval=_interval(separators),
    )


def _zero_of(character: str) -> str | None:
    """The zero of the script that a decimal digit belongs to, None if the character is no digit."""
    digit = unicodedata.decimal(character, None)
    return None if digit is None else chr(ord(character) - int(digit))


def _interval(separators: list[tuple[int, str]]) -> int:
    if len({character for _, character in separators}) != 1:
        return 0
    return regular_interval(tuple(place for place, _ in separators))


def write_integer(value: int, picture: IntegerPicture, limits: FunctionLimits = DEFAULT_LIMITS) -> str:
    """The integer written by the picture; raises D3130, D2015."""
    size = abs(value)
    match picture.notation:
        case Notation.DECIMAL:
            text = _decimal(size, picture, limits)
        case Notation.LETTERS:
            text = letters(size, "A" if picture.case is Case.UPPER else "a")
        case Notation.ROMAN:
            limits.check_text(size // 1000)
            text = _cased(roman(size), picture.case)
        case Notation.WORDS:
            text = _words(size, picture)
        case Notation.SEQUENCE:
            raise failure("D3130", value=picture.text)
    return "-" + text if value < 0 else text


def read_integer(text: str, picture: IntegerPicture) -> float:
    """The integer that the text writes; raises D3030, D3130."""
    upper = picture.case is Case.UPPER
    match picture.notation:
        case Notation.DECIMAL:
            return leading_integer(_bare_digits(text, picture))
        case Notation.LETTERS:
            return from_letters(text, "A" if upper else "a")
        case Notation.ROMAN:
            return from_roman(text if upper else text.upper())
        case Notation.WORDS:
            return from_words(text.lower())
        case Notation.SEQUENCE:
            raise failure("D3130", value=picture.text)


def _words(value: int, picture: IntegerPicture) -> str:
    if value >= _SIX_HUNDRED_DIGITS:
        raise failure("D1001", value=value)
    return _cased(words(value, ordinal=picture.ordinal), picture.case)


def _cased(text: str, case: Case) -> str:
    if case is Case.TITLE:
        return text
    return text.upper() if case is Case.UPPER else text.lower()


def _decimal(value: int, picture: IntegerPicture, limits: FunctionLimits) -> str:
    limits.check_text(picture.mandatory_digits)
    text = number_text(value).rjust(picture.mandatory_digits, "0")
    if picture.zero != "0":
        shift = ord(picture.zero) - ord("0")
        text = "".join(chr(ord(digit) + shift) for digit in text)
    if picture.separators:
        text = _separated(text, picture)
    if picture.ordinal:
        text += "th" if text[-2:-1] == "1" else _ORDINAL_SUFFIXES.get(text[-1], "th")
    return text


def _separated(text: str, picture: IntegerPicture) -> str:
    interval = picture.interval
    if interval:
        first = len(text) % interval or interval
        return picture.separators[0][1].join(
            [text[:first], *(text[at : at + interval] for at in range(first, len(text), interval))]
        )
    for place, separator in reversed(picture.separators):
        at = len(text) - place
        text = text[: max(at, 0)] + separator + text[at:]
    return text


def _bare_digits(text: str, picture: IntegerPicture) -> str:
    digits = text[:-2] if picture.ordinal else text
    # The reference takes a comma for the separator of every regular picture.
    for separator in {","} if picture.interval else {separator for _, separator in picture.separators}:
        digits = digits.replace(separator, "")
    if picture.zero == "0":
        return digits
    shift = ord("0") - ord(picture.zero)
    return "".join(chr(max(0, ord(digit) + shift)) for digit in digits)
