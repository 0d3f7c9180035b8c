"""Readings of what messages only tell of: one serves all flows that took the same message in."""

from __future__ import annotations

from asyncio import Lock
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime

import msgspec

KEPT = 64


class StateRead(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a message's object at a time."""

    payload: bytes
    at: datetime


class _Place:
    def __init__(self) -> None:
        self.turn = Lock()
        self.state: StateRead | None = None


class Readings:
    """The last readings of one worker."""

    def __init__(self) -> None:
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()

    async def of(self, message: Hashable, read: Callable[[], Awaitable[StateRead]]) -> StateRead:
        """What was read for a message; what nobody read yet is read now, once. Raises what reading raises."""
        place = self._places.setdefault(message, _Place())
        if len(self._places) > KEPT:
            self._places.popitem(last=False)
        async with place.turn:
            if place.state is None:
                place.state = await read()
        return place.state
