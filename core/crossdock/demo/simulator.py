"""The demo's traffic: buyers at the simulated shop, first a dozen at once, then one every few seconds."""

from __future__ import annotations

from itertools import islice
from random import Random

import anyio
import httpx
import structlog

from crossdock.demo.baskets import FIRST, baskets
from crossdock.demo.shop import Shop

SEED = 1
PAUSE_SECONDS = (2.0, 7.0)
"""Between two orders."""
CLOSING = 5_000
"""So many orders, some six hours, and the shop closes: sandboxes keep everything in memory."""

_log = structlog.get_logger(__name__)


async def trade(shop: Shop, seed: int = SEED) -> None:
    """Place orders until cancelled, or until the shop closes."""
    try:
        shelf = await shop.shelf()
    except httpx.HTTPError as error:
        _log.warning("nobody can buy anything: the shop does not tell what it sells", reason=str(error))
        return
    chance = Random(seed)  # noqa: S311  # only the pauses between orders
    for number, basket in enumerate(islice(baskets(shelf, seed), CLOSING)):
        if number >= len(FIRST):
            await anyio.sleep(chance.uniform(*PAUSE_SECONDS))
        try:
            await shop.sell(basket.order)
        except httpx.HTTPError as error:
            _log.warning("an order could not be placed", kind=basket.kind.value, reason=str(error))
