"""Times as platforms write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect.moment import moment_of

SECONDS = st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2400, 1, 1))  # noqa: DTZ001  # zoned below
ZONES = st.integers(-12, 12).map(lambda hours: timezone(timedelta(hours=hours)))


@given(SECONDS, ZONES)
def test_a_time_is_the_same_however_it_is_written(told: datetime, zone: timezone) -> None:
    moment = told.replace(microsecond=0, tzinfo=zone)
    assert moment_of(moment.isoformat()) == moment_of(format_datetime(moment)) == moment


@pytest.mark.parametrize("text", ["", "noon", "2026-03-02T09:30:00", "Mon, 02 Mar 2026 09:30:00", "1772443800"])
def test_what_has_no_zone_or_is_no_time_is_none(text: str) -> None:
    assert moment_of(text) is None


def test_a_time_of_mail_is_read() -> None:
    assert moment_of("Mon, 02 Mar 2026 09:30:00 +0000") == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
