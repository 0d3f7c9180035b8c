"""When a schedule is due: in its zone, over the changes of the clocks, at its own pace in every stretch."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.model.schedule import Peak, Schedule, Weekday, schedule_faults

LONDON = ZoneInfo("Europe/London")
ZONES = st.sampled_from(["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
TIMES = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
PEAKS = st.builds(
    Peak,
    starts=TIMES,
    ends=TIMES,
    every_seconds=st.integers(10, 90_000),
    days=st.lists(st.sampled_from(Weekday), unique=True, max_size=4).map(tuple),
)
CRONS = st.sampled_from(["*/5 * * * *", "0 2 * * *", "30 1 * * *", "0 */6 * * mon-fri", "15 9 1 * *", "0 0 * * sun"])
PACES = st.one_of(
    st.builds(lambda every: {"every_seconds": every}, st.integers(10, 200_000)),
    st.builds(lambda cron: {"cron": cron}, CRONS),
)
SCHEDULES = st.builds(
    lambda pace, zone, peaks: Schedule(**pace, zone=zone, peaks=tuple(peaks)), PACES, ZONES, st.lists(PEAKS, max_size=2)
)
AROUND_A_CHANGE = st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
MOMENTS = st.builds(
    lambda start, minutes: start + timedelta(minutes=minutes), AROUND_A_CHANGE, st.integers(-3000, 3000)
)


@given(schedule=SCHEDULES, moment=MOMENTS)
def test_the_next_one_is_always_later_and_told_in_utc(schedule: Schedule, moment: datetime) -> None:
    following = schedule.next_after(moment)
    assert following > moment
    assert following.tzinfo is UTC


@given(cron=CRONS, zone=ZONES, moment=MOMENTS, share=st.floats(0, 0.99))
def test_with_cron_none_is_left_out_whenever_one_asks(cron: str, zone: str, moment: datetime, share: float) -> None:
    """What is due at fixed times is due at the same one for whoever asks between."""
    schedule = Schedule(cron=cron, zone=zone)
    following = schedule.next_after(moment)
    between = moment + (following - moment) * share
    assert schedule.next_after(between) == following


@given(every=st.integers(10, 200_000), zone=ZONES, moment=MOMENTS)
def test_an_interval_is_time_that_passes_whatever_the_clocks_do(every: int, zone: str, moment: datetime) -> None:
    assert Schedule(every_seconds=every, zone=zone).next_after(moment) == moment + timedelta(seconds=every)


@given(hour=st.integers(3, 23), day=st.integers(-3, 3), change=AROUND_A_CHANGE)
def test_a_daily_cron_is_due_at_its_hour_of_every_day(hour: int, day: int, change: datetime) -> None:
    schedule = Schedule(cron=f"0 {hour} * * *", zone="Europe/London")
    moment = change + timedelta(days=day)
    due = [moment := schedule.next_after(moment) for _ in range(4)]
    local = [one.astimezone(LONDON) for one in due]
    assert [one.hour for one in local] == [hour] * 4
    assert [(later.date() - one.date()).days for one, later in itertools.pairwise(local)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [("2026-03-28T12:00+00:00", "2026-03-29T01:00+00:00"), ("2026-10-24T12:00+00:00", "2026-10-25T00:30+00:00")],
    ids=["the hour is skipped", "the hour comes twice"],
)
def test_a_daily_cron_in_the_hour_of_the_change_is_due_once(change: str, expected: str) -> None:
    schedule = Schedule(cron="30 1 * * *", zone="Europe/London")
    first = schedule.next_after(datetime.fromisoformat(change))
    assert first == datetime.fromisoformat(expected)
    assert schedule.next_after(first) - first > timedelta(hours=20)


def test_a_peak_has_its_own_pace_and_begins_and_ends_on_time() -> None:
    peak = Peak(starts="08:00", ends="08:20", every_seconds=600, days=(Weekday.SUN,))
    schedule = Schedule(every_seconds=86_400, zone="Europe/London", peaks=(peak,))
    moment = datetime(2026, 3, 28, 20, tzinfo=UTC)
    due = [moment := schedule.next_after(moment) for _ in range(4)]
    # From this Sunday on eight o'clock is seven in UTC.
    assert [f"{one:%d %H:%M}" for one in due] == ["29 07:00", "29 07:10", "29 07:20", "30 07:20"]


def test_a_peak_over_midnight_belongs_to_the_day_on_which_it_starts() -> None:
    peak = Peak(starts="23:30", ends="00:30", every_seconds=1800, days=(Weekday.MON,))
    schedule = Schedule(every_seconds=7200, peaks=(peak,))
    tuesday = datetime(2026, 3, 3, 0, 10, tzinfo=UTC)
    assert schedule.next_after(tuesday) == datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    assert schedule.next_after(tuesday + timedelta(days=1)) == tuesday + timedelta(days=1, hours=2)


@pytest.mark.parametrize(
    ("schedule", "pointer"),
    [
        (Schedule(), ""),
        (Schedule(every_seconds=60, cron="* * * * *"), ""),
        (Schedule(every_seconds=1), "/every_seconds"),
        (Schedule(cron="* * * * * *"), "/cron"),
        (Schedule(cron="61 * * * *"), "/cron"),
        (Schedule(cron="0 0 31 2 *"), "/cron"),
        (Schedule(every_seconds=60, zone="Europe/Lundon"), "/zone"),
        (Schedule(every_seconds=60, zone="../../etc/passwd"), "/zone"),
        (Schedule(every_seconds=60, peaks=(Peak(starts="8", ends="25:00", every_seconds=60),)), "/peaks/0/ends"),
        (
            Schedule(every_seconds=60, peaks=(Peak(starts="08:00+02:00", ends="09:00", every_seconds=60),)),
            "/peaks/0/starts",
        ),
    ],
)
def test_what_is_wrong_with_a_schedule_is_told_with_its_place(schedule: Schedule, pointer: str) -> None:
    assert pointer in [place for place, _ in schedule_faults(schedule)]


@given(SCHEDULES)
def test_a_sound_schedule_has_no_fault(schedule: Schedule) -> None:
    assert list(schedule_faults(schedule)) == [] or (schedule.every_seconds or 10) < 10
