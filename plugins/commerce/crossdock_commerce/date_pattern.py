"""Patterns of dates as platforms' manuals write them: 'dd/MM/yyyy HH:mm:ss' (the letters of Unicode's UTS 35).

Known are yyyy, yy (20yy), MM, MMM (Jan ... Dec), dd, HH, hh with a (AM, PM), mm, ss, SSS and XXX ('+01:00', 'Z').
Text between single quotes stands for itself, as does everything that is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import msgspec

from crossdock.functions import FunctionError

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PIECE = re.compile(r"'(?P<quoted>[^']*)'|(?P<field>(?P<letter>[A-Za-z])(?P=letter)*)|(?P<other>[^A-Za-z'])")


class _Field(msgspec.Struct, frozen=True):
    expression: str
    write: Callable[[datetime], str]


def _offset(moment: datetime) -> str:
    if moment.tzinfo is None:
        remedy = "Say with $inZone whose clock it was read from, or leave XXX out."
        raise FunctionError("the time says no offset, and the pattern asks for it", code="invalid-time", remedy=remedy)
    text = moment.isoformat()[-6:]
    return "Z" if text == "+00:00" else text


_FIELDS: Mapping[str, _Field] = {
    "yyyy": _Field(r"\d{4}", lambda moment: f"{moment.year:04}"),
    "yy": _Field(r"\d{2}", lambda moment: f"{moment.year % 100:02}"),
    "MMM": _Field("|".join(_MONTHS), lambda moment: _MONTHS[moment.month - 1]),
    "MM": _Field(r"\d{2}", lambda moment: f"{moment.month:02}"),
    "dd": _Field(r"\d{2}", lambda moment: f"{moment.day:02}"),
    "HH": _Field(r"\d{2}", lambda moment: f"{moment.hour:02}"),
    "hh": _Field(r"0[1-9]|1[0-2]", lambda moment: f"{(moment.hour + 11) % 12 + 1:02}"),
    "a": _Field("AM|PM", lambda moment: "PM" if moment.hour >= 12 else "AM"),
    "mm": _Field(r"\d{2}", lambda moment: f"{moment.minute:02}"),
    "ss": _Field(r"\d{2}", lambda moment: f"{moment.second:02}"),
    "SSS": _Field(r"\d{3}", lambda moment: f"{moment.microsecond // 1000:03}"),
    "XXX": _Field(r"Z|[+-]\d{2}:\d{2}", _offset),
}
_OF_TIME = frozenset({"HH", "hh"})


def write_pattern(moment: datetime, pattern: str) -> str:
    """The moment in the pattern; raises FunctionError for a pattern with an unknown field."""
    return "".join(_FIELDS[text].write(moment) if is_field else text for text, is_field in _pieces(pattern))


def read_pattern(text: str, pattern: str) -> tuple[datetime, bool]:
    """What the text says, and whether the pattern has a time in it; raises FunctionError where they do not fit."""
    pieces = list(_pieces(pattern))
    fields = [piece for piece, is_field in pieces if is_field]
    if len(set(fields)) < len(fields):
        raise FunctionError(f"the pattern '{pattern}' has a field twice", code="invalid-pattern")
    expression = "".join(f"(?P<{t}>{_FIELDS[t].expression})" if is_field else re.escape(t) for t, is_field in pieces)
    found = re.fullmatch(expression, text, re.ASCII)
    try:
        if found is None:
            raise ValueError("it has another form")
        return _moment(found.groupdict()), bool(_OF_TIME & set(fields))
    except ValueError as error:
        remedy = "Give the pattern the text has, such as 'dd/MM/yyyy'."
        message = f"'{text[:60]}' cannot be read as '{pattern}': {error}"
        raise FunctionError(message, code="invalid-time", remedy=remedy) from error


def _pieces(pattern: str) -> Iterator[tuple[str, bool]]:
    """Each piece of a pattern, and whether it is a field."""
    position = 0
    while position < len(pattern):
        piece = _PIECE.match(pattern, position)
        field = piece and piece["field"]
        if piece is None or (field and field not in _FIELDS):
            raise FunctionError(
                f"the pattern '{pattern}' has no meaning at '{field or pattern[position:]}'",
                code="invalid-pattern",
                remedy=f"Known are {', '.join(_FIELDS)}; put other text between single quotes.",
            )
        yield (field, True) if field else (piece["quoted"] or piece["other"] or "", False)
        position = piece.end()


def _moment(values: Mapping[str, str]) -> datetime:
    missing = [name for name, given in _needed(values) if not given]
    if missing:
        raise ValueError(f"the pattern has no {missing[0]}")
    year = values.get("yyyy") or "20" + values["yy"]
    month = values.get("MM") or f"{_MONTHS.index(values['MMM']) + 1:02}"
    time = f"{_hour(values):02}:{values.get('mm', '00')}:{values.get('ss', '00')}.{values.get('SSS', '000')}"
    return datetime.fromisoformat(f"{year}-{month}-{values['dd']}T{time}{values.get('XXX', '')}")


def _needed(values: Mapping[str, str]) -> list[tuple[str, bool]]:
    return [
        ("year", "yyyy" in values or "yy" in values),
        ("month", "MM" in values or "MMM" in values),
        ("day", "dd" in values),
        ("AM or PM (a)", "hh" not in values or "a" in values),
    ]


def _hour(values: Mapping[str, str]) -> int:
    if "hh" in values:
        return int(values["hh"]) % 12 + (12 if values["a"] == "PM" else 0)
    return int(values.get("HH", "0"))
