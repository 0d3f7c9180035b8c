"""Shopify keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

ASKED = [
    {"fulfillment_order_id": 6610000000001, "fulfillment_order_line_items": [{"id": 14110000000001, "quantity": 1}]}
]
REFUNDED = [{"line_item_id": 14870000000501, "quantity": 1, "restock_type": "cancel", "location_id": 71000000001}]


class TestShopify(ConnectorContract):
    connector = Shopify
    settings = ShopifySettings(
        shop="example-tea", access_token=Secret("made-up-access-token"), webhook_secret=Secret("made-up-webhook-secret")
    )
    parameters: ClassVar[Mapping[str, Any]] = {
        "stock_level": {"location_ids": "71000000001"},
        "refund": {"order_id": 5890012340050},
        "fulfilment": {"order_id": 5890012340050},
    }
    resolved: ClassVar[Mapping[str, Any]] = {
        "create-fulfilment": {"line_items_by_fulfillment_order": ASKED, "shipped": {"14870000000501": 1}, "before": []},
        "create-refund": {
            "refund_line_items": REFUNDED,
            "currency": "GBP",
            "transactions": [{"parent_id": 8800000000001, "amount": "5.50", "kind": "refund", "gateway": "manual"}],
        },
        "set-tracking": {"fulfilment_id": 5310000000005, "told": False},
        "set-available": {"inventory_item_id": "gid://shopify/InventoryItem/46200000000013", "found": 60},
    }

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        if operation.name != "set-available":
            return super().accepted_answer(operation)
        return {"json": {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": []}}}}

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:
        if operation.name != "set-available":
            return super().refused_answer(operation, words)
        errors = [{"field": ["input"], "message": words, "code": "INVALID_QUANTITY"}]
        return {"json": {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": errors}}}}

    def batch_answer(self, operation: Operation, _: Sequence[Any], refused: Mapping[int, str]) -> dict[str, Any]:
        if not refused:
            return self.accepted_answer(operation)
        errors = [
            {"field": ["input", "quantities", str(place), "quantity"], "message": words, "code": "INVALID_QUANTITY"}
            for place, words in refused.items()
        ]
        return {"json": {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": errors}}}}

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        if operation.name == "set-available":
            (level,) = json_text.decode(request.content)["variables"]["input"]["quantities"]
            told = (level["locationId"], level["quantity"])
            return told == (message["location_id"], message["available"]) and level["compareQuantity"] == 60
        if operation.name == "create-refund":
            refund = json_text.decode(request.content)["refund"]
            told = (refund["refund_line_items"], refund["notify"])
            return message["shipment"] in refund["note"] and told == (REFUNDED, message["notify_customer"])
        said = json_text.decode(request.content)["fulfillment"]
        told = {"notify_customer": message["notify_customer"]}
        if "tracking" in message:
            told["tracking_info"] = message["tracking"]
        if operation.name == "create-fulfilment":
            told["line_items_by_fulfillment_order"] = ASKED
        return bool(said == told)
