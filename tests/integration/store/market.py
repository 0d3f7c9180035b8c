"""A market in simulated time: buyers in a shop, a warehouse that shows its stock late, and orders on their way.

The shop answers GraphQL as the connector asks it, and sells between two requests, as shops do.
"""

from __future__ import annotations

import json
import random
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec

START = datetime(2026, 11, 27, 8, tzinfo=UTC)
LOCATION = "gid://shopify/Location/1"
LAG = timedelta(minutes=5)


class Bought(msgspec.Struct, kw_only=True):
    """One order, and when it gets where."""

    number: int
    sku: str
    quantity: int
    placed_at: datetime
    """As the shop writes it: to the second."""
    told_at: datetime
    """When its webhook comes, or a sweep finds it."""
    delivered_at: datetime
    """When the warehouse takes it."""
    shown_at: datetime
    """When the warehouse's number has it."""
    held: bool


class Market:
    """Everything outside, driven by one clock."""

    def __init__(self, skus: int, orders: int, seconds: int) -> None:
        self.dice = random.Random(20261127)  # noqa: S311  # no secret: the same day every time
        self.now = START
        self.names = [f"SKU-{number:03}" for number in range(skus)]
        self.stock = {name: self.dice.randint(30, 60) for name in self.names}
        """What was ever there."""
        self.available = dict.fromkeys(self.names, 0)
        self.bought: list[Bought] = []
        self.refused = 0
        self.lost_races = 0
        wanted = sorted(self.dice.random() * seconds for _ in range(orders))
        self._wishes = deque(START + timedelta(seconds=second) for second in wanted)

    def sold(self) -> Counter[str]:
        """Units by SKU."""
        sold: Counter[str] = Counter()
        for one in self.bought:
            sold[one.sku] += one.quantity
        return sold

    def oversold(self) -> int:
        """Units that were sold and are not there."""
        sold = self.sold()
        return sum(max(0, sold[name] - self.stock[name]) for name in self.names)

    def shown(self, name: str) -> int:
        """What the warehouse says it has: without the orders that it took long enough ago."""
        taken = sum(one.quantity for one in self._of(name) if one.shown_at <= self.now)
        return max(0, self.stock[name] - taken)

    def reach(self, moment: datetime) -> None:
        """Time passes, and buyers buy."""
        while self._wishes and self._wishes[0] <= moment:
            self.now = self._wishes.popleft()
            self._buy(self._favourite())
        self.now = max(self.now, moment)

    def receive_goods(self, name: str, quantity: int) -> None:
        self.stock[name] += quantity

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """The shop's GraphQL."""
        asked = json.loads(request.content)
        if "productVariants" in asked["query"]:
            name = asked["variables"]["query"].removeprefix('sku:"').removesuffix('"')
            answer = self._level(name)
            if self.dice.random() < 0.1:
                self._buy(name)  # between reading and setting
            return httpx.Response(200, json=answer)
        return httpx.Response(200, json=self._set(asked["variables"]["input"]["quantities"][0]))

    def _level(self, name: str) -> Any:
        quantities = [{"name": "available", "quantity": self.available[name]}]
        item = {"id": f"gid://shopify/InventoryItem/{name}", "inventoryLevel": {"quantities": quantities}}
        return {"data": {"productVariants": {"nodes": [{"sku": name, "inventoryItem": item}]}}}

    def _set(self, wanted: Any) -> Any:
        name = wanted["inventoryItemId"].rpartition("/")[2]
        errors = []
        if wanted["changeFromQuantity"] == self.available[name]:
            self.available[name] = wanted["quantity"]
        else:
            self.lost_races += 1
            errors.append({"message": "It has changed.", "code": "CHANGE_FROM_QUANTITY_STALE"})
        group = {"createdAt": self.now.replace(microsecond=0).isoformat(), "changes": []}
        return {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": group, "userErrors": errors}}}

    def _favourite(self) -> str:
        """Some sell far better than others."""
        return (
            self.names[min(int(self.dice.paretovariate(0.6)) - 1, len(self.names) - 1)]
            if (self.dice.random() < 0.3)
            else self.dice.choice(self.names)
        )

    def _buy(self, name: str) -> None:
        quantity = self.dice.choice((1, 1, 1, 2))
        if self.available[name] < quantity:
            self.refused += 1
            return
        self.available[name] -= quantity
        held = self.dice.random() < 0.06
        told = self.now + timedelta(seconds=self.dice.choice((1, 2, 5, 20, 60, 400)))
        waits = self.dice.uniform(600, 1500) if held else self.dice.choice((2, 5, 30, 240))
        delivered = told + timedelta(seconds=waits)
        self.bought.append(
            Bought(
                number=len(self.bought) + 1,
                sku=name,
                quantity=quantity,
                placed_at=self.now.replace(microsecond=0),
                told_at=told,
                delivered_at=delivered,
                shown_at=delivered + timedelta(seconds=self.dice.uniform(0, LAG.total_seconds())),
                held=held,
            )
        )

    def _of(self, name: str) -> list[Bought]:
        return [one for one in self.bought if one.sku == name]
