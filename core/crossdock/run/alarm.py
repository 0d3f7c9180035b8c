"""The alarm clock: tells the workers that a partition has work. Records are the truth; an alarm may ring in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import structlog
from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, ProcrastinateException

from crossdock.run.queue import DRAIN

_log = structlog.get_logger(__name__)


class Alarm:
    """Rings through the task queue. A partition that already waits for a worker is not queued a second time."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._pending: set[int] = set()
        self._ringing: asyncio.Task[None] | None = None

    async def ring(self, partitions: Iterable[int]) -> None:
        """Have partitions drained soon, and go on at once.

        To be called after the commit. Where the queue is away nothing is lost: every worker looks for due records
        by itself.
        """
        self._pending.update(partitions)
        if self._pending and (self._ringing is None or self._ringing.done()):
            self._ringing = asyncio.create_task(self._ring())

    async def close(self) -> None:
        """Ring what is still to be rung."""
        if self._ringing is not None:
            await self._ringing

    async def _ring(self) -> None:
        while self._pending:
            partition = self._pending.pop()
            try:
                await self._queue(partition)
            except (ConnectorException, ProcrastinateException) as error:
                _log.warning("the task queue is away; workers will look by themselves", reason=str(error))

    async def _queue(self, partition: int) -> None:
        name = f"partition-{partition}"
        job = self._app.configure_task(DRAIN, lock=name, queueing_lock=name)
        with suppress(AlreadyEnqueued):  # whoever takes that job will find this record too
            await job.defer_async(partition=partition)
