"""`$fromMillis`, `$now` and `$millis`: moments written by a picture."""

from __future__ import annotations

import re
from typing import Final

from crossdock.jsonata.errors import failure, wrong_argument
from crossdock.jsonata.functions.date_fields import INTEGER_FIELDS, Moment, moment_of
from crossdock.jsonata.functions.date_picture import ISO_PICTURE, Component, compile_date_picture
from crossdock.jsonata.functions.integer_picture import Case, IntegerPicture, compile_integer_picture, write_integer
from crossdock.jsonata.functions.kept import kept
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED, Undefined

_OFFSET: Final = re.compile(r"\s*([+-]?\d+)")
_TWO_DIGITS: Final = compile_integer_picture("00")


def from_millis(
    millis: float | Undefined,
    picture: str | Undefined = UNDEFINED,
    timezone: str | Undefined = UNDEFINED,
    *,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> str | Undefined:
    """The moment, milliseconds since 1970 in UTC, written by the picture (ISO 8601 by default) at an offset ±hhmm.

    Raises D3132, D3133, D3134 or D3135 for a malformed picture, T0410 for an offset that is no number, D1001 for a
    moment beyond JavaScript's dates, D2015 for a text over the limit.
    """
    if millis is UNDEFINED:
        return UNDEFINED
    hours, minutes = (0, 0) if timezone is UNDEFINED else _read_offset(timezone)
    moment = moment_of(millis + (60 * hours + minutes) * 60_000)
    if picture is UNDEFINED and timezone is UNDEFINED and 0 <= moment.year <= 9999:
        return _iso_text(moment)
    parts = compile_date_picture(ISO_PICTURE if picture is UNDEFINED else picture)
    limits.check_text(sum(_width(part) for part in parts))
    return "".join(part if isinstance(part, str) else _write(part, moment, hours, minutes) for part in parts)


def _width(part: str | Component) -> int:
    """The least number of characters that the part of a picture will take."""
    if isinstance(part, str):
        return len(part)
    return part.integer.mandatory_digits if part.integer else 0


def now(
    picture: str | Undefined = UNDEFINED,
    timezone: str | Undefined = UNDEFINED,
    *,
    now: int,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> str | Undefined:
    """The moment `now` of the evaluation, written as by `from_millis`."""
    return from_millis(now, picture, timezone, limits=limits)


def millis(*, now: int) -> int:
    """The moment `now` of the evaluation."""
    return now


@kept
def _read_offset(timezone: str) -> tuple[int, int]:
    """Hours and minutes of ±hhmm, divided as the reference does: both of the same sign only for whole hours."""
    match = _OFFSET.match(timezone)
    if match is None:
        raise wrong_argument("fromMillis", 3, timezone)
    offset = int(match[1])
    minutes = abs(offset) % 100
    return offset // 100, minutes if offset >= 0 else -minutes


def _iso_text(moment: Moment) -> str:
    return (
        f"{moment.year:04}-{moment.month:02}-{moment.day:02}T"
        f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}.{moment.millisecond:03}Z"
    )


def _write(component: Component, moment: Moment, hours: int, minutes: int) -> str:
    letter = component.letter
    if letter in INTEGER_FIELDS:
        return _write_field(component, moment)
    if letter in "Zz":
        return _write_offset(component, hours, minutes)
    if letter == "P":
        marker = "pm" if moment.hour >= 12 else "am"
        return marker.upper() if component.names is Case.UPPER else marker
    return "ISO"


def _write_field(component: Component, moment: Moment) -> str:
    value = INTEGER_FIELDS[component.letter](moment)
    if component.integer is None:
        return _cased(component.name(value), component.names)
    if component.year_digits is not None:
        shortened = abs(value) % 10**component.year_digits
        value = shortened if value >= 0 else -shortened
    return write_integer(value, component.integer)


def _cased(name: str, case: Case | None) -> str:
    if case is Case.UPPER:
        return name.upper()
    return name.lower() if case is Case.LOWER else name


def _write_offset(component: Component, hours: int, minutes: int) -> str:
    offset = hours * 100 + minutes
    if offset == 0 and component.modifier == "t":
        return "Z"
    picture = component.integer
    text = "" if picture is None else _offset_digits(picture, hours, minutes)
    sign = "+" if offset >= 0 else ""
    return ("GMT" if component.letter == "z" else "") + sign + text


def _offset_digits(picture: IntegerPicture, hours: int, minutes: int) -> str:
    digits = picture.mandatory_digits
    if picture.interval or digits in {3, 4}:
        return write_integer(hours * 100 + minutes, picture)
    if digits in {1, 2}:
        tail = ":" + write_integer(minutes, _TWO_DIGITS) if minutes else ""
        return write_integer(hours, picture) + tail
    raise failure("D3134", value=digits)
