"""What is to be shipped is moved, split, held, cancelled, asked to be stopped; the connector goes by what it is today."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from crossdock.connect import Receipt, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import EAST, MUG, MUG_ITEM, NORTH, TEA, Admin

SPLIT = """
mutation split($fulfillmentOrderSplits: [FulfillmentOrderSplitInput!]!) {
  fulfillmentOrderSplit(fulfillmentOrderSplits: $fulfillmentOrderSplits) { userErrors { message } }
}
"""


@pytest.fixture
def shopify(address: str) -> Shopify:
    return Shopify(ShopifySettings(shop="example-tea", access_token=Secret("sandbox-shopify-token"), address=address))


@pytest.fixture
async def line(shopify: Shopify, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


async def tell(shopify: Shopify, line: Line, operation: str, order: Any, **message: Any) -> Receipt:
    declared = shopify.operation(operation)
    told = {"order_id": str(order["id"]), "notify_customer": False, **message}
    return await shopify.write(line, declared, told, await shopify.resolve(line, declared, told))


async def held(shopify: Shopify, line: Line, operation: str, order: Any, **message: Any) -> str:
    with pytest.raises(PlatformError) as raised:
        await tell(shopify, line, operation, order, **message)
    assert raised.value.kind is ErrorKind.HOLD
    return raised.value.message


def lines(**quantities: int) -> list[Any]:
    return [{"sku": sku.replace("_", "-"), "quantity": quantity} for sku, quantity in quantities.items()]


async def test_what_was_moved_split_or_given_back_is_shipped_by_its_new_ids(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 3), (TEA, 1))
    (first,) = shop.waiting(order)
    moved = shop.post(f"fulfillment_orders/{first['id']}/move.json", {"fulfillment_order": {"new_location_id": EAST}})
    assert moved.json()["original_fulfillment_order"]["status"] == "closed"
    (second,) = shop.waiting(order)
    shop.made(f"fulfillment_orders/{second['id']}/cancel.json", {})
    (third,) = shop.waiting(order)
    mugs = next(item for item in third["line_items"] if item["variant_id"] == MUG)
    parted = {
        "fulfillmentOrderId": third["admin_graphql_api_id"],
        "fulfillmentOrderLineItems": [{**mugs, "quantity": 2}],
    }
    assert shop.post("graphql.json", {"query": SPLIT, "variables": {"fulfillmentOrderSplits": [parted]}}).is_success
    assert len({first["id"], second["id"], third["id"], *(one["id"] for one in shop.waiting(order))}) == 4
    await tell(shopify, line, "create-fulfilment", order, shipment="1", lines=lines(MUG_STONE_01=3, TEA_ASSAM_250=1))
    assert shop.order(order)["fulfillment_status"] == "fulfilled"
    assert shop.order(order)["fulfillments"][0]["location_id"] == EAST


async def test_what_is_held_in_the_shop_waits_until_it_is_released(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    (waiting,) = shop.waiting(order)
    hold = {"fulfillment_hold": {"reason": "incorrect_address"}}
    shop.made(f"fulfillment_orders/{waiting['id']}/hold.json", hold)
    shipment: Any = {"shipment": "1", "lines": lines(MUG_STONE_01=1)}
    assert "is on_hold" in await held(shopify, line, "create-fulfilment", order, **shipment)
    shop.made(f"fulfillment_orders/{waiting['id']}/release_hold.json", {})
    assert (await tell(shopify, line, "create-fulfilment", order, **shipment)).id


async def test_a_request_to_stop_is_answered_once(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    (waiting,) = shop.waiting(order)
    answer = {"fulfilment_order_id": str(waiting["id"]), "answer": "accept"}
    assert "no cancellation request" in await held(shopify, line, "answer-cancellation-request", order, **answer)
    shop.made(f"fulfillment_orders/{waiting['id']}/cancellation_request.json", {})
    receipt = await tell(shopify, line, "answer-cancellation-request", order, **answer)
    assert (receipt.id, shop.waiting(order)) == (str(waiting["id"]), [])


async def test_an_order_is_cancelled_once_and_all_its_money_given_back(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 2))
    wanted: Any = {"reason": "inventory", "restock": False, "give_back": True}
    for _ in range(2):
        assert (await tell(shopify, line, "cancel-order", order, **wanted)).id == str(order["id"])
    now = shop.order(order)
    assert (now["cancel_reason"], now["financial_status"]) == ("inventory", "refunded")
    shipped = shop.buy((MUG, 1))
    shop.ship(*shop.waiting(shipped))
    assert "outstanding fulfillments" in await held(shopify, line, "cancel-order", shipped, **wanted)


@pytest.mark.parametrize(
    ("restock_at", "give_back", "available", "paid"),
    [(str(NORTH), True, 57, "partially_refunded"), (None, False, 56, "paid")],
)
async def test_goods_that_came_back_and_their_money_are_apart(
    shopify: Shopify, line: Line, shop: Admin, restock_at: str | None, give_back: bool, available: int, paid: str
) -> None:
    order = shop.buy((MUG, 2))
    back: Any = {"return": "R1", "lines": lines(MUGSTONE01=1), "restock_at": restock_at, "give_back": give_back}
    told = await held(shopify, line, "refund-return", order, reason="Came back", **back)
    assert "not shipped, or refunded already: 1 MUGSTONE01" in told
    shop.ship(*shop.waiting(order))
    receipt = await tell(shopify, line, "refund-return", order, reason="Came back", **back)
    assert shop.stock(MUG_ITEM, NORTH)[0] == available
    assert (shop.order(order)["financial_status"], bool(receipt.restocked)) == (paid, restock_at is not None)
    assert "with this note already" in await held(shopify, line, "refund-return", order, reason="Came back", **back)


async def test_a_return_may_name_its_order_as_people_do(shopify: Shopify, line: Line, shop: Admin) -> None:
    order, other = shop.buy((MUG, 2)), shop.buy((MUG, 2))
    for each in (order, other):
        shop.ship(*shop.waiting(each))
    refund = shopify.operation("refund-return")
    back: Any = {"lines": lines(MUGSTONE01=1), "restock_at": None, "give_back": True, "notify_customer": False}
    message = {"order_name": order["name"].removeprefix("#"), "return": "R1", "reason": "Came back", **back}
    resolved = await shopify.resolve(line, refund, message)
    made = await shopify.write(line, refund, message, resolved)
    assert [len(shop.order(each)["refunds"]) for each in (order, other)] == [1, 0]
    found = await shopify.find(line, refund, message, resolved)
    assert (found.id if found else None) == made.id
    with pytest.raises(PlatformError, match="has no orders of the name 100199"):
        await shopify.resolve(line, refund, {**message, "order_name": "100199"})
