"""A day of the example project whose warehouses are run with Veeqo: nothing is pushed from there, so it is polled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from shop_day import ShopDay

FIRST_PARCEL, NEXT_PARCEL = 120, 30
"""Minutes after which an order's first parcel leaves, and then the next one."""


class VeeqoDay(ShopDay):
    """The shop and Veeqo, and Crossdock between them."""

    flows: ClassVar[Sequence[str]] = ("orders", "cancellations", "shipments")

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
