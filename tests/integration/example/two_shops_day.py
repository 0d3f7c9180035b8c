"""A day of the example project in which a Shopify shop and a BigCommerce store share SEKO's warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import msgspec
from bigcommerce_day import BigCommerceDay
from example_day import ExampleDay, Running, World, flow_of
from shop_day import API, TOKEN, ShopDay
from stockroom import EAST, NORTH, Stockroom

from crossdock.connect import Incoming
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.journal import Timeline
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.testing.receiver import Delivery, Receiver

TOPICS = {
    "orders-shopify": "orders/create",
    "cancellations-shopify": "orders/cancelled",
    "refunds-shopify": "refunds/create",
}
SCOPES = {
    "orders-bigcommerce": "store/order/statusUpdated",
    "cancellations-bigcommerce": "store/order/statusUpdated",
    "refunds-bigcommerce": "store/order/refund/created",
}
PUSHES = {
    "dispatch_url": "dispatches-shopify",
    "tracking_url": "tracking-shopify",
    "stock_moved_url": "stock-shopify",
}
"""SEKO sends each service to one address; the flows of both shops take it in."""
STOCK_READ = {"kind": "latency", "seconds": 0, "next": 1_000, "path": "*/stock/v3/quantity"}
"""No trouble at all, but the sandbox counts the calls that it befalls."""


class TwoShopsDay(ExampleDay):
    """Both shops and SEKO, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        *TOPICS,
        *SCOPES,
        *(f"{what}-{shop}" for what in ("dispatches", "rests", "tracking") for shop in ("shopify", "bigcommerce")),
    )

    def __init__(self, shop: httpx.Client, store: httpx.Client, hub: httpx.Client, mail: Receiver, at: Running) -> None:
        super().__init__(World(shop, hub, mail), at)
        self.shopify = ShopDay(World(shop, hub, mail), at)
        """What happens in the one shop, as long as Crossdock does not hear of it."""
        self.bigcommerce = BigCommerceDay(World(store, hub, mail), at)
        """And in the other."""
        self.rooms = (
            Stockroom(self.shopify, "stock-shopify", "shopify"),
            Stockroom(self.bigcommerce, "stock-bigcommerce", "bigcommerce"),
        )

    async def take(self, delivery: Delivery) -> None:
        """One message is taken in; the store's when it is sent, by its own clock, which stands still."""
        if "webhook-timestamp" not in delivery.headers:
            return await super().take(delivery)
        sent = datetime.fromtimestamp(int(delivery.headers["webhook-timestamp"]), UTC)
        incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=sent)
        await self._intake.take(ENVIRONMENT, PROJECT, flow_of(delivery), incoming, "192.0.2.7")
        return None

    async def sell(self, **lines: int) -> tuple[Any, Any]:
        """Each shop sells the same, under a number that is its own and the other's, too."""
        return await self.sell_in_shopify(**lines), await self.sell_in_bigcommerce(**lines)

    async def sell_in_shopify(self, **lines: int) -> Any:
        order = self.shopify.order_only(**lines)
        await self.bring("orders-shopify")
        return order

    async def sell_in_bigcommerce(self, **lines: int) -> Any:
        order = self.bigcommerce.begin(**lines, pays=True)
        await self.bring("orders-bigcommerce", "cancellations-bigcommerce")
        return order

    async def cancel_in_shopify(self, order: Any) -> None:
        answer = self._shop.post(f"{API}/orders/{order['id']}/cancel.json", json={}, headers=TOKEN)
        assert answer.is_success, answer.text
        await self.bring("cancellations-shopify")

    async def cancel_in_bigcommerce(self, order: Any) -> None:
        self.bigcommerce.call("PUT", f"/v2/orders/{order['id']}", {"status_id": 5})
        await self.bring("cancellations-bigcommerce", "orders-bigcommerce")

    def enter_by_hand(self, number: str, code: str) -> None:
        """Somebody types an order into SEKO's own pages."""
        sent_by = {"CourierName": "DPD", "CourierService": "Next Day 1300"}
        order = {
            "WebSalesOrder": {"SalesOrderNumber": number, "SalesOrderReference": "42", **sent_by},
            "SalesOrderHeader": {"DCCode": "DCCL01"},
            "DeliveryDetails": {
                "FirstName": "Alex",
                "LastName": "Example",
                "Line1": "1 Sample Street",
                "City": "Exampleton",
                "CountryCode": "GB",
                "PhoneNumber": "+44 7700 900001",
                "EmailAddress": "alex@example.com",
            },
            "List": {"SalesOrderLineItem": [{"LineNumber": 1, "ProductCode": code, "Quantity": 1}]},
        }
        path, key = "/api/salesorders/v4/websubmit", {"api_key": "sandbox-seko-key"}
        answer = self._hub.post(path, params=key, json=order)
        assert answer.json()["CallStatus"]["Success"], answer.text

    def lose(self, number: str, code: str, quantity: int) -> None:
        """So many of a product will not be found when an order is picked."""
        body = {"order": number, "product": code, "quantity": quantity}
        assert self._hub.post("/_sandbox/short-picks", json=body).is_success

    def at_warehouse(self) -> dict[str, str]:
        """The status of each order that SEKO has."""
        return {entry["id"]: entry["status"] for entry in self._hub.get("/_sandbox/state").json()["orders"]}

    def mugs(self, order: Any) -> list[int]:
        """How many mugs left with each shipment of an order, as its shop was told."""
        if "fulfillment_status" in order:
            fulfilments = self.shopify.order(order)["fulfillments"]
            return [line["quantity"] for made in fulfilments for line in made["line_items"]]
        return [told["MUG-STONE-01"] for told in self.bigcommerce.shipped(order)]

    async def outcomes(self, what: str) -> list[list[tuple[str, str]]]:
        """What became of each record of the flows of both shops, Shopify's first; each sorted."""
        both = [await self.records(f"{what}-{shop}") for shop in ("shopify", "bigcommerce")]
        return [sorted((record.state.value, record.code) for record in records) for records in both]

    async def trace(self, name: str) -> list[Timeline]:
        """The timelines of everything that has a name."""
        timelines, place = self.studio.timelines, (LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT)
        newest = await timelines.get(*place, name)
        return [newest, *[await timelines.get(*place, str(other)) for other in newest.others]]

    async def read_stock(self) -> None:
        """An hour passes, the warehouse's stock is read for both shops, and both carry out what they were told."""
        await self.rooms[0].read()
        await self.bigcommerce.settle()
        self.shop_time(60)

    async def even_out(self, there_are: int) -> tuple[int, int]:
        """Both are told anew as often as it takes; what they show of tea together is never more than there is."""
        self.shop_time(60)
        while await self.rooms[0].recount():
            assert sum(self.tea()) <= there_are
            await self.bigcommerce.settle()
            self.shop_time(60)
            assert sum(self.tea()) <= there_are
        return self.tea()

    def tea(self, place: int = 0) -> tuple[int, int]:
        """How many of it each shop shows, at the first location of both or at the second."""
        return self.rooms[0].shown("tea", (NORTH, EAST)[place]), self.bigcommerce.on_hand("tea", place + 1)

    async def put_aside(self, quantity: int) -> None:
        """So much tea is found spoilt at the warehouse, which tells of it."""
        body = {"product": "TEAASSAM250", "quantity": quantity}
        assert self._hub.post("/_sandbox/stock-moves", json=body).is_success
        self.work_on(15)
        await self.later(900)
        await self.bring("stock-shopify")
        await self.bigcommerce.settle()

    def count_readings(self) -> None:
        """Have the warehouse count how often its stock is asked for."""
        self._hub.post("/_sandbox/faults", content=msgspec.json.encode(STOCK_READ)).raise_for_status()

    def readings(self) -> int:
        """How often that was."""
        (counted,) = self._hub.get("/_sandbox/faults").json()["faults"]
        return int(counted["calls"])
