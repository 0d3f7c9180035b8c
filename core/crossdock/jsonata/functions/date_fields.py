"""Moments as fields of the proleptic Gregorian calendar, for any year; a moment is milliseconds since 1970 in UTC."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from crossdock.jsonata.errors import failure

MILLIS_PER_DAY: Final = 86_400_000
_LAST_MOMENT: Final = 8_640_000_000_000_000
"""JavaScript's dates reach 100 million days to either side of 1970."""

_DAYS_PER_ERA: Final = 146_097
"""Days in 400 years."""
_ERA_OFFSET: Final = 719_468
"""Days from 0000-03-01 to 1970-01-01."""


class Moment(NamedTuple):
    """The fields of a moment: month and day from 1, `day_number` in days since 1970-01-01."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    millisecond: int
    day_number: int

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.day_number + 3) % 7 + 1


def moment_of(millis: float) -> Moment:
    """The fields of a moment in UTC, fractions of a millisecond dropped; raises D1001 beyond JavaScript's dates."""
    if not -_LAST_MOMENT <= millis <= _LAST_MOMENT:
        raise failure("D1001", value=millis)
    day_number, rest = divmod(int(millis), MILLIS_PER_DAY)
    seconds, millisecond = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return Moment(*civil_date(day_number), hour, minute, second, millisecond, day_number)


@lru_cache(maxsize=4096)
def civil_date(day_number: int) -> tuple[int, int, int]:
    """Year, month and day of a day counted from 1970-01-01; years are counted from March on, so leap days come last."""
    era, day_of_era = divmod(day_number + _ERA_OFFSET, _DAYS_PER_ERA)
    leap_days = day_of_era // 1460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leap_days) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return era * 400 + year_of_era + (month <= 2), month, day


@lru_cache(maxsize=4096)
def day_number_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01; a month or day beyond its range counts on into the following ones."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_PER_ERA + day_of_era - _ERA_OFFSET + day - 1


def _first_week_start(year: int, month: int) -> int:
    """The Monday of the week with the first Thursday of the month (ISO 8601 for years, XPath for months)."""
    first = day_number_of(year, month, 1)
    weekday = (first + 3) % 7 + 1
    return first + 8 - weekday if weekday > 4 else first - weekday + 1


def _week(moment: Moment, starts: tuple[int, int, int], most_weeks: int) -> int:
    """The week in the period whose start comes second, or in the one before or after it if the day belongs there."""
    previous, this, following = starts
    week = (moment.day_number - this) // 7 + 1
    if week > most_weeks and moment.day_number >= following:
        return 1
    return week if week >= 1 else (moment.day_number - previous) // 7 + 1


def _week_of_year(moment: Moment) -> int:
    previous, this, following = (_first_week_start(moment.year + step, 1) for step in (-1, 0, 1))
    return _week(moment, (previous, this, following), most_weeks=52)


def _week_of_month(moment: Moment) -> int:
    previous, this, following = (_first_week_start(*_month_after(moment, step)) for step in (-1, 0, 1))
    return _week(moment, (previous, this, following), most_weeks=4)


def _month_after(moment: Moment, step: int) -> tuple[int, int]:
    months = moment.year * 12 + moment.month - 1 + step
    return months // 12, months % 12 + 1


def _week_year(moment: Moment) -> int:
    if moment.day_number < _first_week_start(moment.year, 1):
        return moment.year - 1
    return moment.year + (moment.day_number >= _first_week_start(moment.year + 1, 1))


def _week_month(moment: Moment) -> int:
    for step in (0, 1):
        if moment.day_number < _first_week_start(*_month_after(moment, step)):
            return _month_after(moment, step - 1)[1]
    return _month_after(moment, 1)[1]


INTEGER_FIELDS: Final[dict[str, Callable[[Moment], int]]] = {
    "Y": lambda moment: moment.year,
    "M": lambda moment: moment.month,
    "D": lambda moment: moment.day,
    "d": lambda moment: moment.day_number - day_number_of(moment.year, 1, 1) + 1,
    "F": lambda moment: moment.weekday,
    "W": _week_of_year,
    "w": _week_of_month,
    "X": _week_year,
    "x": _week_month,
    "H": lambda moment: moment.hour,
    "h": lambda moment: moment.hour % 12 or 12,
    "m": lambda moment: moment.minute,
    "s": lambda moment: moment.second,
    "f": lambda moment: moment.millisecond,
}
"""The numeric components of date pictures (XPath Functions 3.1, section 9.8.4.1; X and x are JSONata's own)."""
