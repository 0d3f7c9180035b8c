"""A day of the example project whose warehouse is SEKO's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from shop_day import ShopDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.lookup import LookupRow
from crossdock.run.route import LOOK_SECONDS
from crossdock.studio.access import LOCAL_ADMINISTRATOR

SHIPPED = 200
"""Minutes after which an order has left the sandbox's warehouse."""


class Day(ShopDay):
    """The shop and SEKO, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = (
        "orders",
        "dispatches",
        "rests-refund",
        "rests-resend",
        "tracking",
        "cancellations",
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

    def move(self, **fields: Any) -> None:
        """Stock of the warehouse changes its kind of location."""
        answer = self._hub.post("/_sandbox/stock-moves", json=fields)
        assert answer.is_success, answer.text
