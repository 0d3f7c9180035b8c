"""Schedules: when something is due, by interval or cron, in a time zone, with stretches that have a pace of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

SHORTEST_SECONDS = 10
LONGEST_SECONDS = 31 * 24 * 3600
_FIELDS = 5


class Weekday(StrEnum):
    """As `date.weekday` counts them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_WEEK = tuple(Weekday)


class Peak(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of certain days with another interval; busier than the rest, or quieter."""

    starts: str
    """Time of day in the schedule's zone: '08:00'."""
    ends: str
    """Not included; where it is not after `starts`, on the next day. The same as `starts`: a whole day."""
    every_seconds: int
    days: tuple[Weekday, ...] = ()
    """On which it starts; none: on every one."""
    first_day: date | None = None
    last_day: date | None = None
    """On which it starts for the last time."""

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """Its start and end in UTC where it starts on a day; None where it does not."""
        listed = not self.days or _WEEK[day.weekday()] in self.days
        if not listed or (self.first_day and day < self.first_day) or (self.last_day and day > self.last_day):
            return None
        starts, ends = time.fromisoformat(self.starts), time.fromisoformat(self.ends)
        last = day if ends > starts else day + timedelta(days=1)
        return _utc(day, starts, zone), _utc(last, ends, zone)


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Either an interval or a cron expression. The first of several peaks that overlap counts."""

    every_seconds: int | None = None
    cron: str = ""
    """Five fields, as Debian's cron understands them, daylight saving included."""
    zone: str = "UTC"
    """An IANA name: 'Europe/London'. Cron and peaks are told in it."""
    peaks: tuple[Peak, ...] = ()

    def next_after(self, moment: datetime) -> datetime:
        """When it is due for the first time after a moment, in UTC; it is due where a peak starts or ends, too.

        The schedule must be sound (`schedule_faults`).
        """
        zone = ZoneInfo(self.zone)
        local = moment.astimezone(zone)
        following = self._paced(moment, zone).astimezone(UTC)
        day = local.date() - timedelta(days=1)
        while day <= following.astimezone(zone).date():
            following = min([following, *(turn for turn in self._turns(day, zone) if turn > moment)])
            day += timedelta(days=1)
        return following

    def times_per_hour(self, moment: datetime) -> float:
        """How often it is due in an hour, on average over the 24 hours after a moment. The schedule must be sound."""
        if self.every_seconds is not None and not self.peaks:
            return 3600 / self.every_seconds
        due, end = 0, moment + timedelta(hours=24)
        while (moment := self.next_after(moment)) <= end:
            due += 1
        return due / 24

    def _paced(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The next one, were the pace of this moment to last."""
        peak = self._peak_at(moment, zone)
        every = self.every_seconds if peak is None else peak.every_seconds
        if every is not None:
            return moment + timedelta(seconds=every)
        from cronsim import CronSim

        return next(CronSim(self.cron, moment.astimezone(zone)))

    def _peak_at(self, moment: datetime, zone: ZoneInfo) -> Peak | None:
        today = moment.astimezone(zone).date()
        for peak in self.peaks:
            for day in (today - timedelta(days=1), today):
                stretch = peak.on(day, zone)
                if stretch and stretch[0] <= moment < stretch[1]:
                    return peak
        return None

    def _turns(self, day: date, zone: ZoneInfo) -> Iterator[datetime]:
        for peak in self.peaks:
            yield from peak.on(day, zone) or ()


def schedule_faults(schedule: Schedule) -> Iterator[tuple[str, str]]:
    """Where a schedule is wrong, as JSON pointer inside it, and how."""
    if (schedule.every_seconds is None) == (not schedule.cron):
        yield "", "A schedule has either `every_seconds` or `cron`."
    if schedule.every_seconds is not None:
        yield from _interval_faults("/every_seconds", schedule.every_seconds)
    zone_fault = _zone_fault(schedule.zone)
    if zone_fault:
        yield "/zone", zone_fault
    if schedule.cron and (cron_fault := _cron_fault(schedule.cron)):
        yield "/cron", cron_fault
    for index, peak in enumerate(schedule.peaks):
        yield from _peak_faults(f"/peaks/{index}", peak)


def _interval_faults(pointer: str, seconds: int) -> Iterator[tuple[str, str]]:
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        yield pointer, f"An interval is {SHORTEST_SECONDS} to {LONGEST_SECONDS} seconds long, not {seconds}."


def _peak_faults(place: str, peak: Peak) -> Iterator[tuple[str, str]]:
    for field, told in (("starts", peak.starts), ("ends", peak.ends)):
        try:
            plain = time.fromisoformat(told).tzinfo is None
        except ValueError:
            plain = False
        if not plain:
            yield f"{place}/{field}", f"'{told}' is no time of day; write it as '08:30'."
    if peak.first_day and peak.last_day and peak.last_day < peak.first_day:
        yield f"{place}/last_day", "The last day comes before the first."
    yield from _interval_faults(f"{place}/every_seconds", peak.every_seconds)


def _zone_fault(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # KeyError: ZoneInfoNotFoundError; the others: names that are paths
        return f"'{name}' is no time zone; give an IANA name such as 'Europe/London'."
    return ""


def _cron_fault(text: str) -> str:
    from cronsim import CronSim, CronSimError

    if len(text.split()) != _FIELDS:
        return f"'{text}' has not the five fields minute, hour, day of month, month, day of week."
    try:
        next(CronSim(text, datetime.now(UTC)))
    except CronSimError as error:
        return f"'{text}' is no cron expression: {error}."
    except StopIteration:
        return f"'{text}' is never due."
    return ""


def _utc(day: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)
