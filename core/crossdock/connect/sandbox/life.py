"""The time a sandbox is served for: its clock ticks, and what it pushes goes out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
from anyio.abc import TaskGroup

from crossdock.connect.sandbox.sandbox import TICK_SECONDS, Sandbox


class Life:
    """What runs beside the requests."""

    def __init__(self, sandbox: Sandbox[Any]) -> None:
        self._sandbox = sandbox
        self._running: tuple[TaskGroup, httpx.AsyncClient] | None = None

    @property
    def running(self) -> tuple[TaskGroup, httpx.AsyncClient]:
        """Where pushes run, and what sends them; raises RuntimeError while the sandbox is not served."""
        if self._running is None:
            raise RuntimeError("the sandbox is not served; start it with its lifespan")
        return self._running

    @asynccontextmanager
    async def lifespan(self, _: object) -> AsyncIterator[None]:
        """For the web framework."""
        async with (
            httpx.AsyncClient(follow_redirects=False, trust_env=False) as client,
            anyio.create_task_group() as group,
        ):
            self._running = (group, client)
            group.start_soon(self._tick)
            yield
            group.cancel_scope.cancel()

    async def _tick(self) -> None:
        while True:
            self._sandbox.tick(*self.running)
            await self._sandbox.outbox.changes(TICK_SECONDS)
