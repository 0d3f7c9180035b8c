"""A connection's rate limit, shared by all workers, handed out in blocks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import anyio

from crossdock.connect import Rate
from crossdock.engine.ports import Clock
from crossdock.store.unit_of_work import Store

BLOCK = 10
"""Requests asked for at a time."""
KEPT_SECONDS = 1.0
"""How long an unused one may be kept before it is worth nothing: others have had its share meanwhile."""


class SharedAllowance:
    """One connection's allowance, as one worker sees it."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        connection_id: UUID,
        rate: Rate | None,
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` tells seconds that go on evenly, for what one worker keeps to itself."""
        self._store, self._clock, self._connection, self._sleep = store, clock, connection_id, sleep
        self._rate, self._now = rate, now
        self._left, self._until = 0, 0.0
        self._closed_until = 0.0
        self._asking = anyio.Lock()

    async def take(self) -> None:
        """Wait until one more request may go out."""
        if self._rate is None:
            await self._wait_until_open()
            return
        while not self._has_one():
            async with self._asking:
                if not self._has_one() and (pause := await self._ask(self._rate)) > 0:
                    await self._sleep(pause)
        self._left -= 1

    async def pause(self, seconds: float) -> None:
        """The platform asked us to wait: all workers do. Without a rate each of them is told by answers of its own."""
        self._left = 0
        if self._rate is None:
            self._closed_until = max(self._closed_until, self._now() + seconds)
            return
        async with self._store.begin() as work:
            await work.allowances.pause(self._connection, self._clock.now() + timedelta(seconds=seconds))

    async def _wait_until_open(self) -> None:
        while (seconds := self._closed_until - self._now()) > 0:
            await self._sleep(seconds)

    def _has_one(self) -> bool:
        return self._left > 0 and self._now() < self._until

    async def _ask(self, rate: Rate) -> float:
        """Fetch a block; gives the seconds to wait where there is none."""
        wanted = max(1, min(BLOCK, rate.burst))
        async with self._store.begin() as work:
            granted, pause = await work.allowances.take(
                self._connection, rate.per_second, rate.burst, wanted, self._clock.now()
            )
        self._left, self._until = granted, self._now() + KEPT_SECONDS
        return 0.0 if granted else max(pause, 0.01)
