from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect.answer import Answer
from crossdock.connect.errors import LONGEST_WORDS, failure, kind_of, retry_after
from crossdock.errors import ErrorKind

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def answer(status: int, **headers: str) -> Answer:
    return Answer(status=status, headers=headers, body=b"", url="https://acme.example/api/orders", received_at=NOW)


@given(st.floats(min_value=0, max_value=1e9))
def test_seconds_are_taken_as_they_are(seconds: float) -> None:
    assert retry_after(repr(seconds), NOW) == seconds


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_a_date_gives_the_seconds_until_then_and_never_less_than_none(offset: int) -> None:
    moment = format_datetime(NOW + timedelta(seconds=offset), usegmt=True)
    assert retry_after(moment, NOW) == max(0, offset)


def test_a_date_without_a_zone_is_utc() -> None:
    assert retry_after("Mon, 02 Mar 2026 09:00:30 -0000", NOW) == 30


@given(st.text())
def test_no_header_makes_the_time_to_wait_wrong(header: str) -> None:
    seconds = retry_after(header, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


@pytest.mark.parametrize("header", [None, "", "soon", "-1", "nan", "inf", "1e999", "Mon, 99 Mar 2026 99:00:00 GMT"])
def test_a_header_that_says_nothing_usable_gives_no_time(header: str | None) -> None:
    assert retry_after(header, NOW) is None


@given(st.integers(min_value=100, max_value=599))
def test_every_status_but_success_is_a_failure_of_a_kind(status: int) -> None:
    error = failure(answer(status), platform="Acme")
    if 200 <= status < 300:
        assert error is None
    else:
        assert error is not None
        assert (error.status, error.kind) == (status, kind_of(status))
        assert error.remedy


def test_a_platform_may_mean_something_else_by_a_status() -> None:
    error = failure(answer(423), platform="Acme", kind=ErrorKind.STOP)
    assert error is not None
    assert error.kind is ErrorKind.STOP


def test_long_words_are_cut_and_lines_joined() -> None:
    error = failure(answer(422), platform="Acme", words="a\n\n b" + "c" * 10_000)
    assert error is not None
    assert error.message.startswith('Acme answered 422 at /api/orders: "a bccc')
    assert len(error.message) < LONGEST_WORDS + 100


@pytest.mark.parametrize("location", ["", "/login", "http://[", "//"])
def test_a_redirect_to_nowhere_is_still_told(location: str) -> None:
    error = failure(answer(302, location=location), platform="Acme")
    assert error is not None
    assert "another address" in error.remedy
