"""A sandbox of Veeqo, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect import Secret
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.sandbox import start_data
from crossdock_veeqo.settings import VeeqoSettings

TEA, MUG, TIN = 7100011, 7100013, 7100015
BUYER = {"first_name": "Alex", "last_name": "Example", "address1": "1 Sample Street", "country": "GB"}


def new_order(*lines: tuple[int, int], **changes: Any) -> Any:
    """A paid order of sellables and quantities, as it is sent."""
    items = [{"sellable_id": number, "quantity": quantity, "price_per_unit": "5.50"} for number, quantity in lines]
    order = {
        "channel_id": start_data.SHOP,
        "number": "#1001",
        "customer_id": 8200001,
        "deliver_to_attributes": BUYER,
        "line_items_attributes": items,
        "payment_attributes": {"payment_type": "credit_card"},
    }
    return {"order": {**order, **changes}}


class Account:
    """The API, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        client.headers["x-api-key"] = start_data.API_KEY

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.client.get(path, params=query)

    def order(self, *lines: tuple[int, int], **changes: Any) -> Any:
        """An order that was taken."""
        answer = self.client.post("/orders", json=new_order(*lines, **changes))
        assert answer.status_code == 201, answer.text
        return answer.json()

    def ship(self, order: Any, allocation: Any) -> httpx.Response:
        shipment = {"tracking_number_attributes": {"tracking_number": f"made-up-{allocation['id']}"}}
        body = {"shipment": shipment, "order_id": order["id"], "allocation_id": allocation["id"]}
        return self.client.post("/shipments", json=body)

    def cancel(self, order: Any) -> httpx.Response:
        return self.client.put(f"/orders/{order['id']}/cancel", json={"reason": "Changed their mind"})

    def now(self, order: Any) -> Any:
        """An order as it is now."""
        return self.get(f"/orders/{order['id']}").json()

    def entry(self, sellable: int, warehouse: int) -> tuple[int, int, int]:
        """What is there, promised, and can be sold."""
        found = self.get(f"/sellables/{sellable}/warehouses/{warehouse}/stock_entry").json()
        return found["physical_stock_level"], found["allocated_stock_level"], found["available_stock_level"]

    def control(self, path: str, document: Any) -> None:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Veeqo, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def account(address: str) -> Iterator[Account]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Account(client)


@pytest.fixture
def veeqo(address: str) -> Veeqo:
    return Veeqo(VeeqoSettings(base_url=address, api_key=Secret(start_data.API_KEY)))
