"""`$fromMillis` and `$toMillis`: ISO 8601, pictures, offsets, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions import date_format
from crossdock.jsonata.functions.date_fields import civil_date, day_number_of
from crossdock.jsonata.functions.date_format import from_millis
from crossdock.jsonata.functions.date_parse import to_millis
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.undefined import UNDEFINED

MOMENT = 1510067557121
"""2017-11-07T15:12:37.121Z, a Tuesday."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(100, 1, 1), max_value=datetime(9999, 12, 31))  # noqa: DTZ001 - hypothesis adds no zone; the test does


def millis_of(moment: datetime) -> int:
    return (moment.replace(tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("[Y0001]-[M01]-[D01]", "2017-11-07"),
        ("[D1o] [MNn] [Y]", "7th November 2017"),
        ("[FNn,3-3], [Dwo] of [MN]", "Tue, seventh of NOVEMBER"),
        ("[YI] [Y01] [Y,2-2]", "MMXVII 17 17"),
        ("[h]:[m][P] [PN]", "3:12pm PM"),
        ("[s].[f001]", "37.121"),
        ("[d] [W] [w] [X] [xNn]", "311 45 2 2017 November"),
        ("[[[Y]]]", "[2017]"),
        ("[C] [E] [F0]", "ISO ISO 2"),
        ("[H01]:[m01][Z01:01t]", "15:12Z"),
    ],
)
def test_moment_is_written_by_the_picture(picture: str, expected: str) -> None:
    assert from_millis(MOMENT, picture) == expected


@pytest.mark.parametrize(
    ("picture", "zone", "expected"),
    [
        ("[H01]:[m01] [Z]", "+0530", "20:42 +05:30"),
        ("[H01] [z]", "-0500", "10 GMT-05:00"),
        ("[Z0]", "+0100", "+1"),
        ("[Z0]", "+0530", "+5:30"),
        ("[Z0001]", "+0530", "+0530"),
    ],
)
def test_moment_is_written_at_an_offset(picture: str, zone: str, expected: str) -> None:
    assert from_millis(MOMENT, picture, zone) == expected


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("[Y", "D3135"),
        ("[q]", "D3132"),
        ("[]", "D3132"),
        ("[DN]", "D3133"),
        ("[Z00000]", "D3134"),
        ("[Y\u03b1]", "D3130"),
    ],
)
def test_malformed_picture_is_refused(picture: str, code: str) -> None:
    with pytest.raises(JsonataError, match=code):
        from_millis(MOMENT, picture)


def test_moment_beyond_the_calendar_is_refused() -> None:
    assert from_millis(-62135596800001) == "0000-12-31T23:59:59.999Z"
    with pytest.raises(JsonataError, match="D1001"):
        from_millis(9e15)
    with pytest.raises(JsonataError, match="T0410"):
        from_millis(0, "[Y]", "Z")


def test_wide_component_is_refused_before_it_is_built() -> None:
    with pytest.raises(JsonataError, match="D2015"):
        from_millis(0, "[Y,100000000000]")
    with pytest.raises(JsonataError, match="D2015"):
        from_millis(0, "[M,9][D,9]", limits=FunctionLimits(characters=17))


@given(MOMENTS)
def test_iso_text_is_that_of_the_standard_library_and_comes_back(moment: datetime) -> None:
    millis = millis_of(moment)
    text = from_millis(millis)
    expected = EPOCH + timedelta(milliseconds=millis)
    assert text == expected.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert to_millis(text, now=0) == millis


@given(MOMENTS)
def test_weeks_are_those_of_the_standard_library(moment: datetime) -> None:
    year, week, weekday = moment.isocalendar()
    assert from_millis(millis_of(moment), "[X]-[W]-[F1]-[d]") == f"{year}-{week}-{weekday}-{moment.timetuple().tm_yday}"


@pytest.mark.parametrize(
    "picture",
    [
        "[D01].[M01].[Y0001] [H01]:[m01]:[s01].[f001]",
        "[FNn] [D1o] [MNn] [Y], [h]:[m]:[s] [PN] [f001]",
        "[Y0001][M01][D01][H01][m01][s01].[f001]",
        "[Yw] - [MI] - [Dwo] - [H]:[m]:[s].[f001]",
        "[Y]-[M]-[D] [H]:[m]:[s].[f001] [Z]",
        "[MNn,3-3]/[D]/[Y] [H]:[m]:[s].[f001] [z]",
    ],
)
@given(moment=MOMENTS)
def test_text_by_a_picture_comes_back(picture: str, moment: datetime) -> None:
    millis = millis_of(moment)
    assert to_millis(from_millis(millis, picture), picture, now=0) == millis


@given(st.integers(min_value=-3_000_000, max_value=3_000_000))
def test_days_and_dates_are_inverse(day_number: int) -> None:
    assert day_number_of(*civil_date(day_number)) == day_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", "2026-01-01T00:00:00.000Z"),
        ("2026-03", "2026-03-01T00:00:00.000Z"),
        ("2026-02-30", "2026-03-02T00:00:00.000Z"),
        ("2026-03-29T02:30:00.1234567Z", "2026-03-29T02:30:00.123Z"),
        ("2026-03-29T02:30:00+0200", "2026-03-29T00:30:00.000Z"),
        ("2026-03-29T24:00:00", "2026-03-30T00:00:00.000Z"),
    ],
)
def test_iso_text_is_read(text: str, expected: str) -> None:
    assert from_millis(to_millis(text, now=0)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "foo", "2026-03-29 02:30:00", "2026-13", "2026-01-32", "2026-01-01T25:00:00", "2026-01-01+01:00", "2026-31"],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(JsonataError, match="D3110"):
        to_millis(text, now=0)


def test_text_that_does_not_fit_the_picture_is_undefined() -> None:
    assert to_millis("7 November", "[Y]-[M]", now=0) is UNDEFINED
    assert to_millis("on", "on", now=0) is UNDEFINED


def test_larger_fields_come_from_now_and_smaller_ones_are_least() -> None:
    assert from_millis(to_millis("10:20", "[H]:[m]", now=MOMENT)) == "2017-11-07T10:20:00.000Z"
    assert from_millis(to_millis("3-5", "[M]-[D]", now=MOMENT)) == "2017-03-05T00:00:00.000Z"
    assert from_millis(to_millis("17", "[Y01]", now=MOMENT)) == "1917-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    ("text", "picture"), [("2017-5", "[Y]-[D]"), ("2017-1-1 5", "[Y]-[M]-[D] [s]"), ("2017-W10-3", "[X]-W[W]-[F1]")]
)
def test_gap_between_fields_is_refused(text: str, picture: str) -> None:
    with pytest.raises(JsonataError, match="D3136"):
        to_millis(text, picture, now=MOMENT)


def test_now_and_millis_are_the_clock_of_the_evaluation() -> None:
    assert date_format.now(now=MOMENT) == "2017-11-07T15:12:37.121Z"
    assert date_format.now("[Y]", now=MOMENT) == "2017"
    assert date_format.millis(now=MOMENT) == MOMENT
