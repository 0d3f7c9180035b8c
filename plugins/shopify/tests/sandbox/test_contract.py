"""Shopify's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation
from crossdock.engine import json_text
from crossdock.testing import Refused, SandboxContract
from crossdock_shopify.connector import Shopify
from crossdock_shopify.sandbox.inferred import Inferred

from .conftest import BRITISH, MUG, MUG_ITEM, NORTH, Admin

REST = "https://shopify.dev/docs/api/admin-rest/2026-04/resources"
WEBHOOK = {"topic": "orders/create", "address": "https://hooks.example.com/orders", "format": "json"}
LEVEL = {"inventory_item_id": MUG_ITEM, "location_id": NORTH, "available": 1}
UNKNOWN = {"line_items_by_fulfillment_order": [{"fulfillment_order_id": 7}]}
REFUSED = (
    Refused(
        name="order-without-lines",
        source=f"{REST}/order",
        path="/orders.json",
        body={"order": {"line_items": []}},
        words="must have at least one line item",
    ),
    Refused(
        name="body-without-order",
        source=f"{REST}/order",
        path="/orders.json",
        body={},
        status=400,
        words="Required parameter missing or invalid",
    ),
    Refused(
        name="unknown-order",
        source=f"{REST}/order",
        method="GET",
        path="/orders/7.json",
        status=404,
        words="Not Found",
    ),
    Refused(
        name="unknown-fulfilment-order",
        source=f"{REST}/fulfillment",
        path="/fulfillments.json",
        body={"fulfillment": UNKNOWN},
        words="Fulfillment order does not exist.",
    ),
    Refused(
        name="unknown-inventory-item",
        source=f"{REST}/inventorylevel",
        path="/inventory_levels/set.json",
        body={**LEVEL, "inventory_item_id": 7},
        status=404,
        words="The specified inventory item could not be found.",
    ),
    Refused(
        name="more-than-can-be",
        source=f"{REST}/inventorylevel",
        path="/inventory_levels/set.json",
        body={**LEVEL, "available": 1_000_000_001},
        words="can't be higher than 1,000,000,000",
    ),
    Refused(
        name="address-twice-for-a-topic",
        source=f"{REST}/webhook",
        path="/webhooks.json",
        body={"webhook": WEBHOOK},
        words="has already been taken",
        taken_once=True,
    ),
)

OF_A_SKU: Mapping[str, Any] = {
    "set-available": {"sku": "MUG-STONE-01", "location_id": f"gid://shopify/Location/{NORTH}", "available": 7},
    "set-product": {"sku": "TEA-GREEN-100", "title": "Green Tea", "barcode": "5012345678924"},
    "create-order": json_text.decode(Shopify.resource("new_order").samples(Shopify.package)[0].payload),
    "create-customer": {"email": "robin@example.com", "first_name": "Robin"},
    "set-price": {"sku": "TEA-ASSAM-250", "price": "12.50", "currency": "GBP"},
}
TWO_MUGS = [{"sku": "MUG-STONE-01", "quantity": 2}]
OF_AN_ORDER: Mapping[str, Any] = {
    "create-fulfilment": {"shipment": "1001-1", "lines": TWO_MUGS},
    "create-refund": {"shipment": "1001-1", "lines": TWO_MUGS, "reason": "Not found"},
    "set-tracking": {"shipment": "1001-1", "tracking": {"number": "XX000000001GB", "company": "Royal Mail"}},
    "cancel-order": {"reason": "inventory", "restock": True, "give_back": True},
    "refund-return": {
        "return": "1001.D1",
        "lines": TWO_MUGS,
        "restock_at": str(NORTH),
        "give_back": True,
        "reason": "Came back",
    },
}
"""What to write, of an order of three mugs."""


class TestShopifySandbox(SandboxContract):
    connector = Shopify
    read_path = "/admin/api/2026-04/locations.json"
    plain_resource = "product"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 2}
    refused = REFUSED

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        orders = [json_text.decode(sample.payload) for sample in Shopify.resource("order").samples(Shopify.package)]
        placed = [
            client.post("/_sandbox/orders", json={"order": {**order, "financial_status": "paid"}}) for order in orders
        ]
        assert [answer.status_code for answer in placed] == [201] * len(orders)
        order = placed[0].json()["order"]
        self._ship_and_refund(client, connection, order)
        client.post("/_sandbox/advance", json={"seconds": 4 * 24 * 3600})
        (payout,) = client.get("/_sandbox/state").json()["payouts"][:1]
        chosen, paid = {"order_id": order["id"]}, {"payout_id": payout["id"]}
        levels = {"location_ids": "71000000001"}
        of_order = dict.fromkeys(("refund", "fulfilment", "transaction", "fulfilment_order"), chosen)
        self._ask_to_stop(Admin(client))
        return {"stock_level": levels, **of_order, "balance_transaction": paid}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:  # noqa: ARG002  # the key is known
        if operation.name in OF_A_SKU:
            return OF_A_SKU[operation.name]
        shop = Admin(client)
        if operation.name == "answer-cancellation-request":
            return {"fulfilment_order_id": str(self._ask_to_stop(shop)["id"]), "answer": "accept"}
        order = shop.buy((MUG, 3), shipping_address=BRITISH)
        if operation.name in ("set-tracking", "refund-return"):
            assert shop.ship(*shop.waiting(order)).is_success
        return {"order_id": str(order["id"]), "notify_customer": False, **OF_AN_ORDER[operation.name]}

    def _ask_to_stop(self, shop: Admin) -> Any:
        (waiting,) = shop.waiting(shop.buy((MUG, 1)))
        asked: Any = shop.made(f"fulfillment_orders/{waiting['id']}/cancellation_request.json", {})
        return asked

    def written_together(
        self,
        operation: Operation,  # noqa: ARG002  # the base's
        client: httpx.Client,  # noqa: ARG002  # the base's
        connection: Mapping[str, str],  # noqa: ARG002  # the base's
    ) -> tuple[Sequence[Any], int]:
        quantities = {"MUG-STONE-01": 7, "TEA-ASSAM-250": 1_000_000_001, "TEA-EARLGREY-100": 8}
        place = f"gid://shopify/Location/{NORTH}"
        return [{"sku": sku, "location_id": place, "available": each} for sku, each in quantities.items()], 1

    def _ship_and_refund(self, client: httpx.Client, connection: Mapping[str, str], order: Mapping[str, Any]) -> None:
        key = {"X-Shopify-Access-Token": connection["access_token"]}
        base = "/admin/api/2026-04"
        (waiting,) = client.get(f"{base}/orders/{order['id']}/fulfillment_orders.json", headers=key).json()[
            "fulfillment_orders"
        ]
        fulfilment = {"line_items_by_fulfillment_order": [{"fulfillment_order_id": waiting["id"]}]}
        assert client.post(f"{base}/fulfillments.json", headers=key, json={"fulfillment": fulfilment}).is_success
        returned = {"line_item_id": order["line_items"][0]["id"], "quantity": 1}
        refund = {"refund": {"refund_line_items": [returned], "shipping": {"full_refund": True}}}
        assert client.post(f"{base}/orders/{order['id']}/refunds.json", headers=key, json=refund).is_success


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
