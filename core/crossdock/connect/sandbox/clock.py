"""Simulated time: it runs as the real one does, and jumps forward when it is told to."""

from __future__ import annotations

from datetime import datetime, timedelta

from crossdock.engine.ports import Clock


class SandboxClock:
    """A clock that can be moved ahead of another, and back to it."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The simulated time, with its zone."""
        return self._base.now() + self._ahead

    def reach(self, moment: datetime) -> None:
        """Jump to a moment; one that has passed changes nothing."""
        self._ahead = max(self._ahead, moment - self._base.now())

    def reset(self) -> None:
        """Back to the real time."""
        self._ahead = timedelta()
