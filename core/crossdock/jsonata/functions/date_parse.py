"""`$toMillis`: moments read from ISO 8601, or by a picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.date_fields import (
    INTEGER_FIELDS,
    MILLIS_PER_DAY,
    Moment,
    civil_date,
    day_number_of,
    moment_of,
)
from crossdock.jsonata.functions.date_picture import DAYS, MONTHS, Component, compile_date_picture
from crossdock.jsonata.functions.integer_picture import IntegerPicture, Notation, read_integer
from crossdock.jsonata.functions.integer_words import WORD_VALUES, leading_integer
from crossdock.jsonata.functions.kept import kept_picture
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.patterns import Pattern, compile_pattern
from crossdock.jsonata.undefined import UNDEFINED, Undefined

Reader: TypeAlias = Callable[[str], int | None]
"""Reads the text of one component; None if it means nothing."""

_ISO: Final = re.compile(
    r"([0-9]{4})(-[01][0-9])?(-[0-3][0-9])?(T[0-2][0-9]:[0-5][0-9]:[0-5][0-9])?(\.[0-9]+)?"
    r"([+-][0-2][0-9]:?[0-5][0-9]|Z)?"
)
_SPECIAL: Final = re.compile(r"[.*+?^${}()|\[\]\\/]")
_MARKERS: Final = {"am": 0, "AM": 0, "pm": 1, "PM": 1}


@dataclass(frozen=True, slots=True)
class DateParser:
    """A picture prepared for reading: one expression for the whole text, and a reader for each of its groups."""

    pattern: Pattern
    readers: tuple[tuple[str, Reader] | None, ...]


def to_millis(
    text: str | Undefined,
    picture: str | Undefined = UNDEFINED,
    *,
    now: int,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> int | Undefined:
    """The moment that the text writes, in milliseconds since 1970 in UTC; undefined if it does not fit the picture.

    Without an offset the time is UTC. Fields larger than the largest one given are taken from `now`.
    Raises D3110 for a text that is not ISO 8601, D3136 for a picture with a gap, D3132 to D3135 for a malformed one.
    """
    if text is UNDEFINED:
        return UNDEFINED
    if picture is UNDEFINED:
        return _read_iso(text)
    parser = compile_date_parser(picture)
    found = parser.pattern.search(text, 0, limits)
    if found is None:
        return UNDEFINED
    fields = {
        reader[0]: reader[1](group)
        for reader, group in zip(parser.readers, found.groups(), strict=True)
        if reader and group is not None
    }
    return _assemble(fields, now) if fields else UNDEFINED


@kept_picture
def compile_date_parser(picture: str) -> DateParser:
    """The parser for a picture; raises D3130, D3132, D3133, D3135."""
    parts = compile_date_picture(picture)
    compiled = [_literal(part) if isinstance(part, str) else _component(part) for part in parts]
    source = "".join(f"({expression})" for expression, _ in compiled)
    return DateParser(compile_pattern(f"^{source}$", "i"), tuple(reader for _, reader in compiled))


def _literal(text: str) -> tuple[str, None]:
    return _SPECIAL.sub(_escape, text), None


def _component(component: Component) -> tuple[str, tuple[str, Reader]]:
    letter = component.letter
    if letter in "Zz" and component.integer is not None:
        expression, reader = _offset_reader(letter, component.integer)
    elif letter == "f":
        expression, reader = "[0-9]+", _read_fraction
    elif component.integer is not None:
        picture = component.integer
        expression, reader = _integer_expression(picture), lambda text: int(read_integer(text, picture))
    else:
        expression, reader = "[a-zA-Z]+", _names(component).get
    return expression, (letter, reader)


def _integer_expression(picture: IntegerPicture) -> str:
    match picture.notation:
        case Notation.DECIMAL:
            count = "+" if picture.parse_width is None else f"{{{picture.parse_width}}}"
            return f"[0-9]{count}{'(?:th|st|nd|rd)' if picture.ordinal else ''}"
        case Notation.LETTERS:
            return "[a-z]+"
        case Notation.ROMAN:
            return "[mdclxvi]+"
        case Notation.WORDS:
            return f"(?:{'|'.join(WORD_VALUES)}|and|[\\-, ])+"
        case Notation.SEQUENCE:
            raise failure("D3130", value=picture.text)


def _names(component: Component) -> dict[str, int]:
    if component.letter == "P":
        return _MARKERS
    count = len(DAYS) if component.letter == "F" else len(MONTHS)
    return {component.name(number): number for number in range(1, count + 1)}


def _read_fraction(text: str) -> int:
    return int(float("0." + text[:3]) * 1000)


def _offset_reader(letter: str, picture: IntegerPicture) -> tuple[str, Reader]:
    """The expression for an offset, and the reader of its minutes (which, as in the reference, are never negative)."""
    lead = 3 if letter == "z" else 0
    separator = picture.separators[0][1] if picture.interval else ""
    second = f"{_SPECIAL.sub(_escape, separator)}[0-9]+" if separator else ""

    def read(text: str) -> int:
        offset = text[lead:]
        hours, found, minutes = offset.partition(separator) if separator else (offset[:3], "", offset[3:])
        return leading_integer(hours) * 60 + (leading_integer(minutes) if minutes or found else 0)

    return f"{'GMT' if lead else ''}[-+][0-9]+{second}", read


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _read_iso(text: str) -> int:
    """The moment of an ISO 8601 text, a missing offset being UTC; days count on beyond the end of a short month."""
    match = _ISO.fullmatch(text)
    moment = None if match is None else _iso_moment(*match.groups())
    if moment is None:
        raise failure("D3110", value=text)
    return moment


def _iso_moment(
    year: str, month: str | None, day: str | None, time: str | None, fraction: str | None, zone: str | None
) -> int | None:
    if time is None and (fraction or (zone or "Z") != "Z"):
        return None
    month_number, day_of_month = int((month or "-01")[1:]), int((day or "-01")[1:])
    if not (1 <= month_number <= 12 and 1 <= day_of_month <= 31) or (day and not month):
        return None
    millis = _time_millis(time or "T00:00:00", fraction or ".0")
    offset = _zone_minutes(zone or "Z")
    if millis is None or offset is None:
        return None
    days = day_number_of(int(year), month_number, day_of_month)
    return days * MILLIS_PER_DAY + millis - offset * 60_000


def _time_millis(time: str, fraction: str) -> int | None:
    """Milliseconds since midnight; 24:00:00 is the only time of hour 24."""
    hour, minute, second = int(time[1:3]), int(time[4:6]), int(time[7:9])
    millis = ((hour * 60 + minute) * 60 + second) * 1000 + int(fraction[1:4].ljust(3, "0"))
    return millis if millis <= MILLIS_PER_DAY else None


def _zone_minutes(zone: str) -> int | None:
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 23:
        return None
    return -(hours * 60 + minutes) if zone[0] == "-" else hours * 60 + minutes


def _assemble(fields: dict[str, int | None], now: int) -> int:
    """The moment of the fields: larger ones than given come from `now`, smaller ones are the least possible.

    Raises D3136 if one between given ones is missing, or for week dates, which the reference does not read either.
    """
    given = frozenset(letter for letter, value in fields.items() if value)
    date_letters, time_letters = _date_letters(given), _time_letters(given)
    known = _complete(fields, date_letters + time_letters, now)
    if date_letters in {"XxwF", "XWF"}:
        raise failure("D3136")
    year = known["Y"]
    year += 1900 if 0 <= year <= 99 else 0
    month, day = known.get("M") or 1, known["D"]
    if date_letters == "YD":
        _, month, day = civil_date(day_number_of(year, 1, 1) + (fields.get("d") or 0) - 1)
    hour = known["H"] if "H" in time_letters else known["h"] * (known["h"] != 12) + 12 * (known["P"] == 1)
    minutes = hour * 60 + known["m"] - (fields.get("Z") or fields.get("z") or 0)
    moment = day_number_of(year, month, day) * MILLIS_PER_DAY + (minutes * 60 + known["s"]) * 1000 + known["f"]
    moment_of(moment)
    return moment


@lru_cache(maxsize=256)
def _date_letters(given: frozenset[str]) -> str:
    """The letters that make the date; as in the reference a zero does not count, and a day of the year stands under D."""
    date = given & set("YXMxWwdD")
    if not date or date <= set("YMD"):
        return "YMD"
    if date <= set("Yd"):
        return "YD"
    if date <= set("Xxw"):
        return "XxwF"
    return "XWF" if date <= set("XW") else "YMD"


@lru_cache(maxsize=256)
def _time_letters(given: frozenset[str]) -> str:
    time = given & set("PHhmsf")
    return "Phmsf" if time <= set("Phmsf") and not time <= set("Hmsf") else "Hmsf"


def _complete(fields: dict[str, int | None], letters: str, now: int) -> dict[str, int]:
    known: dict[str, int] = {}
    begun = ended = False
    for letter in letters:
        value = fields.get(letter)
        if value is None:
            known[letter] = int(letter in "MDd") if begun else INTEGER_FIELDS.get(letter, _no_field)(moment_of(now))
            ended = begun
        elif ended:
            raise failure("D3136")
        else:
            known[letter] = value
            begun = True
    return known


def _no_field(_moment: Moment) -> int:
    """The half of the day is never taken over from the present moment."""
    return 0
