"""A day of the example project behind Patchworks: the shop tells its process flows, which hand its orders over, and take
back what the warehouse did. Messages travel over real HTTP: shop, Patchworks, Crossdock, warehouse, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import httpx
from example_day import ExampleDay, Running, World
from shop_day import API, TOKEN, ShopDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.record import Hold
from crossdock.studio.access import LOCAL_ADMINISTRATOR

RUN = 120
"""Seconds after which a run of a process flow has ended."""
CONFIRMED = 60
"""Seconds after which Crossdock has asked again what became of a run."""
NORTH = 71000000001
"""The shop's location that takes back what British customers buy."""
RECEIVED = 90
"""Minutes after which the warehouse has told what it received."""


class BehindPatchworks(ExampleDay):
    """A shop that tells Patchworks, and nobody else."""

    def __init__(self, world: World, running: Running, patchworks: httpx.Client) -> None:
        super().__init__(world, running)
        self._patchworks = patchworks

    @property
    def patchworks_address(self) -> str:
        """Where Patchworks listens."""
        return str(self._patchworks.base_url).rstrip("/")

    def run_flows(self) -> None:
        """What the shop tells reaches the process flows, and these run to their end."""
        self.shop_time(1)
        self.at_patchworks("advance", seconds=RUN)

    async def run_and_look(self) -> None:
        """Process flows run to their end, and Crossdock looks what became of them."""
        self.at_patchworks("advance", seconds=RUN)
        await self.later(CONFIRMED)

    async def release(self, hold: Hold) -> None:
        """A person lets a held record go on."""
        await self.studio.holds.retry(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, hold.record)
        await self.work_off()

    def at_patchworks(self, what: str, **fields: Any) -> None:
        """Somebody does something on the dashboard there."""
        answer = self._patchworks.post(f"/_sandbox/{what}", json=fields)
        assert answer.is_success, answer.text

    def runs(self, flow: int | None = None) -> list[Any]:
        """Runs of a process flow, or all of them, the oldest first."""
        return [run for run in self._state()["runs"] if flow in (None, run["flow"])]

    def handed_back(self) -> dict[str, Any]:
        """The items that process flows have done, by key; each with how often."""
        return {entry["item"]["key"]: entry for entry in self._state()["items"]}

    def at_warehouse(self) -> list[tuple[str, str]]:
        """Number and status of all orders that the warehouse has."""
        return [(str(entry["id"]), entry["status"]) for entry in self._hub.get("/_sandbox/state").json()["orders"]]

    def target(self) -> Any:
        """Everything that the flow's target holds."""
        return self._hub.get("/_sandbox/state").json()

    def _state(self) -> Any:
        return self._patchworks.get("/_sandbox/state").json()


class PatchworksDay(BehindPatchworks, ShopDay):
    """A Shopify shop behind Patchworks, the warehouse, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "cancellations",
        "refunds",
        "products",
        "shipments",
        "returns",
        "stock",
    )

    async def buy(self, *, shipping: str = "Standard Delivery", **lines: int) -> Any:
        """A buyer's order, as far as the warehouse knows it."""
        order = self._order(lines, shipping)
        self.run_flows()
        await self.bring("orders")
        return order

    async def cancel(self, order: Any) -> None:
        """The buyer changes her mind."""
        answer = self._shop.post(f"{API}/orders/{order['id']}/cancel.json", json={}, headers=TOKEN)
        assert answer.is_success, answer.text
        self.run_flows()
        await self.bring("cancellations")

    async def take_back(self, order: Any, quantity: int) -> Any:
        """The shop refunds so many of an order's first line, whose goods are to come back."""
        (line, *_) = order["line_items"]
        back = {"line_item_id": line["id"], "quantity": quantity, "restock_type": "return", "location_id": NORTH}
        body = {"refund": {"refund_line_items": [back], "note": "Changed her mind"}}
        answer = self._shop.post(f"{API}/orders/{order['id']}/refunds.json", json=body, headers=TOKEN)
        assert answer.is_success, answer.text
        self.run_flows()
        await self.bring("refunds")
        return answer.json()["refund"]

    async def send_back(self, order: Any, code: str, quantity: int) -> None:
        """The buyer sends some of an order back without a word, and the warehouse tells what it received."""
        body = {"order": order["name"].lstrip("#"), "product": code, "quantity": quantity, "reason": "Not wanted"}
        assert self._hub.post("/_sandbox/returns", json=body).is_success
        self.work_on(RECEIVED)
        await self.bring("returns")

    async def list_products(self, trigger: str) -> None:
        """A process flow reads the shop's catalogue, takes each product apart into its variants, and hands them over."""
        products = self._shop.get(f"{API}/products.json", headers=TOKEN).json()["products"]
        variants = [{**variant, "product": product} for product in products for variant in product["variants"]]
        assert self._patchworks.post(trigger, json=variants).is_success
        self.run_flows()
        await self.bring("products")
