"""Shopify keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from crossdock.connect import Secret
from crossdock.testing import ConnectorContract
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings


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
