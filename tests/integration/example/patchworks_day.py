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


class BehindPatchworks(ExampleDay):
    """A shop that tells Patchworks, and nobody else."""

    def __init__(self, world: World, running: Running, patchworks: httpx.Client) -> None:
        super().__init__(world, running)
        self._patchworks = patchworks

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

    flows: ClassVar[Sequence[str]] = ("orders", "cancellations", "shipments", "stock")

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
