"""Dates and times mean what the people who wrote them meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.functions import UNDEFINED, FunctionError
from crossdock_commerce import dates

moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds
zones = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC"])


@given(moments, zones)
def test_a_zone_changes_the_clock_and_not_the_moment(moment: datetime, zone: str) -> None:
    assert datetime.fromisoformat(dates.to_zone(moment.isoformat(), zone)) == moment


@given(moments, st.sampled_from(["yyyy-MM-dd HH:mm:ss.SSS", "dd MMM yyyy hh:mm:ssaSSS", "yyyyMMddHHmmss'T'SSSXXX"]))
def test_what_is_written_in_a_pattern_is_read_back(moment: datetime, pattern: str) -> None:
    written = dates.format_date(moment.isoformat(), pattern)
    read = datetime.fromisoformat(dates.parse_date(written, pattern))
    assert read.replace(tzinfo=UTC) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_the_day_is_that_of_the_zone() -> None:
    assert dates.date_only("2026-07-01T23:30:00Z") == "2026-07-01"
    assert dates.date_only("2026-07-01T23:30:00Z", "Europe/London") == "2026-07-02"
    assert dates.date_only("2026-07-01") == "2026-07-01"


def test_a_time_that_clocks_skip_is_refused() -> None:
    with pytest.raises(FunctionError, match="never show"):
        dates.in_zone("2026-03-29T01:30:00", "Europe/London")


def test_of_a_time_that_clocks_show_twice_the_first_is_meant() -> None:
    assert dates.in_zone("2026-10-25T01:30:00", "Europe/London") == "2026-10-25T01:30:00+01:00"


def test_a_time_without_offset_has_no_moment() -> None:
    with pytest.raises(FunctionError, match="says no offset"):
        dates.to_zone("2026-07-01T12:00:00", "Europe/London")


def test_a_time_with_offset_is_not_given_another() -> None:
    with pytest.raises(FunctionError, match="already says its offset"):
        dates.in_zone("2026-07-01T12:00:00Z", "Europe/London")


def test_a_zone_that_is_misspelt_is_named_with_the_nearest() -> None:
    with pytest.raises(FunctionError) as caught:
        dates.to_zone("2026-07-01T12:00:00Z", "Europe/Londn")
    assert caught.value.remedy == "Did you mean 'Europe/London'?"


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "/etc/localtime", "x" * 300, "Europe"])
def test_a_zone_is_a_name_and_never_a_path(zone: str) -> None:
    with pytest.raises(FunctionError, match="there is no time zone"):
        dates.to_zone("2026-07-01T12:00:00Z", zone)


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "2026-13-01T00:00:00Z", "01/02/2026", "2026-07-01T25:00:00Z", "now"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(FunctionError, match="is no ISO 8601 time"):
        dates.date_only(text)


@pytest.mark.parametrize(
    ("text", "pattern", "why"),
    [
        ("31/02/2026", "dd/MM/yyyy", "day is out of range"),
        ("2026", "yyyy", "the pattern has no month"),
        ("01/2026", "MM/yyyy", "the pattern has no day"),
        ("01/02/2026 05", "dd/MM/yyyy hh", "AM or PM"),
        ("1/2/2026", "dd/MM/yyyy", "another form"),
        ("01/02/2026", "DD/MM/yyyy", "has no meaning at 'DD'"),
        ("01/02/2026", "dd/dd/yyyy", "a field twice"),
    ],
)
def test_what_a_pattern_cannot_read_is_refused_with_the_reason(text: str, pattern: str, why: str) -> None:
    with pytest.raises(FunctionError, match=why):
        dates.parse_date(text, pattern)


def test_days_are_added_on_the_calendar() -> None:
    assert dates.add_days("2028-02-28", 1) == "2028-02-29"
    assert dates.add_days("2026-12-31T10:00:00+01:00", 1) == "2027-01-01T10:00:00+01:00"
    with pytest.raises(FunctionError, match="no whole number"):
        dates.add_days("2026-01-01", 0.5)
    with pytest.raises(FunctionError, match="no date any more"):
        dates.add_days("9999-12-31", 1)


def test_a_missing_time_gives_nothing() -> None:
    assert dates.date_only(UNDEFINED) is UNDEFINED
