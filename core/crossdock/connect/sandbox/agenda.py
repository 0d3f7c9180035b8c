"""What will happen in a sandbox at its time: an order is picked, goods arrive."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from crossdock.connect.sandbox.clock import SandboxClock


class Agenda:
    """Things to do, each at its moment; those of one moment in the order they were put down."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._entries: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()

    @property
    def next_due(self) -> datetime | None:
        """When there is something to do next; None when nothing is left."""
        return self._entries[0][0] if self._entries else None

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Put something down."""
        heapq.heappush(self._entries, (moment, next(self._numbers), act))

    def run_due(self) -> None:
        """Do everything whose moment has come, also what is put down meanwhile."""
        while self._entries and self._entries[0][0] <= self._clock.now():
            _, _, act = heapq.heappop(self._entries)
            act()

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
