"""The worker: takes partitions off the queue, finds what is due by itself, polls, and takes over from dead workers."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress

import anyio
import psycopg
import structlog
from procrastinate import App
from procrastinate.exceptions import ProcrastinateException
from procrastinate.jobs import Status

from crossdock.errors import CrossdockError
from crossdock.run.alarm import Alarm
from crossdock.run.call_counts import STORE_SECONDS
from crossdock.run.drain import Drain
from crossdock.run.fence import HEARTBEAT_SECONDS, STALLED_SECONDS
from crossdock.run.lookup_hits import STORE_SECONDS as STORE_HITS_SECONDS
from crossdock.run.polling import AT_ONCE, TICK_SECONDS, Polling
from crossdock.run.queue import DRAIN
from crossdock.run.recount import FORGET_SECONDS, RECOUNT_SECONDS, Recount
from crossdock.run.rounds import Rounds
from crossdock.run.station import Station

SWEEP_SECONDS = 1.0
"""How often due records are looked for that no alarm rang for: retries, waits, and alarms that were lost."""
POLL_SECONDS = 0.5
"""How often the queue is asked without being told; a job that waited for another of its partition starts then."""
RESTART_SECONDS = 1.0
GRACE_SECONDS = 10.0
"""How long what is under way may take when the worker is told to stop."""

_log = structlog.get_logger(__name__)


def worker_name() -> str:
    """Tells this process from every other on any machine."""
    return f"{host_name()}/{os.getpid()}"


def host_name() -> str:
    """Tells this machine from others."""
    return socket.gethostname()


class Worker:
    """One worker process. It outlives the database: while that is away, it tries again."""

    def __init__(self, queue: App, station: Station, rounds: Rounds, jobs: int) -> None:
        self._queue, self._at, self._rounds, self._jobs = queue, station, rounds, jobs
        self._alarm = Alarm(queue)
        self._drain = Drain(station, worker_name())
        self._polling = Polling(station, self._alarm, worker_name())
        self._recount = Recount(station, self._alarm)
        self._stopping = asyncio.Event()
        if DRAIN not in queue.tasks:
            queue.task(name=DRAIN)(self._work_off)

    def stop(self) -> None:
        """Let what is under way come to its end, and take no more."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until `stop` is called."""
        async with self._queue.open_async():
            await self._for_ever(self._serve_until_stopped)

    async def _serve_until_stopped(self) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(self._repeat, self._sweep, SWEEP_SECONDS)
            group.start_soon(self._repeat, self._take_over, HEARTBEAT_SECONDS)
            group.start_soon(self._repeat, self._polling.plan, TICK_SECONDS)
            for _ in range(AT_ONCE):
                group.start_soon(self._repeat, self._polling.work_off, TICK_SECONDS)
            group.start_soon(self._repeat, self._recount.recount, RECOUNT_SECONDS)
            group.start_soon(self._repeat, self._recount.forget, FORGET_SECONDS)
            group.start_soon(self._repeat, self._at.lines.counts.store, STORE_SECONDS)
            group.start_soon(self._repeat, self._at.lookup_hits.store, STORE_HITS_SECONDS)
            for act, seconds in self._rounds.turns:
                group.start_soon(self._repeat, act, seconds)
            await self._serve()
            group.cancel_scope.cancel()
        if self._stopping.is_set():
            await self._at.lines.counts.store()
            await self._at.lookup_hits.store()
            await self._rounds.leave()

    async def _serve(self) -> None:
        serving = asyncio.create_task(
            self._queue.run_worker_async(
                name=worker_name(),
                concurrency=self._jobs,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="always",
                install_signal_handlers=False,
            )
        )
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if not serving.done():
                serving.cancel()  # the queue's way of saying: stop in good order
            with suppress(asyncio.CancelledError):
                await serving

    async def _work_off(self, partition: int) -> None:
        """A job that fails is not repeated: the records are still due, and are found again."""
        try:
            await self._drain.drain(partition)
        except CrossdockError as error:
            _log.warning("a partition could not be worked off", partition=partition, reason=error.message)

    async def _sweep(self) -> None:
        async with self._at.store.read() as work:
            due = await work.records.due_partitions(self._at.clock.now())
        await self._alarm.ring(due)

    async def _take_over(self) -> None:
        """End the jobs of workers that are no longer heard of: a partition is free then, and what is due rings anew.

        Such a job cannot be put back into the queue: where its partition waits there already, it may stand only once.
        """
        manager = self._queue.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            _log.warning("a worker is no longer heard of; its partition is taken over", job=job.id)
            await manager.finish_job(job, Status.ABORTED, delete_job=True)

    async def _repeat(self, act: Callable[[], Awaitable[object]], seconds: float) -> None:
        while True:
            try:
                await act()
            except (CrossdockError, ProcrastinateException, psycopg.Error) as error:
                _log.warning("the database is away; trying again", reason=str(error))
            await asyncio.sleep(seconds)

    async def _for_ever(self, act: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping.is_set():
            try:
                await act()
            except* (CrossdockError, ProcrastinateException, psycopg.Error) as group:
                _log.warning("the worker starts anew", reason=str(group.exceptions[0]))
                await asyncio.sleep(RESTART_SECONDS)
