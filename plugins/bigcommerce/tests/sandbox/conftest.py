"""A sandbox of BigCommerce, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect import Secret
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_bigcommerce.connector import BigCommerce
from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.settings import BigCommerceSettings

STORE = f"/stores/{start_data.STORE_HASH}"
TOKEN = {"X-Auth-Token": start_data.ACCESS_TOKEN}


def new_order(*lines: tuple[int, int], **changes: Any) -> Any:
    """An order of variants and quantities, as a call makes it."""
    products = [{"variant_id": number, "quantity": quantity} for number, quantity in lines]
    return {"billing_address": start_data.BUYER, "products": products, "status_id": 11, **changes}


class Account:
    """The API, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> httpx.Response:
        return self.client.request(method, STORE + path, json=body, params=query, headers=TOKEN)

    def get(self, path: str, **query: Any) -> Any:
        return self.ask("GET", path, **query).json()

    def order(self, *lines: tuple[int, int], **changes: Any) -> Any:
        """An order that was taken."""
        answer = self.ask("POST", "/v2/orders", new_order(*lines, **changes))
        assert answer.status_code == 201, answer.text
        return answer.json()

    def lines(self, order: Any) -> Any:
        return self.get(f"/v2/orders/{order['id']}/products")

    def ship(self, order: Any, *quantities: int, **changes: Any) -> httpx.Response:
        """So many of each line leave."""
        lines = [line for line in self.lines(order) if line["order_address_id"]]
        items = [
            {"order_product_id": line["id"], "quantity": quantity}
            for line, quantity in zip(lines, quantities, strict=False)
        ]
        body = {"order_address_id": lines[0]["order_address_id"], "items": items, **changes}
        return self.ask("POST", f"/v2/orders/{order['id']}/shipments", body)

    def refund(self, order: Any, quantity: int, **changes: Any) -> httpx.Response:
        """So many of the first line are paid back, as the store suggests."""
        items = [{"item_type": "PRODUCT", "item_id": self.lines(order)[0]["id"], "quantity": quantity}]
        path = f"/v3/orders/{order['id']}/payment_actions"
        quoted = self.ask("POST", f"{path}/refund_quotes", {"items": items})
        if quoted.is_error:
            return quoted
        payments = quoted.json()["data"]["refund_methods"][0]
        return self.ask("POST", f"{path}/refunds", {"items": items, "payments": payments, **changes})

    def now(self, order: Any) -> Any:
        """An order as it is now."""
        return self.get(f"/v2/orders/{order['id']}")

    def control(self, path: str, document: Any) -> Any:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text
        return answer.json()

    def on_hand(self, sku: str, location: int = start_data.NORTH) -> int:
        """How many lie there, as the API tells it."""
        (item,) = self.get("/v3/inventory/items", **{"sku:in": sku})["data"]
        return next(int(x["total_inventory_onhand"]) for x in item["locations"] if x["location_id"] == location)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(BigCommerce, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def account(address: str) -> Iterator[Account]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Account(client)


@pytest.fixture
def store(address: str) -> BigCommerce:
    return BigCommerce(
        BigCommerceSettings(
            base_url=address, store_hash=start_data.STORE_HASH, access_token=Secret(start_data.ACCESS_TOKEN)
        )
    )
