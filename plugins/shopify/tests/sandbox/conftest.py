"""A sandbox of Shopify, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.receiver import Receiver, receiver
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_shopify.connector import Shopify

MUG, TEA, TIN, GIFT_CARD = 44120000000013, 44120000000011, 44120000000014, 44120000000018
BUNDLE = 44120000000016
MUG_ITEM, NORTH, EAST = 46200000000013, 71000000001, 71000000003
BRITISH = {"first_name": "Alex", "last_name": "Example", "address1": "1 Sample Street", "country_code": "GB"}


class Admin:
    """The REST Admin API, spoken to by hand; and the shop's checkout."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.headers = {"X-Shopify-Access-Token": "sandbox-shopify-token"}
        self.control("switches", {"bucket_size": 10_000})

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.client.get(f"/admin/api/2025-10/{path}", params=query, headers=self.headers)

    def send(self, method: str, path: str, document: Any = None) -> httpx.Response:
        return self.client.request(method, f"/admin/api/2025-10/{path}", json=document, headers=self.headers)

    def post(self, path: str, document: Any = None) -> httpx.Response:
        return self.send("POST", path, document)

    def made(self, path: str, document: Any) -> Any:
        """What a POST made."""
        answer = self.post(path, document)
        assert answer.is_success, answer.text
        return next(iter(answer.json().values()))

    def errors(self, answer: httpx.Response, status: int = 422) -> Any:
        """What a refusal says."""
        assert answer.status_code == status, answer.text
        return answer.json()["errors"]

    def control(self, path: str, document: Any) -> httpx.Response:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text
        return answer

    def state(self, resource: str) -> dict[str, Any]:
        """What it holds of a kind, by id."""
        return {entry["id"]: entry for entry in self.client.get("/_sandbox/state").json()[resource]}

    def buy(self, *lines: tuple[int, int], **changes: Any) -> Any:
        """A buyer's order of variants and quantities."""
        items = [{"variant_id": variant, "quantity": quantity} for variant, quantity in lines]
        order = {"line_items": items, "shipping_address": BRITISH, **changes}
        return self.control("orders", {"order": order}).json()["order"]

    def order(self, order: Any) -> Any:
        """An order as it is now."""
        return self.get(f"orders/{order['id']}.json").json()["order"]

    def waiting(self, order: Any) -> list[Any]:
        """An order's fulfilment orders that are open."""
        found = self.get(f"orders/{order['id']}/fulfillment_orders.json").json()["fulfillment_orders"]
        return [one for one in found if one["status"] == "open"]

    def ship(self, *fulfilment_orders: Any, **more: Any) -> httpx.Response:
        """Ship all of some fulfilment orders, or the lines given with one: `(fulfilment_order, {line: quantity})`."""
        asked = []
        for entry in fulfilment_orders:
            one, lines = entry if isinstance(entry, tuple) else (entry, {})
            chosen = [{"id": line, "quantity": quantity} for line, quantity in lines.items()]
            asked.append(
                {"fulfillment_order_id": one["id"], **({"fulfillment_order_line_items": chosen} if chosen else {})}
            )
        return self.post("fulfillments.json", {"fulfillment": {"line_items_by_fulfillment_order": asked, **more}})

    def stock(self, item: int = MUG_ITEM, location: int = NORTH) -> tuple[int, int]:
        """What is available of an item, and what is committed."""
        held = self.state("stock")[f"{location}/{item}"]
        return held["available"], held["committed"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Shopify, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def shop(address: str) -> Iterator[Admin]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Admin(client)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as taking:
        yield taking
