"""Where BigCommerce is odd."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Incoming, Operation, Receipt, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock_bigcommerce import stock
from crossdock_bigcommerce.connector import QUOTA, BigCommerce
from crossdock_bigcommerce.open_lines import choose, open_lines
from crossdock_bigcommerce.settings import BigCommerceSettings

STORE = BigCommerce(
    BigCommerceSettings(
        store_hash="exampletea", access_token=Secret("made-up-token"), client_secret=Secret("made-up-client-secret")
    )
)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def answer(document: Any, status: int = 200, **headers: str) -> Answer:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=names, body=json_text.encode(document), url="", received_at=NOW)


async def everything(resource: str, **asked: Any) -> list[Any]:
    async with Reader(STORE) as reader:
        return [record async for record in reader.read(resource, **asked)]


async def resolved(operation: str, message: Any) -> dict[str, Any]:
    async with Line(STORE) as line:
        return await STORE.resolve(line, STORE.operation(operation), message)


def notice(thing: str, **more: Any) -> Incoming:
    body = {"scope": "store/order/statusUpdated", "data": {"type": thing, "id": 1001}, "hash": "abc", **more}
    return Incoming(headers={}, body=json_text.encode(body), received_at=NOW)


async def test_an_order_is_read_with_its_lines_and_addresses(httpx_mock: HTTPXMock) -> None:
    links = {"products": {"resource": "/orders/1001/products"}, "shipping_addresses": {"resource": "/orders/1001/x"}}
    httpx_mock.add_response(json=[{"id": 1001, **links}])
    httpx_mock.add_response(json=[{"id": 501}])
    for _ in range(2):
        httpx_mock.add_response(status_code=204)
    assert await everything("order", since=NOW) == [{"id": 1001, "products": [{"id": 501}], "shipping_addresses": []}]
    first, lines, addresses, second = httpx_mock.get_requests()
    asked = {"limit": "250", "min_date_modified": "2026-03-02T09:30:00+00:00"}
    assert (first.url.path, dict(first.url.params)) == ("/stores/exampletea/v2/orders", asked)
    assert [each.url.path.rpartition("/v2/")[2] for each in (lines, addresses)] == [
        "orders/1001/products",
        "orders/1001/shipping_addresses",
    ]
    assert dict(second.url.params) == {**asked, "page": "2"}
    assert {each.headers["x-auth-token"] for each in httpx_mock.get_requests()} == {"made-up-token"}


async def test_a_list_of_lines_goes_on_as_long_as_its_pages_are_full(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[{"id": 1001}])
    for lines in (250, 250, 0):
        httpx_mock.add_response(json=[{"id": number} for number in range(lines)])
    for _ in range(2):
        httpx_mock.add_response(status_code=204)
    (order,) = await everything("order")
    assert len(order["products"]) == 500


async def test_no_content_is_an_empty_list_of_orders_and_an_error_everywhere_else(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=204)
    assert await everything("order") == []
    httpx_mock.add_response(status_code=204)
    with pytest.raises(PlatformError, match="nothing where a list"):
        await everything("product")


async def test_an_order_without_a_number_is_never_taken_for_one_without_lines(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[{"status_id": 11}])
    with pytest.raises(PlatformError, match="no number 'id'") as raised:
        await everything("order")
    assert raised.value.kind is ErrorKind.HOLD


def test_a_notice_is_known_again_by_its_hash_and_names_its_order() -> None:
    (message,) = STORE.messages(STORE.webhook("order-status-updated"), notice("order"))
    assert (message.key, message.event_id, message.identities) == ("1001", "abc", (("order", "1001"),))


def test_a_notice_of_another_kind_of_thing_is_never_taken_for_an_order() -> None:
    with pytest.raises(InvalidInput, match="'product'"):
        STORE.messages(STORE.webhook("order-status-updated"), notice("product"))


async def test_a_customer_that_is_gone_is_told(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": []})
    async with Line(STORE) as line:
        with pytest.raises(PlatformError, match="no customer 7") as raised:
            await STORE.fetch(line, STORE.webhook("customer-updated"), {"data": {"type": "customer", "id": 7}}, NOW)
    assert raised.value.kind is ErrorKind.HOLD


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            [{"status": 404, "message": "The requested resource was not found."}],
            "The requested resource was not found.",
        ),
        (
            {"status": 422, "title": "JSON data is missing", "errors": {"sku": "is needed"}},
            "JSON data is missing; sku is",
        ),
        ({"data": [{"status": 422, "title": "Unable to provide store credit"}]}, "Unable to provide store credit"),
        ({"data": [{"order_id": 1, "status": 503, "error": "Tax service gone away"}]}, "Tax service gone away"),
        ({"other": 1}, '{"other":1}'),
        (7, "7"),
    ],
)
def test_refusals_are_told_in_the_store_s_words(body: Any, words: str) -> None:
    error = STORE.failure(answer(body, 422))
    assert error is not None
    assert words in error.message


@pytest.mark.parametrize(("status", "kind"), [(423, ErrorKind.RETRY), (499, ErrorKind.RETRY), (507, ErrorKind.HOLD)])
def test_some_statuses_mean_something_else_than_their_hundred(status: int, kind: ErrorKind) -> None:
    error = STORE.failure(answer({}, status))
    assert error is not None
    assert error.kind is kind


def test_everybody_waits_when_the_shared_quota_is_nearly_used_up() -> None:
    told = {"x_rate_limit_requests_left": "5", "x_rate_limit_time_reset_ms": "12500"}
    assert QUOTA.pause(answer({}, 429, **told)) == 12.5
    assert QUOTA.pause(answer({}, 200, **told | {"x_rate_limit_requests_left": "6"})) == 0.0


def test_what_can_be_sold_is_counted_by_sku_and_location_and_what_is_absent_is_none() -> None:
    def level(sku: str | None, location: int, available: int) -> Any:
        return {"identity": {"sku": sku, "variant_id": 1}, "location_id": location, "available_to_sell": available}

    listed = [level("TEA", 1, 5), level("TEA", 2, -1), level(None, 1, 9)]
    found = stock.counted(listed, [("GONE", "1")], NOW)
    assert [(one["sku"], one["location_id"], one["available"]) for one in found] == [
        ("TEA", "1", 5),
        ("TEA", "2", 0),
        ("GONE", "1", 0),
    ]


@pytest.mark.parametrize(("on_hand", "done"), [(4, False), (9, True), (3, True)])
async def test_a_level_is_set_once_it_is_another_one_than_before(
    on_hand: int, done: bool, httpx_mock: HTTPXMock
) -> None:
    place = {"location_id": 1, "total_inventory_onhand": on_hand}
    httpx_mock.add_response(json={"data": [{"identity": {"sku": "TEA"}, "locations": [place]}]})
    asked = {"sku": "TEA", "location_id": 1, "quantity": 9, "found": 4}
    taken_in = Receipt(id="t-1", details=asked, accepted=True)
    async with Line(STORE) as line:
        found = await STORE.confirm(line, STORE.operation("set-stock"), taken_in)
    assert found == (msgspec.structs.replace(taken_in, accepted=False) if done else None)


async def test_what_the_store_sold_meanwhile_is_taken_off(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"transaction_id": "t-1"})
    message = {"sku": "TEA", "location_id": 1, "available": 10, "expected": 6}
    async with Line(STORE) as line:
        receipt = await STORE.write(line, STORE.operation("set-stock"), message, {"found": 4})
    assert receipt.told is not None
    assert (receipt.told.quantity, receipt.told.missing, receipt.accepted) == (8, 2, True)


async def test_a_sku_that_is_not_counted_is_held(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": [{"identity": {"sku": "TEA-2"}, "locations": []}]})
    with pytest.raises(PlatformError) as raised:
        await resolved("set-stock", {"sku": "TEA", "location_id": 1, "available": 1})
    assert raised.value.stable_code == "sku-unknown"


@pytest.mark.parametrize(("found", "code"), [((), "sku-unknown"), ((1, 2), "sku-ambiguous")])
async def test_a_sku_of_no_or_of_several_variants_is_held(
    found: tuple[int, ...], code: str, httpx_mock: HTTPXMock
) -> None:
    variants = [{"id": number, "product_id": 7, "sku": "TEA"} for number in found]
    httpx_mock.add_response(json={"data": [*variants, {"id": 9, "product_id": 7, "sku": "tea"}]})
    with pytest.raises(PlatformError) as raised:
        await resolved("set-price", {"sku": "TEA", "price": 1})
    assert (raised.value.stable_code, raised.value.kind) == (code, ErrorKind.HOLD)


async def test_an_order_of_which_something_has_left_is_not_cancelled(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"id": 7, "status_id": 14, "items_total": 3, "items_shipped": 1})
    with pytest.raises(PlatformError, match="1 of 3 items") as raised:
        await resolved("cancel-order", {"order_id": "7"})
    assert raised.value.kind is ErrorKind.HOLD


def product(number: int, sku: str, quantity: int, address: int = 31, **more: Any) -> Any:
    usual = {"type": "physical", "quantity_shipped": 0, "quantity_refunded": 0}
    return {"id": number, "order_address_id": address, "sku": sku, "quantity": quantity, **usual, **more}


async def shipment(httpx_mock: HTTPXMock, products: list[Any], status: int = 11, **lines: int) -> Any:
    httpx_mock.add_response(json={"id": 7, "status_id": status, "items_shipped": 0})
    if status == 11:
        httpx_mock.add_response(json=products)
        httpx_mock.add_response(status_code=204)
    left = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
    return await resolved("create-shipment", {"order_id": "7", "shipment": "S", "lines": left})


async def test_a_shipment_takes_lines_of_one_address(httpx_mock: HTTPXMock) -> None:
    found = await shipment(httpx_mock, [product(1, "TEA", 1, 31), product(2, "TEA", 2, 32)], TEA=2)
    assert found == {"order_address_id": 32, "items": [{"order_product_id": 2, "quantity": 2}], "before": []}


@pytest.mark.parametrize(
    ("products", "words"),
    [
        ([product(1, "TEA", 2, quantity_shipped=1)], "1 TEA"),
        ([product(1, "TEA", 2, quantity_refunded=1)], "1 TEA"),
        ([product(1, "TEA", 2, type="digital")], "2 TEA"),
        ([product(1, "TEA", 1, 31), product(2, "TEA", 1, 32)], "several addresses"),
        ([], "2 TEA"),
    ],
)
async def test_a_shipment_of_what_is_not_open_is_held(products: list[Any], words: str, httpx_mock: HTTPXMock) -> None:
    with pytest.raises(PlatformError, match=words) as raised:
        await shipment(httpx_mock, products, TEA=2)
    assert raised.value.kind is ErrorKind.HOLD


async def test_a_shipment_of_an_order_that_is_cancelled_is_held(httpx_mock: HTTPXMock) -> None:
    with pytest.raises(PlatformError, match="cancelled") as raised:
        await shipment(httpx_mock, [], status=5, TEA=1)
    assert raised.value.kind is ErrorKind.HOLD


@given(
    ordered=st.lists(st.tuples(st.sampled_from(["TEA", "MUG", "SET"]), st.integers(1, 4)), max_size=5),
    left=st.dictionaries(st.sampled_from(["TEA", "MUG"]), st.integers(1, 6), min_size=1),
)
def test_what_is_taken_and_what_is_missing_are_what_left(ordered: list[tuple[str, int]], left: dict[str, int]) -> None:
    parts = {"SET": {"TEA": 1, "MUG": 2}}
    lines = open_lines([product(number, sku, quantity) for number, (sku, quantity) in enumerate(ordered, 1)])
    bundle = {"sku": "SET", "components": [{"sku": sku, "quantity": each} for sku, each in parts["SET"].items()]}
    told = [{"sku": sku, "quantity": quantity} for sku, quantity in left.items()]
    choice = choose({"lines": told, "bundles": [bundle]}, lines)
    found = dict(choice.missing)
    for line in lines:
        for sku, each in parts.get(line.sku, {line.sku: 1}).items():
            found[sku] = found.get(sku, 0) + each * choice.taken.get(line.id, 0)
    assert {sku: quantity for sku, quantity in found.items() if quantity} == left
    assert all(choice.taken.get(line.id, 0) <= line.quantity for line in lines)


async def test_a_declined_refund_is_held_and_never_sent_again(httpx_mock: HTTPXMock) -> None:
    payments = [{"is_declined": True, "declined_message": "Refused by the bank."}]
    httpx_mock.add_response(json={"data": {"id": 41, "payments": payments}})
    operation: Operation = STORE.operation("create-refund")
    message = {"order_id": "7", "refund": "R-1", "reason": "Came back", "lines": []}
    async with Line(STORE) as line:
        with pytest.raises(PlatformError, match="Refused by the bank") as raised:
            await STORE.write(line, operation, message, {"items": [], "payments": []})
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.HOLD, False)


async def test_a_webhook_that_was_switched_off_is_no_subscription(httpx_mock: HTTPXMock) -> None:
    hooks = [
        {"id": number, "scope": "store/order/created", "destination": "https://hub.example.com/x", "is_active": active}
        for number, active in ((1, False), (2, True))
    ]
    httpx_mock.add_response(json={"data": hooks})
    async with Line(STORE) as line:
        assert [one.id for one in await STORE.subscriptions(line)] == ["2"]


async def test_a_subscription_is_made_or_moved(httpx_mock: HTTPXMock) -> None:
    address = "https://hub.example.com/orders"
    told = {"id": 3, "scope": "store/order/statusUpdated", "destination": address}
    httpx_mock.add_response(json={"data": told})
    httpx_mock.add_response(json={"data": told})
    webhook = STORE.webhook("order-status-updated")
    async with Line(STORE) as line:
        made = await STORE.subscribe(line, webhook, address, None)
        assert await STORE.subscribe(line, webhook, address, made) == made
    posted, put = httpx_mock.get_requests()
    assert [(each.method, each.url.path.rpartition("/v3")[2]) for each in (posted, put)] == [
        ("POST", "/hooks"),
        ("PUT", "/hooks/3"),
    ]
    assert json_text.decode(posted.content)["scope"] == webhook.topic


def test_a_request_goes_to_the_store_s_own_path() -> None:
    assert httpx.URL(STORE.address).path == "/stores/exampletea"
