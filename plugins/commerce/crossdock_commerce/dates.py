"""Dates and times: ISO 8601 in and out, IANA zones, and the patterns that platforms write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from crossdock.functions import Example, Function, FunctionError
from crossdock.nearest import suggest
from crossdock_commerce.date_pattern import read_pattern, write_pattern
from crossdock_commerce.missing import nothing_in_nothing_out

T = TypeVar("T")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?")


@nothing_in_nothing_out
def date_only(time: str, zone: str | None = None) -> str:
    """The calendar day, 'YYYY-MM-DD': as the text has it, or in a zone. A bare day stays what it is."""
    if _DATE.fullmatch(time):
        return _read(date.fromisoformat, time).isoformat()
    moment = _moment(time)
    return (moment if zone is None else _absolute(moment, time).astimezone(_zone(zone))).date().isoformat()


@nothing_in_nothing_out
def to_zone(time: str, zone: str) -> str:
    """The same moment as clocks in another zone show it. Raises FunctionError for a time that says no offset."""
    return write_time(_absolute(_moment(time), time).astimezone(_zone(zone)))


@nothing_in_nothing_out
def in_zone(time: str, zone: str) -> str:
    """The moment at which clocks in a zone show this time; the offset is added, the clock stays.

    A time that clocks skip when summer time begins is refused; of one they show twice, the first is meant.
    """
    moment = _local(time, zone)
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise FunctionError(f"clocks in {zone} never show {time}", code="invalid-time", remedy="Correct the time.")
    return write_time(moment)


@nothing_in_nothing_out
def format_date(time: str, pattern: str, zone: str | None = None) -> str:
    """The time in a platform's pattern ('dd/MM/yyyy HH:mm'), as the text has it or in a zone."""
    moment = _moment(time)
    shown = moment if zone is None else _absolute(moment, time).astimezone(_zone(zone))
    return write_pattern(shown, pattern)


@nothing_in_nothing_out
def parse_date(text: str, pattern: str, zone: str | None = None) -> str:
    """ISO 8601 for a text in a platform's pattern: a day where the pattern has no time, else a time.

    With a zone, the text is what clocks there show (see `in_zone`).
    """
    moment, has_time = read_pattern(text, pattern)
    if not has_time and zone is None:
        return moment.date().isoformat()
    local = moment.isoformat()
    return write_time(moment) if zone is None or moment.tzinfo else str(in_zone(local, zone))


@nothing_in_nothing_out
def add_days(time: str, days: float) -> str:
    """The day or the clock's time so many calendar days later; negative: earlier. An offset stays as it is."""
    if days != int(days):
        raise FunctionError(f"{days} is no whole number of days", code="invalid-days")
    try:
        if _DATE.fullmatch(time):
            return (_read(date.fromisoformat, time) + timedelta(days=int(days))).isoformat()
        return write_time(_moment(time) + timedelta(days=int(days)))
    except OverflowError as error:
        raise FunctionError(f"{days} days from {time} is no date any more", code="invalid-days") from error


def write_time(moment: datetime) -> str:
    """ISO 8601 with seconds, a fraction only where there is one, and Z for an offset of zero in UTC."""
    text = moment.isoformat(timespec="auto")
    return text.removesuffix("+00:00") + "Z" if moment.tzinfo is UTC or str(moment.tzinfo) == "UTC" else text


def _moment(time: str) -> datetime:
    if not (_TIME.fullmatch(time) or _DATE.fullmatch(time)):
        raise _no_time(time)
    return _read(datetime.fromisoformat, time.replace(",", "."))


def _read(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise _no_time(text) from error


def _no_time(text: str) -> FunctionError:
    remedy = "Give '2026-03-29' or '2026-03-29T10:00:00+01:00', or read another pattern with $parseDate."
    return FunctionError(f"'{text[:60]}' is no ISO 8601 time", code="invalid-time", remedy=remedy)


def _local(time: str, zone: str) -> datetime:
    moment = _moment(time)
    if moment.tzinfo is not None:
        remedy = "Use $toZone for a time that has an offset."
        raise FunctionError(f"'{time}' already says its offset", code="invalid-time", remedy=remedy)
    return moment.replace(tzinfo=_zone(zone))


def _absolute(moment: datetime, time: str) -> datetime:
    if moment.tzinfo is None:
        remedy = "Say with $inZone whose clock it was read from."
        raise FunctionError(f"'{time}' says no offset", code="invalid-time", remedy=remedy)
    return moment


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        remedy = suggest(name, available_timezones()) or "Give an IANA name such as Europe/London."
        raise FunctionError(f"there is no time zone '{name[:60]}'", code="unknown-zone", remedy=remedy) from error


DATE_ONLY = Function(
    name="dateOnly",
    signature="<s-s?:s>",
    implementation=date_only,
    summary="Gives the calendar day of a time, as it is written or in a time zone.",
    examples=(
        Example(expression='$dateOnly("2026-03-28T23:30:00Z")', result="2026-03-28"),
        Example(expression='$dateOnly("2026-03-29T23:30:00Z", "Europe/London")', result="2026-03-30"),
    ),
)
TO_ZONE = Function(
    name="toZone",
    signature="<ss:s>",
    implementation=to_zone,
    summary="Shows the same moment as clocks in another time zone do.",
    examples=(
        Example(expression='$toZone("2026-07-01T12:00:00Z", "Europe/Paris")', result="2026-07-01T14:00:00+02:00"),
        Example(expression='$toZone("2026-07-01T14:00:00+02:00", "UTC")', result="2026-07-01T12:00:00Z"),
    ),
)
IN_ZONE = Function(
    name="inZone",
    signature="<ss:s>",
    implementation=in_zone,
    summary="Adds the offset to a time read from a clock in a time zone.",
    examples=(
        Example(expression='$inZone("2026-07-01T12:00:00", "Europe/London")', result="2026-07-01T12:00:00+01:00"),
    ),
)
FORMAT = Function(
    name="formatDate",
    signature="<sss?:s>",
    implementation=format_date,
    summary="Writes a time in a platform's pattern: yyyy, yy, MM, MMM, dd, HH, hh, a, mm, ss, SSS, XXX, 'text'.",
    examples=(
        Example(expression='$formatDate("2026-03-09T17:05:00Z", "dd/MM/yyyy HH:mm")', result="09/03/2026 17:05"),
        Example(expression='$formatDate("2026-07-01T23:30:00Z", "yyyyMMdd", "Europe/Berlin")', result="20260702"),
    ),
)
PARSE = Function(
    name="parseDate",
    signature="<sss?:s>",
    implementation=parse_date,
    summary="Reads a text in a platform's pattern and gives ISO 8601.",
    examples=(
        Example(expression='$parseDate("09/03/2026", "dd/MM/yyyy")', result="2026-03-09"),
        Example(
            expression='$parseDate("20260701 0905", "yyyyMMdd HHmm", "Europe/London")',
            result="2026-07-01T09:05:00+01:00",
        ),
    ),
)
ADD_DAYS = Function(
    name="addDays",
    signature="<sn:s>",
    implementation=add_days,
    summary="Gives the day, or the time, so many calendar days later.",
    examples=(
        Example(expression='$addDays("2026-02-27", 2)', result="2026-03-01"),
        Example(expression='$addDays("2026-03-01T08:00:00Z", -1)', result="2026-02-28T08:00:00Z"),
    ),
)
