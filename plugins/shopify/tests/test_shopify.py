"""Where Shopify is odd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Secret
from crossdock.connect.client import Reader
from crossdock.connect.settings_form import check_settings
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

SHOP = Shopify(ShopifySettings(shop="example-tea", access_token=Secret("made-up-access-token")))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SCHEMAS = {resource.name: resource.schema(Shopify.package) for resource in Shopify.resources}
ORDERS = {
    sample.name: json_text.decode(sample.payload) for sample in Shopify.resource("order").samples(Shopify.package)
}


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=names, body=body, url=f"{SHOP.address}/orders.json", received_at=NOW)


async def everything(resource: str, **asked: Any) -> list[Any]:
    async with Reader(SHOP) as reader:
        return [record async for record in reader.read(resource, **asked)]


async def test_orders_of_every_status_are_read_from_a_moment_on(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"orders": []})
    since = datetime(2026, 3, 2, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert await everything("order", since=since) == []
    (request,) = httpx_mock.get_requests()
    assert request.url.path == "/admin/api/2026-04/orders.json"
    assert dict(request.url.params) == {"status": "any", "limit": "250", "updated_at_min": "2026-03-02T09:15:00+00:00"}
    assert request.headers["X-Shopify-Access-Token"] == "made-up-access-token"


async def test_the_next_page_repeats_no_filter(httpx_mock: HTTPXMock) -> None:
    following = f"{SHOP.address}/orders.json?limit=250&page_info=abc"
    link = f'<{SHOP.address}/orders.json?page_info=x>; rel="previous", <{following}>; rel="next"'
    httpx_mock.add_response(json={"orders": [{"id": 1}]}, headers={"Link": link})
    httpx_mock.add_response(url=following, json={"orders": [{"id": 2}]})
    assert [order["id"] for order in await everything("order")] == [1, 2]


async def test_an_order_number_in_a_path_cannot_leave_it(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"refunds": []})
    await everything("refund", order_id="1/../../shop")
    (request,) = httpx_mock.get_requests()
    assert request.url.raw_path.startswith(b"/admin/api/2026-04/orders/1%2F..%2F..%2Fshop/refunds.json")


async def test_refunds_cannot_be_read_since_a_moment() -> None:
    with pytest.raises(InvalidInput, match="since"):
        await everything("refund", order_id=1, since=NOW)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"errors":"Not Found"}', "Not Found"),
        (
            b'{"errors":{"line_items":["must have at least one line item"]}}',
            "line_items must have at least one line item",
        ),
        (b'{"errors":{"base":["Too old"],"order":"is missing"}}', "Too old; order is missing"),
        (b'{"errors":[{"line_items":["a","b"]}]}', "line_items a; line_items b"),
        (b'{"error":"something else"}', ""),
        (b"[]", ""),
        (b"Plain words", "Plain words"),
        (b"<html>Page</html>", ""),
    ],
)
def test_every_shape_of_errors_becomes_words(body: bytes, words: str) -> None:
    assert SHOP.words(answer(422, body)) == words


@pytest.mark.parametrize("status", [402, 423, 430])
def test_a_shop_that_is_closed_to_us_stops_the_connection(status: int) -> None:
    failure = SHOP.failure(answer(status))
    assert failure is not None
    assert failure.kind is ErrorKind.STOP


@pytest.mark.parametrize(
    ("bucket", "seconds"), [("1/40", 0), ("36/40", 0), ("40/40", 2), ("80/80", 2), ("400/400", 2), ("38/40", 1)]
)
def test_the_fuller_the_bucket_the_longer_the_pause(bucket: str, seconds: float) -> None:
    assert SHOP.pause(answer(200, x_shopify_shop_api_call_limit=bucket)) == pytest.approx(seconds)


@given(st.text(max_size=12))
def test_no_bucket_header_makes_the_pause_wrong(bucket: str) -> None:
    assert SHOP.pause(answer(200, x_shopify_shop_api_call_limit=bucket)) >= 0


async def test_the_reader_pauses_between_pages_when_the_bucket_is_full(httpx_mock: HTTPXMock) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    full = {"X-Shopify-Shop-Api-Call-Limit": "40/40"}
    link = {"Link": f'<{SHOP.address}/orders.json?page_info=2>; rel="next"'}
    httpx_mock.add_response(json={"orders": [{"id": 1}]}, headers=full | link)
    httpx_mock.add_response(json={"orders": [{"id": 2}]}, headers=full)
    async with Reader(SHOP, sleep=pause) as reader:
        assert [order["id"] async for order in reader.read("order")] == [1, 2]
    assert pauses == [pytest.approx(2.0)]


async def test_a_full_bucket_tells_when_to_try_again(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(
        status_code=429, headers={"Retry-After": "2.0"}, json={"errors": "Exceeded 2 calls per second"}
    )
    with pytest.raises(PlatformError, match="Exceeded 2 calls per second") as raised:
        await everything("product")
    assert (raised.value.kind, raised.value.retry_after) == (ErrorKind.RETRY, 2.0)


def test_definitions_of_one_name_are_the_same_in_every_schema() -> None:
    seen: dict[str, Any] = {}
    for schema in SCHEMAS.values():
        for name, definition in schema.get("$defs", {}).items():
            assert seen.setdefault(name, definition) == definition, name


@pytest.mark.parametrize("name", ORDERS)
def test_the_amounts_of_a_sample_order_add_up(name: str) -> None:
    order = ORDERS[name]
    lines = order["line_items"]
    goods = sum(Decimal(line["price"]) * line["quantity"] for line in lines)
    discounts = sum(Decimal(part["amount"]) for line in lines for part in line["discount_allocations"])
    delivery = sum(Decimal(line["price"]) for line in order["shipping_lines"])
    taxed = [*lines, *order["shipping_lines"]]
    tax = sum(Decimal(part["price"]) for line in taxed for part in line["tax_lines"])
    added = Decimal(0) if order["taxes_included"] else tax
    assert Decimal(order["total_line_items_price"]) == goods
    assert Decimal(order["total_discounts"]) == discounts
    assert Decimal(order["subtotal_price"]) == goods - discounts
    assert Decimal(order["total_tax"]) == tax
    assert Decimal(order["total_price"]) == goods - discounts + delivery + added
    assert order["total_weight"] == sum(line["grams"] * line["quantity"] for line in lines)


def test_the_sample_orders_are_of_many_kinds() -> None:
    orders = ORDERS.values()
    assert {order["currency"] for order in orders} == {"GBP", "USD"}
    assert any(order["currency"] != order["presentment_currency"] for order in orders)
    assert any(order["test"] for order in orders)
    assert any(line["gift_card"] for order in orders for line in order["line_items"])
    assert any(not order.get("shipping_address") for order in orders)
    skus = [[line["sku"] for line in order["line_items"]] for order in orders]
    assert any(len(set(codes)) < len(codes) for codes in skus)


def given(address: str | None) -> tuple[Any, ...]:
    settings = {"shop": "example-tea", **({} if address is None else {"address": address})}
    return check_settings(ShopifySettings, settings, {"access_token": "made-up-access-token"})


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:9302", "http://localhost", "https://[::1]:9302"])
def test_a_connection_leads_to_the_shop_or_to_this_machine(address: str | None) -> None:
    assert given(address) == ()
    settings = ShopifySettings(shop="example-tea", access_token=Secret("made-up-access-token"), address=address)
    expected = address or "https://example-tea.myshopify.com"
    assert Shopify(settings).address == f"{expected}/admin/api/2026-04"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example.net",
        "http://127.0.0.1.example.net",
        "http://localhost@elsewhere.example.net",
        "http://127.0.0.1:9302/../elsewhere",
        "http://127.0.0.1:9302\n",
        "https://example-tea.myshopify.com.example.net",
        "//127.0.0.1",
        "",
    ],
)
def test_the_token_can_be_sent_nowhere_else(address: str) -> None:
    (problem,) = given(address)
    assert problem.pointer == "/settings/address"
