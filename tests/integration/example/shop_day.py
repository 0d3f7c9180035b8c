"""A day of an example project whose shop is Shopify's: buyers order, and change their minds."""

from __future__ import annotations

from typing import Any

from example_day import (
    BEGINNING,
    ExampleDay,
    Running,
    TurnableClock,
    World,
    equation_holds,
    flow_of,
    states,
)

__all__ = [
    "API",
    "BEGINNING",
    "TOKEN",
    "Running",
    "ShopDay",
    "TurnableClock",
    "World",
    "equation_holds",
    "flow_of",
    "states",
]

MUG, TEA, TIN, BUNDLE, CARD = 44120000000013, 44120000000011, 44120000000014, 44120000000016, 44120000000018
BUYER = {
    "email": "alex@example.com",
    "shipping_lines": [{"title": "Standard Delivery", "price": "3.95", "code": "standard"}],
    "shipping_address": {
        "first_name": "Alex",
        "last_name": "Example",
        "address1": "1 Sample Street",
        "city": "Exampleton",
        "zip": "EX1 2MQ",
        "country_code": "GB",
        "phone": "+44 7700 900001",
    },
}
API = "/admin/api/2025-10"
TOKEN = {"X-Shopify-Access-Token": "sandbox-shopify-token"}


class ShopDay(ExampleDay):
    """A Shopify shop and a warehouse, and Crossdock between them."""

    async def buy(self, *, shipping: str = "Standard Delivery", **lines: int) -> Any:
        """A buyer's order of `mug`, `tea`, `tin`, `bundle` or a gift `card`, as far as the warehouse knows it."""
        order = self._order(lines, shipping)
        await self.bring("orders")
        return order

    def _order(self, lines: dict[str, int], shipping: str = "Standard Delivery") -> Any:
        variants = {"mug": MUG, "tea": TEA, "tin": TIN, "bundle": BUNDLE, "card": CARD}
        items = [{"variant_id": variants[name], "quantity": quantity} for name, quantity in lines.items()]
        how = {"shipping_lines": [{"title": shipping, "price": "3.95", "code": "standard"}]}
        order = {"line_items": items, **BUYER, **how}
        answer = self._shop.post("/_sandbox/orders", json={"order": order})
        assert answer.is_success, answer.text
        return answer.json()["order"]

    async def cancel(self, order: Any) -> None:
        """The buyer changes her mind."""
        answer = self._shop.post(f"{API}/orders/{order['id']}/cancel.json", json={}, headers=TOKEN)
        assert answer.is_success, answer.text
        await self.bring("cancellations")

    def note(self, order: Any, text: str) -> None:
        """Somebody writes a note on an order."""
        answer = self._shop.put(f"{API}/orders/{order['id']}.json", json={"order": {"note": text}}, headers=TOKEN)
        assert answer.is_success, answer.text

    def order(self, order: Any) -> Any:
        """An order as the shop has it now."""
        return self._shop.get(f"{API}/orders/{order['id']}.json", headers=TOKEN).json()["order"]

    def order_only(self, **lines: int) -> Any:
        """A buyer orders, and nobody hears of it yet."""
        return self._order(lines)
