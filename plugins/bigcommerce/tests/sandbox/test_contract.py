"""BigCommerce's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation
from crossdock.testing import Refused, SandboxContract
from crossdock_bigcommerce.connector import BigCommerce
from crossdock_bigcommerce.sandbox.inferred import Inferred
from crossdock_bigcommerce.sandbox.start_data import BUYER

from .conftest import TOKEN, Account, new_order

DOCUMENTED = "developer.bigcommerce.com/docs/rest-management"
TEA = "TEA-ASSAM-250"
REFUSED = (
    Refused(name="unknown-order", source=f"{DOCUMENTED}/orders", method="GET", path="/v2/orders/7", status=404),
    Refused(
        name="order-without-address",
        source=f"{DOCUMENTED}/orders: billing_address is required",
        path="/v2/orders",
        body=new_order((771, 1), billing_address=None),
        status=400,
    ),
    Refused(
        name="order-without-lines",
        source=f"{DOCUMENTED}/orders: products, or consignments",
        path="/v2/orders",
        body=new_order(),
        status=400,
    ),
    Refused(
        name="one-price-of-two",
        source=f"{DOCUMENTED}/orders: override both price_inc_tax and price_ex_tax",
        path="/v2/orders",
        body=new_order(products=[{"variant_id": 771, "quantity": 1, "price_inc_tax": 5}]),
        status=400,
        words="or neither",
    ),
    Refused(
        name="unknown-product",
        source=f"{DOCUMENTED}/catalog/products",
        method="GET",
        path="/v3/catalog/products/7",
        status=404,
    ),
    Refused(
        name="same-name-twice",
        source=f"{DOCUMENTED}/catalog/products: 409 for a duplicate name",
        path="/v3/catalog/products",
        body={"name": "Assam tea", "type": "physical", "weight": 1, "price": 1},
        status=409,
    ),
    Refused(
        name="product-without-price",
        source=f"{DOCUMENTED}/catalog/products: name, type, weight and price are required",
        path="/v3/catalog/products",
        body={"name": "Oolong", "type": "physical", "weight": 1},
        words="price",
    ),
    Refused(
        name="hook-without-destination",
        source=f"{DOCUMENTED}/webhooks",
        path="/v3/hooks",
        body={"scope": "store/order/created"},
        words="destination",
    ),
    Refused(
        name="too-many-adjustments",
        source=f"{DOCUMENTED}/inventory: 2000 items at most",
        method="PUT",
        path="/v3/inventory/adjustments/absolute",
        body={"items": [{"location_id": 1, "sku": TEA, "quantity": 1}] * 2001},
        status=413,
    ),
)


class TestBigCommerceSandbox(SandboxContract):
    connector = BigCommerce
    read_path = "/stores/exampletea/v2/orders"
    plain_resource = "product"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 2}
    refused = REFUSED

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        assert TOKEN["X-Auth-Token"] == connection["access_token"]
        account = Account(client)
        order = account.order((771, 2), (791, 1))
        assert account.ship(order, 1).status_code == 201
        assert account.refund(order, 1).is_success
        account.control("orders", {"lines": {TEA: 1}, "pays": False})
        return {"shipment": {"order_id": order["id"]}}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:  # noqa: ARG002  # the account is known
        account = Account(client)
        if operation.name == "create-order":
            products = [{"sku": TEA, "quantity": 2}]
            return {"external_order_id": "MARKET-1", "billing_address": BUYER, "products": products}
        if operation.name == "set-stock":
            return {"sku": TEA, "location_id": 1, "available": 9}
        if operation.name == "create-product":
            return {"sku": "TEA-OOLONG-100", "name": "Oolong", "type": "physical", "weight": 0.1, "price": 9.5}
        if operation.name == "set-price":
            return {"sku": "MUG-STONE-02", "price": 15.5}
        order = str(account.order((771, 3))["id"])
        lines = {"order_id": order, "lines": [{"sku": TEA, "quantity": 2}]}
        if operation.name == "set-tracking":
            assert account.ship({"id": int(order)}, 1).status_code == 201
            return {"order_id": order, "shipment": "S-1", "tracking": {"number": "made-up-1", "carrier": "dpd-uk"}}
        return {
            "cancel-order": {"order_id": order},
            "create-shipment": {**lines, "shipment": "S-1", "tracking": {"number": "made-up-1"}},
            "create-refund": {**lines, "refund": "R-1", "reason": "Came back", "shipping": False},
        }[operation.name]


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
