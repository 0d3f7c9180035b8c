"""The simulated shop, spoken to as its owner and its buyers do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec

API = "/admin/api/2025-10"
TOPIC = "orders/create"


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """Something the shop sells."""

    id: int
    price: Decimal


Shelf = Mapping[str, Variant]
"""What the shop sells, by SKU."""


class Shop:
    """A client of one Shopify sandbox; raises httpx.HTTPError where that does not answer or refuses."""

    def __init__(self, address: str, access_token: str) -> None:
        self._client = httpx.AsyncClient(base_url=address, trust_env=False, timeout=30)
        self._key = {"X-Shopify-Access-Token": access_token}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def subscribe(self, url: str) -> None:
        """Have every new order sent to an address, once."""
        wanted = {"topic": TOPIC, "address": url}
        known = await self._client.get(f"{API}/webhooks.json", params=wanted, headers=self._key)
        if not known.raise_for_status().json()["webhooks"]:
            made = await self._client.post(f"{API}/webhooks.json", json={"webhook": wanted}, headers=self._key)
            made.raise_for_status()

    async def shelf(self) -> Shelf:
        """What it sells."""
        answer = await self._client.get(f"{API}/products.json", headers=self._key)
        products = answer.raise_for_status().json()["products"]
        return {
            variant["sku"]: Variant(id=variant["id"], price=Decimal(variant["price"]))
            for product in products
            for variant in product["variants"]
        }

    async def sell(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Have a buyer place an order and pay; the order as the shop keeps it."""
        answer = await self._client.post("/_sandbox/orders", json={"order": order})
        sold: dict[str, Any] = answer.raise_for_status().json()["order"]
        return sold
