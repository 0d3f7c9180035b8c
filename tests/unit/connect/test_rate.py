"""What answers tell of how much more may be asked, and that everybody waits for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Connector, GraphqlCost, LeakyBucket, Limit, SharedQuota
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.rate import LONGEST_PAUSE
from crossdock.engine import json_text
from crossdock.errors import PlatformError, Unavailable

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
BUCKET = LeakyBucket(header="x-call-limit", drains_in_seconds=20)
QUOTA = SharedQuota(left="x-left", resets="x-reset-ms", resets_in="milliseconds", keep=5)
EPOCH = SharedQuota(left="x-left", resets="x-reset", resets_in="epoch-seconds")
COST = GraphqlCost(path="/graphql.json")


def answer(document: Any = None, url: str = "https://acme.example/api/orders", **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=200, headers=told, body=json_text.encode(document), url=url, received_at=NOW)


def cost(wanted: Any, left: Any, restored: Any) -> Any:
    status = {"maximumAvailable": 2000, "currentlyAvailable": left, "restoreRate": restored}
    return {"data": {}, "extensions": {"cost": {"requestedQueryCost": wanted, "throttleStatus": status}}}


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("1/40", 0),
        ("36/40", 0),
        ("38/40", 1),
        ("40/40", 2),
        ("80/80", 2),
        ("44/40", 4),
        ("", 0),
        ("40", 0),
        ("a/b", 0),
        ("1/0", 0),
    ],
)
def test_a_bucket_is_left_to_leak_before_it_is_full(told: str, seconds: float) -> None:
    assert BUCKET.pause(answer(x_call_limit=told)) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("left", "reset", "seconds"),
    [
        ("150", "30000", 0),
        ("6", "3000", 0),
        ("5", "3000", 3),
        ("0", "250", 0.25),
        ("0", "", 0),
        ("", "3000", 0),
        ("0", "-1", 0),
        ("0", "nan", 0),
        ("0", "9e99", LONGEST_PAUSE),
    ],
)
def test_a_shared_quota_is_waited_for_when_little_is_left(left: str, reset: str, seconds: float) -> None:
    assert QUOTA.pause(answer(x_left=left, x_reset_ms=reset)) == pytest.approx(seconds)


def test_a_moment_is_compared_with_the_platform_s_own_clock() -> None:
    reset = str(int(NOW.timestamp()) + 60)
    assert EPOCH.pause(answer(x_left="0", x_reset=reset)) == 60
    assert EPOCH.pause(answer(x_left="0", x_reset=reset, date="Sun, 01 Nov 2026 12:00:58 GMT")) == 2
    assert EPOCH.pause(answer(x_left="0", x_reset=reset, date="yesterday")) == 60
    assert EPOCH.pause(answer(x_left="0", x_reset="1")) == 0


@pytest.mark.parametrize(
    ("document", "seconds"),
    [
        (cost(100, 2000, 100), 0),
        (cost(100, 50, 100), 0.5),
        (cost(1000, 0, 50.0), 20),
        (cost(100, 50, 0), 0),
        (cost(None, 50, 100), 0),
        (cost(100, "x", 100), 0),
        ({"data": {}}, 0),
        ([], 0),
        (None, 0),
    ],
)
def test_as_many_points_are_waited_for_as_the_query_cost(document: Any, seconds: float) -> None:
    assert COST.pause(answer(document, "https://acme.example/graphql.json")) == pytest.approx(seconds)
    assert COST.pause(answer(document)) == 0


@given(told=st.text(), more=st.text())
def test_no_header_however_odd_breaks_a_request(told: str, more: str) -> None:
    for limit in (BUCKET, QUOTA, EPOCH):
        assert (
            0
            <= limit.pause(answer(x_call_limit=told, x_left=told, x_reset=more, x_reset_ms=more, date=more))
            <= LONGEST_PAUSE
        )


class Told:
    """An allowance that writes down what it is told."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def take(self) -> None:
        return None

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


def limited(acme: Connector, *limits: Limit, **declared: Any) -> Connector:
    made = {"limits": limits, "package": acme.package, **declared}
    connector: Connector = type("Limited", (type(acme),), made)(acme.settings)
    return connector


async def test_everybody_waits_after_the_answer_that_asks_for_most(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(headers={"X-Call-Limit": "1/40", "X-Left": "100", "X-Reset-Ms": "9000"})
    httpx_mock.add_response(headers={"X-Call-Limit": "40/40", "X-Left": "0", "X-Reset-Ms": "9000"})
    told = Told()
    async with Line(limited(acme, BUCKET, QUOTA), allowance=told) as line:
        for _ in range(2):
            await line.ask("POST", "/orders", body={})
    assert told.pauses == [9.0]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7", "X-Left": "0", "X-Reset-Ms": "9000"}, 7),
        ({"X-Left": "0", "X-Reset-Ms": "9000"}, 9),
        ({}, 2.5),
    ],
)
async def test_a_throttled_request_makes_everybody_wait_whether_it_says_so_or_not(
    headers: dict[str, str], seconds: float, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(status_code=429, headers=headers)
    told = Told()
    async with Line(limited(acme, QUOTA, throttled_seconds=2.5), allowance=told) as line:
        with pytest.raises(PlatformError):
            await line.ask("GET", "/orders")
    assert told.pauses == [seconds]


async def test_an_answer_is_not_lost_where_nobody_can_be_told_to_wait(
    acme: Connector, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
) -> None:
    class Away(Told):
        async def pause(self, seconds: float) -> None:
            raise Unavailable(f"The database is away, for {seconds:g} seconds.")

    httpx_mock.add_response(json={"id": 7}, headers={"X-Call-Limit": "40/40"})
    async with Line(limited(acme, BUCKET), allowance=Away()) as line:
        assert (await line.ask("POST", "/orders", body={})).document == {"id": 7}
    assert "The database is away, for 2 seconds." in caplog.text


async def test_a_read_without_an_allowance_waits_between_its_pages(acme: Connector, httpx_mock: HTTPXMock) -> None:
    onward = '<https://demo.acme.example/api/orders?page=2>; rel="next"'
    page = {"data": {"orders": [{"number": 1}]}}
    httpx_mock.add_response(json=page, headers={"X-Call-Limit": "40/40", "Link": onward})
    httpx_mock.add_response(json={"data": {"orders": []}}, headers={"X-Call-Limit": "40/40"})
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with Reader(limited(acme, BUCKET), sleep=sleep) as reader:
        assert len([order async for order in reader.read("order")]) == 1
    assert slept == [pytest.approx(2)]
