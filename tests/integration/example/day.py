"""A day of the example project whose warehouse is SEKO's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from shop_day import API, TOKEN, ShopDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.lookup import LookupRow
from crossdock.run.route import LOOK_SECONDS
from crossdock.studio.access import LOCAL_ADMINISTRATOR

NORTH = 71000000001
"""The shop's location that sends and takes back what British customers buy."""
SHOP_OPENED = datetime(2025, 6, 1, tzinfo=UTC)
SHIPPED = 200
"""Minutes after which an order has left the sandbox's warehouse."""
RECEIVED = 90
"""Minutes after which what was announced to it has arrived, and it has told so."""


class Day(ShopDay):
    """The shop and SEKO, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "dispatches",
        "rests-refund",
        "rests-resend",
        "tracking",
        "cancellations",
        "refunds",
        "returns",
        "products",
    )

    def lose(self, order: Any, code: str, quantity: int, again: str = "") -> None:
        """So many of a product will not be found when the order, or one that was sent again for it, is picked."""
        body = {"order": order["name"].lstrip("#") + again, "product": code, "quantity": quantity}
        answer = self._hub.post("/_sandbox/short-picks", json=body)
        assert answer.is_success, answer.text

    async def leave_rests_to(self, policy: str) -> None:
        """What becomes of a short pick's rest from now on: `person`, `refund` or `resend`."""
        row = LookupRow(keys=("short-pick-rest",), values=(policy,))
        await self.studio.lookups.put_row(LOCAL_ADMINISTRATOR, PROJECT, "shop", row, "Agreed.")
        await asyncio.sleep(LOOK_SECONDS)

    async def sweep_dispatches(self) -> None:
        """The warehouse's list of dispatches is read, from the beginning."""
        await self.poll("dispatches")

    async def missed(self, flow: str) -> int:
        """How many messages of a flow only its sweep found."""
        found = await self.studio.polls.statuses(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT)
        return next(status.webhooks_missed for status in found if status.flow == flow)

    def ordered_at_warehouse(self) -> list[str]:
        """The numbers of all orders that the warehouse has."""
        return [str(entry["id"]) for entry in self._hub.get("/_sandbox/state").json()["orders"]]

    def at_warehouse(self, order: Any) -> str:
        """The status of an order at the warehouse."""
        held = {entry["id"]: entry for entry in self._hub.get("/_sandbox/state").json()["orders"]}
        return str(held[order["name"].lstrip("#")]["status"])

    async def call(self, code: str, sku: str) -> None:
        """A product of the warehouse is looked for in the shop by another SKU."""
        row = LookupRow(keys=(code,), values=(sku,))
        await self.studio.lookups.put_row(LOCAL_ADMINISTRATOR, PROJECT, "products", row, "Agreed.")

    async def list_products(self) -> None:
        """What the shop sells is read, from before it opened."""
        await self.poll("products", SHOP_OPENED)

    def known_to_warehouse(self) -> dict[str, Any]:
        """The product masters that the warehouse has, by code."""
        held = self._hub.get("/_sandbox/state").json()["products"]
        return {entry["id"]: entry["document"] for entry in held}

    def expected_at_warehouse(self) -> dict[str, Any]:
        """What was announced to the warehouse, by its number."""
        return {entry["id"]: entry for entry in self._hub.get("/_sandbox/state").json()["receipts"]}

    async def take_back(self, order: Any, quantity: int, restock_type: str) -> Any:
        """The shop refunds so many of an order's first line, and says whether their goods come back."""
        line = {"line_item_id": order["line_items"][0]["id"], "quantity": quantity, "restock_type": restock_type}
        lines = [{**line, **({"location_id": NORTH} if restock_type == "return" else {})}]
        refund = {"refund": {"refund_line_items": lines, "note": "Changed her mind"}}
        answer = self._shop.post(f"{API}/orders/{order['id']}/refunds.json", json=refund, headers=TOKEN)
        assert answer.is_success, answer.text
        await self.bring("refunds")
        return answer.json()["refund"]

    async def send_back(self, order: Any, code: str, quantity: int) -> None:
        """The buyer sends some of an order back without a word, and the warehouse tells what it received."""
        body = {"order": order["name"].lstrip("#"), "product": code, "quantity": quantity, "reason": "Not wanted"}
        answer = self._hub.post("/_sandbox/returns", json=body)
        assert answer.is_success, answer.text
        self.work_on(RECEIVED)
        await self.bring("returns")

    def move(self, **fields: Any) -> None:
        """Stock of the warehouse changes its kind of location."""
        answer = self._hub.post("/_sandbox/stock-moves", json=fields)
        assert answer.is_success, answer.text
