"""A day of the example project whose orders, stock, catalogue and books are kept in Fulfil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from shop_day import API, TOKEN, ShopDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.record import Hold
from crossdock.studio.access import LOCAL_ADMINISTRATOR

PROCESSED, PACKED, FIRST_SHIPMENT, NEXT_SHIPMENT = 1, 100, 120, 30
"""Minutes after which an order's shipments are made, the first is packed, it leaves, and then the next one."""


class FulfilDay(ShopDay):
    """The shop and Fulfil, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "cancellations",
        "refunds",
        "shipments",
        "returns",
        "products",
        "prices",
        "customers",
        "payouts",
    )

    def begin(self) -> None:
        """Have the shop tell of refunds too; and time stands still at Fulfil, and with it the second of its requests."""
        wanted = {"webhook": {"topic": "refunds/create", "address": f"{self._mail.url}/refunds", "format": "json"}}
        self._shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()
        self.switch(requests_per_second=10_000)

    async def buy_and_process(self, **lines: int) -> Any:
        """A buyer's order, of which Fulfil has made the shipments."""
        order = await self.buy(**lines)
        self.work_on(PROCESSED)
        return order

    async def refund(self, order: Any, sku: str, quantity: int) -> None:
        """The shop gives some of an order back before it has left."""
        (line,) = [each for each in order["line_items"] if each["sku"] == sku]
        item = {"line_item_id": line["id"], "quantity": quantity, "restock_type": "cancel", "location_id": 71000000001}
        body = {"refund": {"note": "Changed their mind", "refund_line_items": [item], "transactions": []}}
        self._shop.post(f"{API}/orders/{order['id']}/refunds.json", json=body, headers=TOKEN).raise_for_status()
        await self.bring("refunds")

    def at_fulfil(self, kind: str = "orders") -> list[Any]:
        """What Fulfil holds of a kind."""
        found: list[Any] = self._hub.get("/_sandbox/state").json()[kind]
        return found

    def states_at_fulfil(self) -> list[tuple[str, str]]:
        """Reference and state of all orders that Fulfil has."""
        return [(entry["reference"], entry["state"]) for entry in self.at_fulfil()]

    def happens(self, what: str, **fields: Any) -> None:
        """Something happens at Fulfil without a call."""
        answer = self._hub.post(f"/_sandbox/{what}", json=fields)
        assert answer.is_success, answer.text

    async def work_and_tell(self, minutes: int) -> None:
        """The warehouses go on working, and Crossdock reads what has left."""
        self.work_on(minutes)
        await self.poll("shipments")

    async def release(self, hold: Hold) -> None:
        """A person lets a held record go on as it is."""
        await self.studio.holds.retry(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, hold.record, "Put right.")
        await self.work_off()

    def variants(self) -> dict[str, Any]:
        """The shop's variants, by SKU."""
        products = self._shop.get(f"{API}/products.json", headers=TOKEN).json()["products"]
        return {variant["sku"]: variant for product in products for variant in product["variants"]}
