"""Pauses of a platform that has no rate: one worker keeps to them by itself."""

from __future__ import annotations

from uuid import UUID

from crossdock.clock import SystemClock
from crossdock.run.allowance import SharedAllowance
from crossdock.store.database import Database
from crossdock.store.unit_of_work import Store


class Clock:
    """A clock that goes on while somebody sleeps, and somebody who asks for a longer pause meanwhile."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.slept: list[float] = []
        self.allowance: SharedAllowance | None = None

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        if len(self.slept) == 1 and self.allowance is not None:
            await self.allowance.pause(3)


async def test_everybody_waits_until_the_last_pause_is_over() -> None:
    clock = Clock()
    store = Store(Database("postgresql://nobody@nowhere.example/nothing"), SystemClock())  # never asked: no rate
    allowance = SharedAllowance(store, SystemClock(), UUID(int=1), None, sleep=clock.sleep, now=lambda: clock.seconds)
    clock.allowance = allowance
    await allowance.take()
    assert clock.slept == []
    await allowance.pause(2)
    await allowance.pause(1)
    await allowance.take()
    await allowance.take()
    assert clock.slept == [2, 3]
