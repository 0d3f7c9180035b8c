"""The connector writes to the sandbox, over real HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from crossdock.connect import Receipt
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock_bigcommerce.connector import BigCommerce

from .conftest import Account

TEA, MUG, SET = 771, 791, 821
SETS = [
    {
        "sku": "BUNDLE-STARTER",
        "components": [{"sku": "TEA-ASSAM-250", "quantity": 1}, {"sku": "MUG-STONE-01", "quantity": 1}],
    }
]


async def write(store: BigCommerce, operation: str, message: Any) -> Receipt:
    """As live flows do: ids first, then the one request."""
    async with Line(store, transport=httpx.AsyncHTTPTransport()) as line:
        declared = store.operation(operation)
        return await store.write(line, declared, message, await store.resolve(line, declared, message))


def shipment(order: Any, **lines: int) -> Any:
    left = [{"sku": sku.replace("_", "-"), "quantity": quantity} for sku, quantity in lines.items()]
    return {"order_id": str(order["id"]), "shipment": "S-1", "lines": left}


async def test_a_set_leaves_as_its_components(store: BigCommerce, account: Account) -> None:
    order = account.order((SET, 1), (TEA, 1))
    message = {**shipment(order, TEA_ASSAM_250=2, MUG_STONE_01=1), "bundles": SETS}
    receipt = await write(store, "create-shipment", message)
    (made,) = account.get(f"/v2/orders/{order['id']}/shipments")
    assert (str(made["id"]), {item["product_id"] for item in made["items"]}) == (receipt.id, {82, 77})
    assert account.now(order)["status_id"] == 2


async def test_a_rest_of_a_set_is_not_guessed(store: BigCommerce, account: Account) -> None:
    order = account.order((SET, 1))
    with pytest.raises(PlatformError, match="1 TEA-ASSAM-250"):
        await write(store, "create-shipment", {**shipment(order, TEA_ASSAM_250=1), "bundles": SETS})


async def test_a_refund_is_quoted_and_paid_back_once(store: BigCommerce, account: Account) -> None:
    order = account.order((TEA, 2), shipping_cost_inc_tax=6, shipping_cost_ex_tax=5)
    message = {**shipment(order, TEA_ASSAM_250=1), "refund": "R-1", "reason": "Came back", "shipping": True}
    await write(store, "create-refund", message)
    (made,) = account.get("/v3/orders/payment_actions/refunds")["data"]
    assert (made["total_amount"], made["reason"]) == (11.5, "Came back (R-1)")
    with pytest.raises(PlatformError, match="already"):
        await write(store, "create-refund", message)


async def test_an_order_is_not_taken_twice(store: BigCommerce, account: Account) -> None:
    message = {
        "external_order_id": "MARKET-1",
        "billing_address": account.order((TEA, 1))["billing_address"],
        "products": [{"sku": "MUG-STONE-02", "quantity": 1}],
    }
    made = await write(store, "create-order", message)
    (line,) = account.lines({"id": made.id})
    assert (line["sku"], line["variant_id"]) == ("MUG-STONE-02", 792)
    with pytest.raises(PlatformError) as raised:
        await write(store, "create-order", message)
    assert raised.value.stable_code == "order-exists"


async def test_a_product_that_is_there_stays_as_it_is_and_a_price_is_set(store: BigCommerce, account: Account) -> None:
    new = {"sku": "TEA-ASSAM-250", "name": "Another name", "type": "physical", "weight": 1, "price": 1}
    assert (await write(store, "create-product", new)).id == "77"
    made = await write(store, "create-product", {**new, "sku": "TEA-OOLONG-100"})
    await write(store, "set-price", {"sku": "TEA-OOLONG-100", "price": 9.5})
    (variant,) = account.get(f"/v3/catalog/products/{made.id}")["data"]["variants"]
    assert (variant["sku"], variant["price"]) == ("TEA-OOLONG-100", 9.5)
    assert account.get("/v3/catalog/products/77")["data"]["name"] == "Assam tea"


async def test_stock_is_in_flight_until_the_level_shows_it(store: BigCommerce, account: Account) -> None:
    operation = store.operation("set-stock")
    taken_in = await write(store, "set-stock", {"sku": "TEA-ASSAM-250", "location_id": 2, "available": 9})
    async with Line(store, transport=httpx.AsyncHTTPTransport()) as line:
        assert await store.confirm(line, operation, taken_in) is None
        account.control("advance", {"seconds": 20})
        done = await store.confirm(line, operation, taken_in)
    assert (taken_in.accepted, done is not None and done.accepted, account.on_hand("TEA-ASSAM-250", 2)) == (
        True,
        False,
        9,
    )


async def test_a_tracking_number_belongs_to_the_only_shipment_that_has_none(
    store: BigCommerce, account: Account
) -> None:
    order = account.order((TEA, 3))
    told = {"order_id": str(order["id"]), "shipment": "S-1", "tracking": {"number": "made-up-1", "carrier": "dpd-uk"}}
    with pytest.raises(PlatformError, match="no shipment of order") as early:
        await write(store, "set-tracking", told)
    assert early.value.kind is ErrorKind.RETRY
    account.ship(order, 1)
    for _ in range(2):
        await write(store, "set-tracking", told)
    (made,) = account.get(f"/v2/orders/{order['id']}/shipments")
    assert (made["tracking_number"], made["tracking_carrier"], made["items"][0]["quantity"]) == (
        "made-up-1",
        "dpd-uk",
        1,
    )
    for _ in range(2):
        account.ship(order, 1)
    with pytest.raises(PlatformError, match="2 shipments") as several:
        await write(store, "set-tracking", {**told, "tracking": {"number": "made-up-2"}})
    assert several.value.kind is ErrorKind.HOLD


async def test_a_tracking_number_of_nothing_that_is_still_to_leave_is_held(
    store: BigCommerce, account: Account
) -> None:
    order = account.order((TEA, 1))
    account.ship(order, 1, tracking_number="made-up-1")
    with pytest.raises(PlatformError, match="none is to come") as raised:
        await write(
            store,
            "set-tracking",
            {"order_id": str(order["id"]), "shipment": "S-1", "tracking": {"number": "made-up-2"}},
        )
    assert raised.value.kind is ErrorKind.HOLD


def test_only_a_shipment_that_is_there_can_be_followed(account: Account) -> None:
    order = account.order((TEA, 1))
    made = account.ship(order, 1).json()
    path = f"/v2/orders/{order['id']}/shipments"
    sent = {"order_address_id": made["order_address_id"], "tracking_number": "made-up-1"}
    assert account.ask("PUT", f"{path}/7", sent).status_code == 404
    assert account.ask("PUT", f"{path}/{made['id']}", {**sent, "order_address_id": 7}).status_code == 400
