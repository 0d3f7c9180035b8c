"""The simulated shop, spoken to as its owner and its buyers do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

import anyio
import httpx
import msgspec

from crossdock.connect.errors import retry_after

API = "/admin/api/2025-10"

_PAUSE_SECONDS = 1.0
"""Between two questions, where a busy shop does not say how long."""
_UNPROCESSABLE = 422
_SOLD_OUT = "Unable to reserve inventory"
"""How the shop's checkout says so."""


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

    async def shelf(self) -> Shelf:
        """What it sells."""
        products = (await self._ask("GET", "products.json"))["products"]
        return {
            variant["sku"]: Variant(id=variant["id"], price=Decimal(variant["price"]))
            for product in products
            for variant in product["variants"]
        }

    async def sell(self, order: Mapping[str, Any]) -> dict[str, Any] | None:
        """Have a buyer place an order and pay; the order as the shop keeps it, None where too little is available."""
        answer = await self._client.post("/_sandbox/orders", json={"order": order})
        if answer.status_code == _UNPROCESSABLE and _SOLD_OUT in answer.text:
            return None
        sold: dict[str, Any] = answer.raise_for_status().json()["order"]
        return sold

    async def cancel(self, order: int) -> None:
        """Cancel an order nothing of which is told to be shipped, on the buyer's wish.

        Its goods are not put back here: how many there are is the warehouse's to say.
        """
        wish = {"reason": "customer", "restock": False}
        await self._ask("POST", f"orders/{order}/cancel.json", wish)

    async def _ask(self, method: str, path: str, document: Mapping[str, Any] | None = None) -> Any:
        """What the shop's own API answers, however often it is busy first: the studio has the same key."""
        while True:
            answer = await self._client.request(method, f"{API}/{path}", json=document, headers=self._key)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer.raise_for_status().json()
            await anyio.sleep(seconds_to_wait(answer))


def seconds_to_wait(answer: httpx.Response) -> float:
    """How long a busy shop is left alone: as long as it asks for, if it does."""
    return retry_after(answer.headers.get("retry-after"), datetime.now(UTC)) or _PAUSE_SECONDS
