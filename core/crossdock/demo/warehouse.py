"""The simulated warehouse, as those who work in it see it."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import httpx

from crossdock.demo.goods import announcement
from crossdock.demo.seed_flow import access_to

SELLABLE, ASIDE = "Available Stock", "Quarantine"
"""Kinds of locations."""
Place = tuple[str, str]
"""A distribution centre and a product."""


class Warehouse:
    """A client of one SEKO sandbox's control routes; raises httpx.HTTPError where that does not answer or refuses."""

    def __init__(self, address: str) -> None:
        self._address, self._access = address, access_to("seko", address)
        self._client = httpx.AsyncClient(base_url=f"{address}/_sandbox", trust_env=False, timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def seconds_per_stage(self) -> float:
        """How long an order stays in one status, in real time."""
        switches = (await self._client.get("/switches")).raise_for_status().json()
        return float(switches["minutes_per_stage"] * 60 / switches["pace"])

    async def find(self, number: str) -> dict[str, Any] | None:
        """An order by its number; None where it has none."""
        return next((order for order in (await self._state())["orders"] if order["id"] == number), None)

    async def lose_one(self, order: dict[str, Any]) -> None:
        """See to it that one piece of an order is not found when it is picked."""
        short = {"order": order["id"], "product": order["lines"][0]["product"], "quantity": 1}
        (await self._client.post("/short-picks", json=short)).raise_for_status()

    async def track_first(self, *, first: bool) -> None:
        """Whether the tracking of a dispatch is told before the dispatch."""
        (await self._client.post("/switches", json={"tracking_first": first})).raise_for_status()

    async def shelves(self) -> dict[Place, int]:
        """How much can still be promised to orders."""
        stock = (await self._state())["stock"]
        return {_place(entry["id"]): entry[SELLABLE] for entry in stock}

    async def expected(self) -> set[Place]:
        """Where goods are announced that have not arrived yet."""
        receipts = (await self._state())["receipts"]
        return {_place(place) for receipt in receipts if not receipt["arrived"] for place in receipt["places"]}

    async def announce(self, number: str, place: Place, quantity: int) -> None:
        """Announce a delivery of one product."""
        dc, product = place
        document = announcement(number, dc, {product: quantity})
        url = f"{self._address}/api/receipts/v3/submit"
        key = {"api_key": self._access.secrets["api_key"]}
        (await self._client.post(url, params=key, json=document)).raise_for_status()

    async def move(self, place: Place, quantity: int, *, back: bool) -> None:
        """Set goods aside, or bring them back to where they can be sold."""
        source, target = (ASIDE, SELLABLE) if back else (SELLABLE, ASIDE)
        dc, product = place
        moved = {"dc": dc, "product": product, "quantity": quantity, "source": source, "target": target}
        (await self._client.post("/stock-moves", json=moved)).raise_for_status()

    async def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self._client.get("/state")).raise_for_status().json()
        return state


def _place(text: str) -> Place:
    dc, _, product = text.partition("/")
    return dc, product
