"""Ids that a platform told lately, so that it need not be asked again for every message.

What is kept may be out of date: names are given to other things now and then. So it is kept for a short while only, and
whoever is refused an id forgets it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

SECONDS = 60.0
"""How long an id is believed."""
MOST = 10_000
"""Ids that are kept; the one that was kept longest goes first."""

Found = str | int


class IdCache:
    """Of one line: what its platform calls things that we know by another name."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: dict[tuple[str, str], tuple[float, Found]] = {}

    async def get(self, kind: str, name: str, ask: Callable[[], Awaitable[Found]]) -> Found:
        """The id of a thing of a kind; asked for where it is not known. Raises what `ask` raises, and keeps nothing."""
        until, found = self._kept.get((kind, name), (0.0, ""))
        if self._clock() < until:
            return found
        found = await ask()
        self._kept.pop((kind, name), None)
        self._kept[kind, name] = (self._clock() + self._seconds, found)
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return found

    def forget(self, kind: str) -> None:
        """Ask again for everything of a kind."""
        self._kept = {place: kept for place, kept in self._kept.items() if place[0] != kind}
