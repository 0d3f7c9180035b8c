"""A day of the example project whose shop is BigCommerce's and whose warehouses are run with Veeqo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import msgspec
from example_day import ExampleDay, flow_of

from crossdock.connect import Incoming
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.testing.receiver import Delivery, Receiver

STORE = "/stores/exampletea"
TOKEN = {"X-Auth-Token": "sandbox-bigcommerce-token"}
SCOPES = {
    "orders": "store/order/statusUpdated",
    "cancellations": "store/order/statusUpdated",
    "refunds": "store/order/refund/created",
}
SKUS = {
    "mug": "MUG-STONE-01",
    "tea": "TEA-ASSAM-250",
    "tin": "TIN-ROUND-S",
    "set": "BUNDLE-STARTER",
    "guide": "GUIDE-BREWING",
    "kettle": "KETTLE-GN-12",
}
FIRST_PARCEL, NEXT_PARCEL = 120, 30
"""Minutes after which an order's first parcel leaves Veeqo's warehouses, and then the next one."""
BACK = 3 * 24 * 60
"""Minutes after which what is sent back has arrived."""
CANCELLED = 5


def subscribe(shop: httpx.Client, mail: Receiver, scopes: Mapping[str, str] = SCOPES) -> None:
    """Have the store send what happens to the flows of their own."""
    shop.post("/_sandbox/switches", json={"quota": 100_000}).raise_for_status()
    for flow, scope in scopes.items():
        wanted = {"scope": scope, "destination": f"{mail.url}/{flow}", "is_active": True}
        shop.post(f"{STORE}/v3/hooks", json=wanted, headers=TOKEN).raise_for_status()


class BigCommerceDay(ExampleDay):
    """The store and Veeqo, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "cancellations",
        "refunds",
        "shipments",
        "returns",
        "products",
        "prices",
    )

    async def buy(self, **lines: int) -> Any:
        """A buyer orders and pays `mug`, `tea`, `tin`, `set` or `guide`, and Veeqo hears of it as far as it is to."""
        order = self.begin(**lines, pays=True)
        await self.bring("orders", "cancellations")
        return order

    def begin(self, *, pays: bool = False, shipping: str = "Standard Delivery", **lines: int) -> Any:
        """A buyer begins a checkout, and may pay it; nobody hears of it yet."""
        wanted = {SKUS[name]: quantity for name, quantity in lines.items()}
        return self._happens("orders", lines=wanted, pays=pays, shipping_method=shipping)

    def pay(self, order: Any, status: int = 11) -> Any:
        """A checkout that was begun is gone through with."""
        return self._happens("payments", order=order["id"], status=status)

    async def change(self, order: Any, **fields: Any) -> None:
        """The store's people change an order, and Crossdock hears of it."""
        self.call("PUT", f"/v2/orders/{order['id']}", fields)
        await self.bring("orders", "cancellations")

    async def refund(self, order: Any, **quantities: int) -> None:
        """Money is paid back for some of an order's lines."""
        lines = {line["sku"]: line["id"] for line in self.call("GET", f"/v2/orders/{order['id']}/products")}
        items = [
            {"item_type": "PRODUCT", "item_id": lines[SKUS[name]], "quantity": quantity}
            for name, quantity in quantities.items()
        ]
        path = f"/v3/orders/{order['id']}/payment_actions"
        quote = self.call("POST", f"{path}/refund_quotes", {"items": items})["data"]
        body = {"items": items, "payments": quote["refund_methods"][0], "reason": "Changed their mind"}
        self.call("POST", f"{path}/refunds", body)
        await self.bring("refunds", "orders", "cancellations")

    def order(self, order: Any) -> Any:
        """An order as the store has it now."""
        return self.call("GET", f"/v2/orders/{order['id']}")

    def shipments(self, order: Any) -> list[Any]:
        """What the store was told that left."""
        answer = self._shop.get(f"{STORE}/v2/orders/{order['id']}/shipments", headers=TOKEN)
        return [] if answer.status_code == 204 else list(answer.json())

    def shipped(self, order: Any) -> list[dict[str, int]]:
        """What the store was told that left with each shipment, by SKU."""
        lines = {line["id"]: line["sku"] for line in self.call("GET", f"/v2/orders/{order['id']}/products")}
        return [
            {lines[item["order_product_id"]]: item["quantity"] for item in made["items"]}
            for made in self.shipments(order)
        ]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the store's API."""
        answer = self._shop.request(method, STORE + path, json=body, headers=TOKEN)
        assert answer.is_success, answer.text
        return answer.json()

    def on_hand(self, name: str, location: int = 1) -> int:
        """How many the store has of a product."""
        return int(self._level(name, location)["on_hand"])

    def asked_for(self, name: str, location: int = 1) -> int | None:
        """How many it was asked to have, as long as that is not carried out."""
        found: int | None = self._level(name, location)["asked_for"]
        return found

    async def settle(self) -> None:
        """What the store took in is carried out there, and asked after."""
        self.shop_time(60)
        await self.later(60)

    def switch_shop(self, **changes: Any) -> None:
        """How the store behaves."""
        assert self._shop.post("/_sandbox/switches", json=changes).is_success

    def at_veeqo(self) -> list[tuple[str, str]]:
        """Number and status of all orders that Veeqo has."""
        return [(entry["number"], entry["status"]) for entry in self._hub.get("/_sandbox/state").json()["orders"]]

    def happens(self, what: str, **fields: Any) -> None:
        """Something happens at the warehouses without a call."""
        answer = self._hub.post(f"/_sandbox/{what}", json=fields)
        assert answer.is_success, answer.text

    async def work_and_tell(self, minutes: int) -> None:
        """The warehouses go on working, and Crossdock reads what has left."""
        self.work_on(minutes)
        await self.poll("shipments")

    async def take(self, delivery: Delivery) -> None:
        """One message is taken in when it is sent: by the store's clock, which stands still."""
        sent = datetime.fromtimestamp(int(delivery.headers["webhook-timestamp"]), UTC)
        incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=sent)
        await self._intake.take(ENVIRONMENT, PROJECT, flow_of(delivery), incoming, "192.0.2.7")

    def _happens(self, what: str, **fields: Any) -> Any:
        answer = self._shop.post(f"/_sandbox/{what}", content=msgspec.json.encode(fields))
        assert answer.is_success, answer.text
        return answer.json()

    def _level(self, name: str, location: int) -> Any:
        found = {entry["id"]: entry for entry in self.shop_state()["stock"]}
        return found[f"{location}/{SKUS[name]}"]
