"""The shop's door: closed for a moment, so that what the shop has and what it should have can be compared."""

from __future__ import annotations

import anyio


class Door:
    """Open, until it is closed."""

    def __init__(self) -> None:
        self._opened = anyio.Event()
        self._opened.set()

    def close(self) -> None:
        """Let nobody in any more."""
        self._opened = anyio.Event()

    def open(self) -> None:
        """Let everybody in who waits."""
        self._opened.set()

    async def enter(self) -> None:
        """Wait until it is open."""
        await self._opened.wait()
