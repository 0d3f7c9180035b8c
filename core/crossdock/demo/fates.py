"""What befalls an order after it was placed: mostly nothing, now and then something that a person has to look at."""

from __future__ import annotations

from enum import StrEnum
from random import Random
from typing import Any

import anyio
import httpx
import structlog

from crossdock.demo.door import Door
from crossdock.demo.shop import Shop
from crossdock.demo.warehouse import Warehouse

_log = structlog.get_logger(__name__)


class Fate(StrEnum):
    """What becomes of it."""

    PLAIN = "plain"
    CANCELLED = "cancelled"
    """The buyer thinks better of it while the warehouse can still stop it."""
    CANCELLED_TOO_LATE = "cancelled-too-late"
    """It is being picked by then."""
    SHORT = "short"
    """One piece is not on its shelf."""


_WEIGHTS = {Fate.PLAIN: 90, Fate.CANCELLED: 5, Fate.CANCELLED_TOO_LATE: 1, Fate.SHORT: 4}
_STAGES_UNTIL = {Fate.CANCELLED: (0.3, 1.2), Fate.CANCELLED_TOO_LATE: (2.3, 3.5), Fate.SHORT: (0.5, 1.5)}
"""How many stages of the warehouse pass until then, at least and at most; the second one takes an order to the shelves."""


def draw(chance: Random) -> Fate:
    """One, by chance."""
    return chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]


class Fates:
    """Carries fates out at a shop and its warehouse."""

    def __init__(self, shop: Shop, warehouse: Warehouse, door: Door, stage_seconds: float, chance: Random) -> None:
        self._shop, self._warehouse, self._door = shop, warehouse, door
        self._stage_seconds, self._chance = stage_seconds, chance

    async def befall(self, fate: Fate, order: dict[str, Any]) -> None:
        """Wait until it is time, and have it happen; where it cannot happen any more, nothing does."""
        if fate not in _STAGES_UNTIL:
            return
        await anyio.sleep(self._chance.uniform(*_STAGES_UNTIL[fate]) * self._stage_seconds)
        await self._door.enter()
        try:
            await (self._lose_one(order) if fate is Fate.SHORT else self._shop.cancel(order["id"]))
        except httpx.HTTPError as error:
            _log.info("an order took its usual way after all", order=order["name"], fate=fate, reason=str(error))

    async def _lose_one(self, order: dict[str, Any]) -> None:
        there = await self._warehouse.find(str(order["name"]).removeprefix("#"))
        if there is not None:
            await self._warehouse.lose_one(there)
