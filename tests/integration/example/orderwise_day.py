"""A day of the example project whose goods, prices and warehouses are kept in OrderWise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import uvicorn
from shop_day import API, TOKEN, Running, ShopDay, World

from crossdock.connect.sandbox.server import address_of, listen
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.lookup import LookupRow
from crossdock.run.route import LOOK_SECONDS
from crossdock.settings import Settings
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio
from crossdock_api.app import build_app
from crossdock_orderwise.sandbox.start_data import SESSION_SECRET as SECRET

DESPATCHED = 120
"""Minutes after which what is there of an order has left."""


class OrderWiseDay(ShopDay):
    """The shop and OrderWise, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = ("orders", "cancellations", "shipments", "products", "prices")

    def at_orderwise(self) -> list[tuple[str, str]]:
        """Reference and status of all orders that OrderWise has."""
        return [(entry["reference"], entry["status"]) for entry in self._orders()]

    def totals(self) -> list[float]:
        """What each order is to be paid with, as OrderWise keeps it."""
        return [entry["gross"] for entry in self._orders()]

    def _orders(self) -> list[Any]:
        found: list[Any] = self._hub.get("/_sandbox/state").json()["orders"]
        return found

    def happens(self, what: str, **fields: Any) -> None:
        """Something happens at the installation without a call."""
        answer = self._hub.post(f"/_sandbox/{what}", json=fields)
        assert answer.is_success, answer.text

    async def work_and_tell(self, minutes: int) -> None:
        """The warehouses go on working, and Crossdock reads what has left."""
        self.work_on(minutes)
        await self.poll("shipments")

    def prices(self) -> dict[str, str]:
        """What each SKU costs in the shop."""
        products = self.shop_state()["products"]
        return {sku: variant["price"] for product in products for sku, variant in product["variants"].items()}

    async def learn(self, lookup: str, key: str, *values: str) -> None:
        """Somebody adds or changes a row, and what waited for it goes on."""
        row = LookupRow(keys=(key,), values=values)
        await self.studio.lookups.put_row(LOCAL_ADMINISTRATOR, PROJECT, lookup, row, "Agreed.")
        await self.later(LOOK_SECONDS)


class OutletDay(OrderWiseDay):
    """The outlet and OrderWise, whose E-Commerce session calls Crossdock over real HTTP."""

    flows: ClassVar[Sequence[str]] = ("outlet-orders", "outlet-cancellations", "outlet-shipments", "outlet-stock")

    def __init__(self, world: World, running: Running, address: str) -> None:
        """`address` is where Crossdock is served; the session is told to call it."""
        super().__init__(world, running)
        self._place = f"{address}/{{}}/{ENVIRONMENT}/{PROJECT}/{{}}/{SECRET}"
        self.session_calls("despatch_url", "hooks", "outlet-shipments")
        self.session_calls("stock_url", "hooks", "outlet-stock")
        self.session_calls("order_feed_url", "offers", "outlet-orders")

    def session_calls(self, step: str, way: str, flow: str) -> None:
        """The session is told an address for one of its steps."""
        self.switch(**{step: self._place.format(way, flow)})

    async def buy(self, *, shipping: str = "Standard Delivery", **lines: int) -> Any:
        order = self._order(lines, shipping)
        await self.bring("outlet-orders")
        return order

    async def run_session(self, minutes: int = 5) -> None:
        """Time passes at OrderWise, its session calls us every five minutes, and what that brings is worked off."""
        await asyncio.to_thread(self.work_on, minutes)
        await self.work_off()

    async def cancel_in_outlet(self, order: Any) -> None:
        """The buyer changes her mind."""
        answer = self._shop.post(f"{API}/orders/{order['id']}/cancel.json", json={}, headers=TOKEN)
        assert answer.is_success, answer.text
        await self.bring("outlet-cancellations")

    def given_again(self) -> list[int]:
        """How often each order's number came to OrderWise."""
        return [entry["received"] for entry in self._orders()]

    def session_log(self) -> list[str]:
        """What the session could not do."""
        return [entry["line"] for entry in self._hub.get("/_sandbox/state").json()["session_log"]]


@asynccontextmanager
async def over_http(studio: Studio, data: Path) -> AsyncIterator[str]:
    """Crossdock's API on loopback, in this very loop; its address."""
    with listen() as listening:
        app = build_app(studio, Settings(data=data))
        config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        yield address_of(listening)
        server.should_exit = True
        await serving
