"""The connector has a rest refunded in the sandbox, over real HTTP: once, and never for more than was paid."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from crossdock.connect import Receipt, Restocked, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import BUNDLE, MUG, TEA, Admin

REFUND = Shopify.operation("create-refund")
PARTS = [{"sku": sku, "quantity": 1} for sku in ("TEA-ASSAM-250", "MUG-STONE-01", "TIN-ROUND-S")]


@pytest.fixture
def shopify(address: str) -> Shopify:
    return Shopify(ShopifySettings(shop="example-tea", access_token=Secret("sandbox-shopify-token"), address=address))


@pytest.fixture
async def line(shopify: Shopify, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


def rest(order: Any, lines: dict[str, int], shipment: str = "1001-1") -> Any:
    quantities = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
    told = {"reason": "Not found when the order was picked", "notify_customer": False}
    return {"order_id": str(order["id"]), "shipment": shipment, "lines": quantities, **told}


async def refunded(shopify: Shopify, line: Line, message: Any) -> tuple[Receipt, Receipt | None]:
    """What the write tells, and what is found of it when its answer was lost."""
    resolved = await shopify.resolve(line, REFUND, message)
    made = await shopify.write(line, REFUND, message, resolved)
    return made, await shopify.find(line, REFUND, message, resolved)


async def give_back(shopify: Shopify, line: Line, message: Any) -> str:
    made, _ = await refunded(shopify, line, message)
    return made.id


async def held(shopify: Shopify, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await give_back(shopify, line, message)
    assert raised.value.kind is ErrorKind.HOLD
    return raised.value


def given(refund: Any) -> list[Decimal]:
    return [Decimal(transaction["amount"]) for transaction in refund["transactions"]]


async def test_a_rest_is_cancelled_and_its_money_given_back(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 2), (TEA, 1))
    price = next(Decimal(item["price"]) for item in order["line_items"] if item["variant_id"] == MUG)
    made = await give_back(shopify, line, rest(order, {"MUGSTONE01": 1}))
    now = shop.order(order)
    (refund,) = now["refunds"]
    assert (str(refund["id"]), given(refund)) == (made, [price])
    assert refund["note"] == "Not found when the order was picked (1001-1)"
    assert sum(item["fulfillable_quantity"] for item in now["line_items"]) == 2


async def test_an_interrupted_refund_is_found_and_one_that_is_there_is_not_made_again(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    message = rest(shop.buy((MUG, 2)), {"MUGSTONE01": 1})
    assert await shopify.find(line, REFUND, message, {}) is None
    made = await give_back(shopify, line, message)
    found = await shopify.find(line, REFUND, message, {})
    assert found is not None
    assert (found.id, found.identities) == (made, (("refund", made),))
    assert "already" in (await held(shopify, line, message)).message
    assert await shopify.find(line, REFUND, {**message, "shipment": "1001-R2-1"}, {}) is None


@pytest.mark.parametrize(
    ("bought", "lines", "restocked"),
    [
        ([(MUG, 2)], {"MUG-STONE-01": 1}, {"MUG-STONE-01": 1}),
        ([(MUG, 2)], {"MUGSTONE01": 1}, {"MUGSTONE01": 1}),
        ([(BUNDLE, 1)], {"MUGSTONE01": 1, "TEAASSAM250": 1, "TINROUNDS": 1}, {}),
        ([(MUG, 2), (BUNDLE, 1)], {"MUGSTONE01": 3, "TEAASSAM250": 1, "TINROUNDS": 1}, {"MUGSTONE01": 2}),
    ],
)
async def test_what_was_sold_by_itself_is_on_sale_again_and_the_parts_of_a_bundle_are_not(
    shopify: Shopify, line: Line, shop: Admin, bought: Any, lines: dict[str, int], restocked: dict[str, int]
) -> None:
    bundles = [{"sku": "BUNDLE-STARTER", "components": PARTS}]
    made, found = await refunded(shopify, line, {**rest(shop.buy(*bought), lines), "bundles": bundles})
    assert made.restocked == tuple(Restocked(sku=sku, quantity=quantity) for sku, quantity in restocked.items())
    assert found == made


async def test_no_more_is_given_back_than_is_left_of_a_payment(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    (payment,) = shop.get(f"/orders/{order['id']}/transactions.json").json()["transactions"]
    generous = {"parent_id": payment["id"], "amount": str(Decimal(payment["amount"]) - 1), "kind": "refund"}
    shop.made(f"/orders/{order['id']}/refunds.json", {"refund": {"transactions": [generous]}})
    await give_back(shopify, line, rest(order, {"MUGSTONE01": 1}))
    assert given(shop.order(order)["refunds"][-1]) == [Decimal(1)]


async def test_what_is_not_open_is_told_and_nothing_is_given_back(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    error = await held(shopify, line, rest(order, {"MUGSTONE01": 2, "TEAASSAM250": 1}))
    assert "1 of 2 MUGSTONE01" in error.message
    assert "1 of 1 TEAASSAM250" in error.message
    assert shop.order(order)["refunds"] == []
