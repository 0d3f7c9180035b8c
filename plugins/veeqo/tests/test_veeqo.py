"""Where Veeqo is odd."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Asked, Page, Secret
from crossdock.connect.client import Reader
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, PlatformError
from crossdock_veeqo import nested, stock
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.resources import PAGES
from crossdock_veeqo.settings import VeeqoSettings

VEEQO = Veeqo(VeeqoSettings(api_key=Secret("made-up-veeqo-key")))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def answer(document: Any, status: int = 200, **headers: str) -> Answer:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=names, body=json_text.encode(document), url="", received_at=NOW)


def following(document: list[Any], asked: str, before: int = 0, **headers: str) -> Asked | None:
    page = Page(asked=Asked(asked), answer=answer(document, **headers), records=document, before=before)
    return PAGES.following(page)


async def everything(resource: str, **asked: Any) -> list[Any]:
    async with Reader(VEEQO) as reader:
        return [record async for record in reader.read(resource, **asked)]


async def test_orders_are_read_from_a_moment_on_and_page_by_page(httpx_mock: HTTPXMock) -> None:
    for number in (1, 2):
        httpx_mock.add_response(json=[{"id": number}], headers={"X-Total-Pages-Count": "2"})
    assert await everything("order", since=NOW) == [{"id": 1}, {"id": 2}]
    first, second = httpx_mock.get_requests()
    asked = {"page_size": "100", "updated_at_min": "2026-03-02T09:30:00+00:00"}
    assert (first.url.path, dict(first.url.params)) == ("/orders", asked)
    assert dict(second.url.params) == {**asked, "page": "2"}
    assert second.headers["x-api-key"] == "made-up-veeqo-key"


async def test_a_page_of_orders_of_which_none_has_left_is_not_the_last(httpx_mock: HTTPXMock) -> None:
    sent = {"id": 2, "allocations": [{"id": 21, "shipment": {"id": 211}}]}
    for listed in ([{"id": 1, "allocations": [{"id": 11, "shipment": None}]}], [sent], []):
        httpx_mock.add_response(json=listed)
    assert [shipment["id"] for shipment in await everything("shipment")] == [21]


async def test_cancelled_orders_are_asked_for(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[], headers={"X-Total-Pages-Count": "0"})
    assert await everything("cancelled_order") == []
    (request,) = httpx_mock.get_requests()
    assert request.url.params["status"] == "cancelled"


def test_a_list_that_tells_its_total_only_ends_with_it() -> None:
    asked = "https://veeqo.example.com/products?page_size=2&page=2"
    assert following([1, 2], asked, 2, x_total_count="4") is None
    assert following([1, 2], asked, 2, x_total_count="5") == Asked(
        "https://veeqo.example.com/products?page_size=2&page=3"
    )


def test_a_list_that_tells_nothing_is_read_until_a_page_is_empty() -> None:
    assert following([1], "https://veeqo.example.com/orders?page_size=2") is not None
    assert following([], "https://veeqo.example.com/orders?page_size=2&page=2") is None


def test_an_empty_page_that_is_not_told_to_be_the_last_is_no_end() -> None:
    with pytest.raises(ValueError, match="empty"):
        following([], "https://veeqo.example.com/orders?page_size=2", x_total_pages_count="2")


@given(total=st.integers(0, 60), size=st.integers(1, 9), tells_pages=st.booleans())
def test_every_page_is_read_once(total: int, size: int, tells_pages: bool) -> None:
    records = list(range(total))
    headers = {"x_total_pages_count": str(-(-total // size))} if tells_pages else {"x_total_count": str(total)}
    asked: Asked | None = Asked(f"https://veeqo.example.com/orders?page_size={size}")
    read: list[int] = []
    while asked is not None:
        number = int(asked.parameter("page") or 1)
        page = records[(number - 1) * size : number * size]
        asked = following(page, asked.url, len(read), **headers)
        read += page
    assert read == records


@pytest.mark.parametrize("name", sorted(nested.INSIDE))
def test_a_record_without_the_list_inside_is_never_taken_for_an_empty_one(name: str) -> None:
    with pytest.raises(ValueError, match="no list"):
        VEEQO.inner_records(Veeqo.resource(name), [{"id": 1}])


def test_an_order_that_is_allocated_anew_tells_no_allocation() -> None:
    assert VEEQO.inner_records(Veeqo.resource("allocation"), [{"id": 1, "allocations": []}]) == []


@pytest.mark.parametrize(("told", "found"), [([{"id": 5}], [5]), ({"id": 5}, [5]), ([], [])])
def test_one_return_may_stand_without_a_list(told: Any, found: list[int]) -> None:
    records = VEEQO.inner_records(Veeqo.resource("return"), [{"id": 1, "number": "#1", "returns": told}])
    assert [record["id"] for record in records] == found
    assert all(record["order"] == {"id": 1, "number": "#1"} for record in records)


def entry(available: int | None, sku: str | None = "MUG", **more: Any) -> Any:
    levels = {"physical_stock_level": 9, "allocated_stock_level": 2, "available_stock_level": available}
    return {"sellable": {"id": 1, "sku_code": sku}, "warehouse_id": 61, "infinite": False, **levels, **more}


@pytest.mark.parametrize(("told", "available"), [(5, 5), (-3, 0), (None, 7)])
def test_what_can_be_sold_is_told_or_worked_out_and_never_negative(told: int | None, available: int) -> None:
    (level,) = stock.counted([entry(told)], [], NOW)
    assert level == {
        "sku_code": "MUG",
        "warehouse_id": "61",
        "available": available,
        "as_of": "2026-03-02T09:30:00+00:00",
    }


def test_what_is_not_counted_is_not_told_and_not_taken_for_gone() -> None:
    assert stock.counted([entry(5, infinite=True)], [("MUG", "61")], NOW) == []
    assert stock.counted([entry(5, sku=None)], [], NOW) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error_messages": "Line items can't be blank"}, '"Line items can\'t be blank"'),
        ({"errors": {"sku_code": ["is taken"], "base": ["Too old"]}}, '"sku_code is taken; Too old"'),
        ({"error": "Not found"}, '"Not found"'),
        ({"other": 1}, '{"other":1}'),
        ([], "[]"),
    ],
)
def test_refusals_are_told_in_veeqo_s_words(body: Any, words: str) -> None:
    error = VEEQO.failure(answer(body, 422))
    assert error is not None
    assert words in error.message


def test_throttling_is_tried_again_though_nothing_says_when() -> None:
    error = VEEQO.failure(answer({}, 429))
    assert isinstance(error, PlatformError)
    assert (error.kind, error.retry_after) == (ErrorKind.RETRY, None)
