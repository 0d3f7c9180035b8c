"""What a message only tells of is read once for all flows that took it in."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from crossdock.errors import ErrorKind, PlatformError
from crossdock.run.readings import KEPT, Readings, StateRead

NOW = datetime(2026, 11, 4, 8, tzinfo=UTC)


class Source:
    """Counts how often it is read; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.read_times, self._failures = 0, failures

    async def read(self) -> StateRead:
        self.read_times += 1
        await asyncio.sleep(0)
        if self.read_times <= self._failures:
            raise PlatformError("It does not answer.", kind=ErrorKind.RETRY)
        return StateRead(payload=f'{{"reading": {self.read_times}}}'.encode(), at=NOW)


async def test_who_comes_while_it_is_read_waits_for_the_same_reading() -> None:
    source, readings = Source(), Readings()
    states = await asyncio.gather(*(readings.of("message", source.read) for _ in range(3)))
    assert source.read_times == 1
    assert states[0] is states[1] is states[2]


async def test_another_message_is_read_by_itself() -> None:
    source, readings = Source(), Readings()
    first, second = [await readings.of(message, source.read) for message in ("first", "second")]
    assert first != second


async def test_a_reading_that_failed_is_nobody_elses() -> None:
    source, readings = Source(failures=1), Readings()
    failed, state = await asyncio.gather(
        readings.of("message", source.read), readings.of("message", source.read), return_exceptions=True
    )
    assert isinstance(failed, PlatformError)
    assert isinstance(state, StateRead)


@pytest.mark.parametrize(("others", "times"), [(KEPT - 1, 1), (KEPT, 2)])
async def test_only_the_last_ones_are_remembered(others: int, times: int) -> None:
    source, readings = Source(), Readings()
    await readings.of("message", source.read)
    for other in range(others):
        await readings.of(other, Source().read)
    await readings.of("message", source.read)
    assert source.read_times == times
