"""Shopify keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping
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
        "set-tracking": {"fulfilment_id": 5310000000005, "told": False},
    }

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        said = json_text.decode(request.content)["fulfillment"]
        told = {"notify_customer": message["notify_customer"]}
        if "tracking" in message:
            told["tracking_info"] = message["tracking"]
        if operation.name == "create-fulfilment":
            told["line_items_by_fulfillment_order"] = ASKED
        return bool(said == told)
