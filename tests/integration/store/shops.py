"""Shops that sell from one warehouse in simulated time: each sells what it shows, and tells of it late."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from crossdock.model.stock import StockTold

START = datetime(2026, 11, 27, 8, tzinfo=UTC)
LAG = timedelta(minutes=5)


class Fate(StrEnum):
    """What becomes of a write."""

    DONE = "done"
    REFUSED = "refused"
    LOST = "lost"
    """Nobody knows: it was carried out, and its answer never came."""
    NEVER_SENT = "never-sent"
    """Nobody knows: it was not carried out."""


class Sale(msgspec.Struct, kw_only=True):
    """One order."""

    number: int
    shop: str
    sku: str
    quantity: int
    placed_at: datetime
    told_at: datetime
    delivered_at: datetime
    shown_at: datetime
    """When the warehouse's number has it."""


class Shops:
    """The shops and their warehouse, driven by one clock."""

    def __init__(self, names: list[str], skus: list[str], seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # no secret: the same day every time
        self.now = START
        self.stock = {sku: self.dice.randint(6, 20) for sku in skus}
        self.shown: dict[str, Counter[str]] = {name: Counter() for name in names}
        self.sales: list[Sale] = []

    def pass_time(self) -> None:
        """Some seconds, in which people buy."""
        for _ in range(3):
            self.now += timedelta(seconds=self.dice.uniform(0.5, 4))
            if self.dice.random() < 0.5:
                self._buy(self.dice.choice(list(self.shown)), self.dice.choice(list(self.stock)))

    def write(self, shop: str, sku: str, quantity: int, expected: int | None, fate: Fate) -> StockTold | None:
        """Set a level in place of what is read there; what is less than expected was sold. None where no answer comes."""
        missing = max(0, (expected or 0) - self.shown[shop][sku])
        wanted = max(0, quantity - missing)
        if fate in (Fate.DONE, Fate.LOST):
            self.shown[shop][sku] = wanted
        return StockTold(quantity=wanted, missing=missing, at=self.now) if fate is Fate.DONE else None

    def at_the_warehouse(self, sku: str) -> int:
        """What the warehouse says it has."""
        taken = sum(sale.quantity for sale in self.sales if sale.sku == sku and sale.shown_at <= self.now)
        return max(0, self.stock[sku] - taken)

    def sold(self, sku: str) -> int:
        return sum(sale.quantity for sale in self.sales if sale.sku == sku)

    def _buy(self, shop: str, sku: str) -> None:
        quantity = min(self.dice.randint(1, 3), self.shown[shop][sku])
        if not quantity:
            return
        self.shown[shop][sku] -= quantity
        told_at = self.now + timedelta(seconds=self.dice.choice([1, 1, 5, 60]))
        delivered_at = told_at + timedelta(seconds=self.dice.choice([1, 20, 300]))
        self.sales.append(
            Sale(
                number=len(self.sales) + 1,
                shop=shop,
                sku=sku,
                quantity=quantity,
                placed_at=self.now,
                told_at=told_at,
                delivered_at=delivered_at,
                shown_at=delivered_at + LAG * self.dice.uniform(0.1, 0.9),
            )
        )
