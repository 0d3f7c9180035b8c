"""Goods that come and go at the simulated warehouse by other ways than orders: deliveries, and what is set aside."""

from __future__ import annotations

from itertools import count
from random import Random

import anyio
import httpx
import structlog

from crossdock.demo.door import Door
from crossdock.demo.warehouse import Place, Warehouse

LOOK_SECONDS = 5.0
"""How often somebody looks along the shelves."""
LOW, ENOUGH = 15, 45
"""Of each product: announced anew below that, so that there are so many."""
SCARCE = "KETTLEGN12"
"""Announced when the last one is sold, so that it is sold out now and then."""
NEVER = frozenset({"BUNDLESTARTER", "MUGSTONE02"})
"""A kit of which none is built, and a mug that is not made any more."""
ASIDE = 2
"""So many are set aside for a look, one time in four."""
_CHANCE_OF_A_LOOK = 0.25

_log = structlog.get_logger(__name__)


async def keep_supplied(warehouse: Warehouse, door: Door, chance: Random) -> None:
    """Look along the shelves until cancelled: announce what is low, set something aside and bring it back."""
    numbers = count(1)
    aside: Place | None = None
    while True:
        await anyio.sleep(LOOK_SECONDS)
        await door.enter()
        try:
            shelves = await warehouse.shelves()
            await _announce_low(warehouse, shelves, numbers)
            if chance.random() < _CHANCE_OF_A_LOOK:
                aside = await _look_closer(warehouse, shelves, aside, chance)
        except httpx.HTTPError as error:
            _log.info("nobody looks along the shelves", reason=str(error))


async def _announce_low(warehouse: Warehouse, shelves: dict[Place, int], numbers: count[int]) -> None:
    expected = await warehouse.expected()
    for place, free in shelves.items():
        low = 1 if place[1] == SCARCE else LOW
        if place[1] not in NEVER and place not in expected and free < low:
            await warehouse.announce(f"DEMO-{place[0]}-{next(numbers)}", place, ENOUGH - free)


async def _look_closer(
    warehouse: Warehouse, shelves: dict[Place, int], aside: Place | None, chance: Random
) -> Place | None:
    """Bring back what is set aside, or set something aside; what is set aside then."""
    if aside is not None:
        await warehouse.move(aside, ASIDE, back=True)
        return None
    plenty = [place for place, free in shelves.items() if free > LOW]
    if not plenty:
        return None
    chosen = chance.choice(plenty)
    await warehouse.move(chosen, ASIDE, back=False)
    return chosen
