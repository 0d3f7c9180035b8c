"""Shopify's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from crossdock.engine import json_text
from crossdock.testing import SandboxContract
from crossdock_shopify.connector import Shopify
from crossdock_shopify.sandbox.inferred import Inferred


class TestShopifySandbox(SandboxContract):
    connector = Shopify
    read_path = "/admin/api/2025-10/locations.json"
    plain_resource = "product"

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        orders = [json_text.decode(sample.payload) for sample in Shopify.resource("order").samples(Shopify.package)]
        placed = [
            client.post("/_sandbox/orders", json={"order": {**order, "financial_status": "paid"}}) for order in orders
        ]
        assert [answer.status_code for answer in placed] == [201] * len(orders)
        order = placed[0].json()["order"]
        self._ship_and_refund(client, connection, order)
        chosen = {"order_id": order["id"]}
        return {"stock_level": {"location_ids": "71000000001"}, "refund": chosen, "fulfilment": chosen}

    def _ship_and_refund(self, client: httpx.Client, connection: Mapping[str, str], order: Mapping[str, Any]) -> None:
        key = {"X-Shopify-Access-Token": connection["access_token"]}
        base = "/admin/api/2025-10"
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
