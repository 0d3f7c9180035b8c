"""The connector sets what products are and cost, over real HTTP, and makes what is missing once."""

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

from .conftest import Admin

TEA, MUGS = "8120000000011", "8120000000013"
GREEN = {"sku": "TEA/GREEN 100", "title": "Green Tea", "status": "active", "barcode": "5012345678924"}


@pytest.fixture
def shopify(address: str) -> Shopify:
    token = Secret("sandbox-shopify-token")
    return Shopify(ShopifySettings(shop="example-tea", access_token=token, address=address, api_version="2026-04"))


@pytest.fixture
async def line(shopify: Shopify, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


async def tell(shopify: Shopify, line: Line, operation: str, message: Any) -> Receipt:
    declared = shopify.operation(operation)
    return await shopify.write(line, declared, message, await shopify.resolve(line, declared, message))


async def refused(shopify: Shopify, line: Line, operation: str, message: Any) -> tuple[ErrorKind, str]:
    with pytest.raises(PlatformError) as raised:
        await tell(shopify, line, operation, message)
    return raised.value.kind, raised.value.stable_code


async def test_what_its_master_says_of_a_product_is_set_and_the_rest_stays(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    item = {"sku": "TEA-ASSAM-250", "title": "Assam Leaf", "status": "archived", "weight": {"value": 0.3, "unit": "kg"}}
    receipt = await tell(shopify, line, "set-product", item)
    tea = shop.state("products")[TEA]
    assert (tea["title"], tea["status"]) == ("Assam Leaf", "archived")
    assert tea["variants"]["TEA-ASSAM-250"] == {
        "price": "12.00",
        "compare_at_price": None,
        "barcode": None,
        "grams": 300,
    }
    assert (receipt.id, receipt.identities) == (TEA, (("product", TEA), ("sku", "TEA-ASSAM-250")))
    assert receipt.details == {"made": False}


async def test_a_sku_beside_others_sets_nothing_of_the_whole_product(shopify: Shopify, line: Line, shop: Admin) -> None:
    item = {"sku": "MUG-STONE-02", "title": "Chalk Mug", "status": "archived", "barcode": "5012345678931"}
    receipt = await tell(shopify, line, "set-product", item)
    mugs = shop.state("products")[MUGS]
    assert (mugs["title"], mugs["status"]) == ("Stoneware Mug", "active")
    assert [variant["barcode"] for variant in mugs["variants"].values()] == [None, "5012345678931"]
    assert receipt.details == {"made": False, "left_as_it_is": ["title", "status"]}


async def test_what_the_shop_does_not_have_is_made_once_as_a_draft(shopify: Shopify, line: Line, shop: Admin) -> None:
    before = shop.state("products")
    receipt = await tell(shopify, line, "set-product", GREEN)
    made = shop.state("products")[receipt.id]
    assert (made["handle"], made["status"], receipt.details) == ("sku-tea-green-100", "draft", {"made": True})
    again = await tell(shopify, line, "set-product", {**GREEN, "title": "Green Tea, loose"})
    now = shop.state("products")
    assert (again.id, now[receipt.id]["title"]) == (receipt.id, "Green Tea, loose")
    assert len(now) == len(before) + 1
    level = {"sku": "TEA/GREEN 100", "location_id": "gid://shopify/Location/71000000001", "available": 5}
    assert (await refused(shopify, line, "set-available", level))[1] == "not-stocked"


async def test_what_cannot_be_made_is_held(shopify: Shopify, line: Line, shop: Admin) -> None:
    assert await refused(shopify, line, "set-product", {"sku": "NO-SUCH", "barcode": "1"}) == (
        ErrorKind.HOLD,
        "sku-unknown",
    )
    await tell(shopify, line, "set-product", GREEN)
    other = {**GREEN, "sku": "TEA-GREEN-100"}
    assert (await refused(shopify, line, "set-product", other))[1] == "sku-unknown"
    assert shop.state("products")


async def test_a_price_is_set_in_the_shop_s_currency_only(shopify: Shopify, line: Line, shop: Admin) -> None:
    price = {"sku": "MUG-STONE-02", "price": "9.90", "compare_at_price": "14.00", "currency": "GBP"}
    receipt = await tell(shopify, line, "set-price", price)
    slate, chalk = shop.state("products")[MUGS]["variants"].values()
    assert (slate["price"], chalk["price"], chalk["compare_at_price"]) == ("14.00", "9.90", "14.00")
    assert receipt.id == "44120000000023"
    assert (await refused(shopify, line, "set-price", {**price, "currency": "EUR"}))[1] == "other-currency"
    assert (await refused(shopify, line, "set-price", {**price, "sku": "NO-SUCH"}))[1] == "sku-unknown"


async def test_a_refusal_is_told_in_the_shop_s_words(shopify: Shopify, line: Line, shop: Admin) -> None:
    gone = {"product_id": "gid://shopify/Product/7", "variant_id": "gid://shopify/ProductVariant/7", "alone": True}
    with pytest.raises(PlatformError, match="Product does not exist"):
        await shopify.write(line, shopify.operation("set-product"), GREEN, gone)
    assert shop.state("products")
