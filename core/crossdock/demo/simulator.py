"""The demo's traffic: buyers at the simulated shop, first a dozen at once, then one every few seconds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import islice
from random import Random
from typing import Any

import anyio
import httpx
import structlog

from crossdock.demo.baskets import FIRST, Basket, baskets
from crossdock.demo.door import Door
from crossdock.demo.fates import Fates, draw
from crossdock.demo.shop import Shelf, Shop
from crossdock.demo.supplies import keep_supplied
from crossdock.demo.warehouse import Warehouse

SEED = 1
PAUSE_SECONDS = (2.0, 7.0)
"""Between two orders."""
CLOSING = 5_000
"""So many orders, some six hours, and the shop closes: sandboxes keep everything in memory."""
_TURN_SECONDS = 40.0
"""How long the warehouse tells tracking first, or last."""
_LOOK_AGAIN_SECONDS = 2.0

_log = structlog.get_logger(__name__)


async def trade(shop: Shop, warehouse: Warehouse, door: Door, seed: int = SEED) -> None:
    """Place orders until cancelled, or until the shop closes, and have happen to them what happens.

    While the door is closed, nobody buys, and nothing that was bought is given back.
    """
    chance = Random(seed)  # noqa: S311  # only the pauses between orders, and what befalls them
    fates = Fates(shop, warehouse, door, await warehouse.seconds_per_stage(), chance)
    shelf = await _look_at_shelf(shop)
    async with anyio.create_task_group() as group:
        group.start_soon(_take_turns, warehouse)
        group.start_soon(keep_supplied, warehouse, door, chance)
        async for order in _orders(shop, door, islice(baskets(shelf, seed), CLOSING), chance):
            group.start_soon(fates.befall, draw(chance), order)
        group.cancel_scope.cancel()


async def _look_at_shelf(shop: Shop) -> Shelf:
    while True:
        try:
            return await shop.shelf()
        except httpx.HTTPError as error:
            _log.warning("nobody can buy anything: the shop does not tell what it sells", reason=str(error))
            await anyio.sleep(_LOOK_AGAIN_SECONDS)


async def _orders(shop: Shop, door: Door, wanted: islice[Basket], chance: Random) -> AsyncIterator[dict[str, Any]]:
    """What was ordered, in its time; whoever finds something sold out goes away."""
    for number, basket in enumerate(wanted):
        if number >= len(FIRST):
            await anyio.sleep(chance.uniform(*PAUSE_SECONDS))
        await door.enter()
        try:
            order = await shop.sell(basket.order)
        except httpx.HTTPError as error:
            _log.warning("an order could not be placed", kind=basket.kind.value, reason=str(error))
            continue
        if order is not None:
            yield order


async def _take_turns(warehouse: Warehouse) -> None:
    """Tell tracking before dispatches for a while, then after them."""
    first = False
    while True:
        await anyio.sleep(_TURN_SECONDS)
        first = not first
        try:
            await warehouse.track_first(first=first)
        except httpx.HTTPError as error:
            _log.info("the warehouse goes on as before", reason=str(error))
