"""Short ways for built-in functions on the usual arguments: decimal numbers, rounding, ISO 8601, plain date pictures.

Each falls back on the function of the catalogue for anything else, so it must only be right where it answers itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from crossdock.jsonata.functions import date_format, date_parse, numeric
from crossdock.jsonata.undefined import Value

_DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?").fullmatch
_FULL_ISO: Final = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-][01][0-9]:[0-5][0-9])"
).fullmatch
_DATE: Final = re.compile("[0-9]{4}-[01][0-9]-[0-3][0-9]").fullmatch
_DATE_LENGTH: Final = 10
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SHORT: Final = 300
"""Digits of an integer that is surely in range."""
_FACTORS: Final = tuple(10**places for places in range(7))
_LARGEST_ROUNDED: Final = 1e9
_SURELY_NO_TIE: Final = 0.499999
"""A product with a power of ten is off by far less than this leaves for values up to a thousand million."""


def read_number(text: str) -> Value:
    """`$number` of a text."""
    if text.isdigit() and text.isascii() and len(text) <= _SHORT:
        return int(text)
    if _DECIMAL(text) is None:
        return numeric.number(text)
    value = float(text)
    return int(value) if value.is_integer() else value


def round_places(value: Value, places: int) -> Value:
    """`$round` to one to six places."""
    if type(value) is int:
        return value
    if -_LARGEST_ROUNDED < value < _LARGEST_ROUNDED:
        factor = _FACTORS[places]
        scaled = value * factor
        nearest = round(scaled)
        if -_SURELY_NO_TIE < scaled - nearest < _SURELY_NO_TIE:
            return nearest / factor if nearest % factor else nearest // factor
    return numeric.round_half_even(value, places)


def read_moment(text: str) -> Value:
    """`$toMillis` of an ISO 8601 text."""
    if len(text) == _DATE_LENGTH and _DATE(text) is not None:
        try:
            return (date.fromisoformat(text).toordinal() - _EPOCH_DAY) * 86_400_000
        except ValueError:
            return date_parse.to_millis(text, now=0)
    if _FULL_ISO(text) is not None:
        try:
            passed = datetime.fromisoformat(text) - _EPOCH
        except ValueError:  # the 30th of February, which JavaScript counts on from
            return date_parse.to_millis(text, now=0)
        return passed.days * 86_400_000 + passed.seconds * 1000 + passed.microseconds // 1000
    return date_parse.to_millis(text, now=0)


def write_moment(millis: Value) -> Value:
    """`$fromMillis` without a picture."""
    if type(millis) is int and _FIRST <= millis <= _LAST:
        days, rest = divmod(millis, 86_400_000)
        seconds, milliseconds = divmod(rest, 1000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return f"{date.fromordinal(days + _EPOCH_DAY)}T{hour:02d}:{minute:02d}:{second:02d}.{milliseconds:03d}Z"
    return date_format.from_millis(millis)


_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_FIRST: Final = (date(1, 1, 1).toordinal() - _EPOCH_DAY) * 86_400_000
_LAST: Final = (date(9999, 12, 31).toordinal() - _EPOCH_DAY) * 86_400_000
_FIELDS: Final = {
    "Y0001": "{0:04d}",
    "M01": "{1:02d}",
    "D01": "{2:02d}",
    "H01": "{3:02d}",
    "m01": "{4:02d}",
    "s01": "{5:02d}",
}
_COMPONENT: Final = re.compile(r"\[([^\[\]]*)\]|([^\[\]{}]+)")


def moment_writer(picture: str) -> Callable[[Value], Value] | None:
    """`$fromMillis` with a picture of plain numeric components; None for any other picture."""
    parts: list[str] = []
    end = 0
    for match in _COMPONENT.finditer(picture):
        part = match[2] if match[1] is None else _FIELDS.get(match[1])
        if part is None or match.start() != end:
            return None
        parts.append(part)
        end = match.end()
    return _writer("".join(parts), picture) if end == len(picture) else None


def _writer(template: str, picture: str) -> Callable[[Value], Value]:
    write = template.format

    def writer(millis: Value) -> Value:
        if type(millis) is not int or not _FIRST <= millis <= _LAST:
            return date_format.from_millis(millis, picture)
        days, rest = divmod(millis, 86_400_000)
        day = date.fromordinal(days + _EPOCH_DAY)
        seconds = rest // 1000
        return write(day.year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60)

    return writer
