"""Which of two states is older, as sources write their versions and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.run.versions import is_older

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001 - given a zone below
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, MOMENTS, OFFSETS, OFFSETS)
def test_times_are_compared_as_times_whatever_their_offset(
    one: datetime, other: datetime, here: timezone, there: timezone
) -> None:
    ours, theirs = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert is_older(ours.astimezone(here).isoformat(), theirs.astimezone(there).isoformat()) == (ours < theirs)


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_numbers_are_compared_as_numbers(one: int, other: int) -> None:
    assert is_older(str(one), str(other)) == (one < other)


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("", "7"), ("7", ""), ("a", "b"), ("2026-01-01T00:00:00", "2026-01-02T00:00:00")]
)
def test_what_cannot_be_compared_is_never_older(one: str, other: str) -> None:
    assert not is_older(one, other)


def test_times_as_mail_writes_them_are_compared_as_times() -> None:
    assert is_older("Mon, 02 Mar 2026 23:30:00 +0000", "Tue, 03 Mar 2026 00:30:00 +0100") is False
    assert is_older("Mon, 02 Mar 2026 23:29:00 +0000", "Tue, 03 Mar 2026 00:30:00 +0100") is True
