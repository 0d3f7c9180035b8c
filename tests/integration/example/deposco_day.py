"""A day of the example project whose warehouses run on Deposco: nothing is pushed from there, so it is polled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from shop_day import API, TOKEN, ShopDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.run.polling import Polling
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence

OPENED = datetime(2025, 1, 1, tzinfo=UTC)
"""Before the shop had anything."""

PLANNED, RELEASED, PACKED, NEXT_PARCEL = 10, 30, 90, 60
"""Minutes after which goods are set aside, the point of no return is reached, the first parcel and the next one leave."""
RETURNED = 3 * 24 * 60
"""Minutes that goods take to come back."""


class DeposcoDay(ShopDay):
    """The shop and Deposco, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "cancellations",
        "shipments",
        "rests",
        "never-found",
        "refunds",
        "returns",
        "products",
    )

    def at_deposco(self) -> list[tuple[str, str, dict[str, int]]]:
        """Facility, status and ordered quantities of all sales orders, by item."""
        return [
            (order["facility"], order["status"], {line["item"]: line["ordered"] for line in order["lines"]})
            for order in self.held("orders")
        ]

    def held(self, kind: str) -> list[Any]:
        """What Deposco holds of a kind."""
        found: list[Any] = self._hub.get("/_sandbox/state").json()[kind]
        return found

    def happens(self, what: str, **fields: Any) -> None:
        """Something happens at the warehouses without a call."""
        answer = self._hub.post(f"/_sandbox/{what}", json=fields)
        assert answer.is_success, answer.text

    async def work_and_tell(self, minutes: int, *flows: str) -> None:
        """The warehouses go on working, and Crossdock reads what there is to some flows."""
        self.work_on(minutes)
        for flow in flows:
            await self.poll(flow)

    async def read_products(self) -> None:
        """The shop's whole catalogue is read; most of it is older than the day."""
        polling = Polling(self.station, Silence(), "tests")
        await polling.plan()
        await self.studio.polls.ask(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, "products", OPENED)
        await polling.work_off()
        await self.work_off()

    def route(self, order: Any, route: str) -> None:
        """The shop's routing app writes down where an order is to be served."""
        noted = {"order": {"id": order["id"], "note_attributes": [{"name": "route", "value": route}]}}
        self._shop.put(f"{API}/orders/{order['id']}.json", json=noted, headers=TOKEN).raise_for_status()

    async def send_back(self, order: Any, quantity: int) -> None:
        """Customer care takes goods of an order's first line back."""
        (line, *_) = order["line_items"]
        lines = [
            {"line_item_id": line["id"], "quantity": quantity, "restock_type": "return", "location_id": 71000000001}
        ]
        body = {"refund": {"currency": "GBP", "note": "Not wanted", "refund_line_items": lines}}
        answer = self._shop.post(f"{API}/orders/{order['id']}/refunds.json", json=body, headers=TOKEN)
        assert answer.is_success, answer.text
        await self.bring("refunds")
