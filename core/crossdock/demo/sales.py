"""What is sold in the course of `crossdock demo --check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anyio

from crossdock.demo.baskets import Basket, Buyer, Kind
from crossdock.demo.seed_flow import access_to
from crossdock.demo.session import Failed, Session
from crossdock.demo.shop import Shop

Order = dict[str, Any]


class Sales:
    """The orders that were sold, by their number at the warehouse."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.kinds: dict[str, Kind] = {}

    def sell(self, *kinds: Kind) -> list[Order]:
        """Have buyers order, one after the other; the orders as the shop keeps them."""
        orders = anyio.run(self._order, kinds)
        self.kinds |= {number_of(order): kind for order, kind in zip(orders, kinds, strict=True)}
        return orders

    def cancel(self, order: Order) -> None:
        """Have a buyer think better of it."""
        anyio.run(self._cancel, order)

    def at_warehouse(self, order: Order) -> dict[str, Any] | None:
        """The order as the warehouse has it; None where it has none."""
        orders = self._session.control("seko", "state")["orders"]
        return next((found for found in orders if found["id"] == number_of(order)), None)

    def arrive(self, order: Order) -> dict[str, Any]:
        """Wait until the warehouse has an order; the order as it has it. Raises Failed where it never does."""
        return self._session.wait_until(
            lambda: self.at_warehouse(order) or {}, lambda: f"{order['name']} did not come to the warehouse"
        )

    def in_shop(self, order: Order) -> Order:
        """The order as it stands in the shop now."""
        found: Order = self._session.ask_shop("GET", f"orders/{order['id']}.json")["order"]
        return found

    def made(self, kind: str, order: Order) -> list[Mapping[str, Any]]:
        """What there is of a kind ('fulfilments', 'refunds') for an order in the shop.

        Its API is not asked: it answers few calls a second, and the studio needs them while somebody waits for this.
        """
        return [one for one in self._session.control("shopify", "state")[kind] if one["order"] == str(order["id"])]

    async def _order(self, kinds: Sequence[Kind]) -> list[Order]:
        async with self._open_shop() as shop:
            buyer = Buyer(await shop.shelf(), seed=len(self.kinds))
            return [await _sold(shop, buyer.fill(kind)) for kind in kinds]

    async def _cancel(self, order: Order) -> None:
        async with self._open_shop() as shop:
            await shop.cancel(order["id"])

    def _open_shop(self) -> Shop:
        address = self._session.sandboxes["shopify"]
        return Shop(address, access_to("shopify", address).secrets["access_token"])


async def _sold(shop: Shop, basket: Basket) -> Order:
    order = await shop.sell(basket.order)
    if order is None:
        raise Failed(f"the shop has too little of what an order of the kind '{basket.kind}' takes")
    return order


def number_of(order: Order) -> str:
    """The order's number, as the warehouse has it."""
    return str(order["name"]).removeprefix("#")
