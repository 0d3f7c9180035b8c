"""Orders and customers are made once: what the shop has already is told, or left as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from crossdock.connect import Receipt, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.engine import json_text
from crossdock.errors import PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import Admin

ORDER = json_text.decode(Shopify.resource("new_order").samples(Shopify.package)[0].payload)


@pytest.fixture
def shopify(address: str) -> Shopify:
    return Shopify(ShopifySettings(shop="example-tea", access_token=Secret("sandbox-shopify-token"), address=address))


@pytest.fixture
async def line(shopify: Shopify, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


async def tell(shopify: Shopify, line: Line, operation: str, message: Any) -> Receipt:
    declared = shopify.operation(operation)
    return await shopify.write(line, declared, message, await shopify.resolve(line, declared, message))


async def test_an_order_is_made_of_skus_and_never_twice(shopify: Shopify, line: Line, shop: Admin) -> None:
    receipt = await tell(shopify, line, "create-order", ORDER)
    made = shop.order({"id": receipt.id})
    assert [(item["sku"], item["quantity"], item["price"]) for item in made["line_items"]] == [
        ("MUG-STONE-01", 2, "13.50")
    ]
    assert (made["financial_status"], shop.stock()) == ("paid", (56, 2))
    with pytest.raises(PlatformError) as raised:
        await tell(shopify, line, "create-order", ORDER)
    assert raised.value.stable_code == "order-exists"
    unknown = {**ORDER, "source_identifier": "MP-9", "line_items": [{"sku": "NO-SUCH", "quantity": 1}]}
    with pytest.raises(PlatformError) as raised:
        await tell(shopify, line, "create-order", unknown)
    assert (raised.value.stable_code, len(shop.state("orders"))) == ("sku-unknown", 1)


async def test_a_customer_whom_the_shop_has_is_left_as_she_is(shopify: Shopify, line: Line, shop: Admin) -> None:
    before = shop.state("customers")
    known = await tell(shopify, line, "create-customer", {"email": "Alex@example.com", "first_name": "Al"})
    assert known.id in before
    made = await tell(shopify, line, "create-customer", {"email": "robin@example.com"})
    assert set(shop.state("customers")) == {*before, made.id}
    with pytest.raises(PlatformError, match="has already been taken") as raised:
        await shopify.write(line, shopify.operation("create-customer"), {"email": "robin@example.com"}, {})
    assert shopify.is_repeat(raised.value)
