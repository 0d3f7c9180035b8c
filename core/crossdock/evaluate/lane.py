"""A fixed number of places for evaluation processes, handed out in the order in which they were asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from crossdock.errors import Unavailable
from crossdock.evaluate.process import EvaluationProcess
from crossdock.model.evaluation import EngineName


class ProcessLane:
    """Processes of one lane: started when first needed, kept warm, replaced when they have ended.

    Whoever holds a place owns at most one process, so there are never more processes than places.
    """

    def __init__(self, size: int, niceness: int, wait_seconds: float, engine: EngineName) -> None:
        self._size = size
        self._niceness = niceness
        self._wait_seconds = wait_seconds
        self._engine = engine
        self._places = asyncio.Semaphore(size)
        self._taking_all = asyncio.Lock()
        """Two who took all places one by one would wait for each other for ever."""
        self._idle: list[EvaluationProcess] = []
        self._busy: set[EvaluationProcess] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def warm(self) -> None:
        """Start what is not started yet; raises Unavailable with the reason when that fails."""
        async with self._all_places():
            missing = self._size - len(self._idle)
            started = await asyncio.gather(*(self._add() for _ in range(missing)), return_exceptions=True)
        for error in started:
            if error is not None:
                raise error

    @asynccontextmanager
    async def process(self) -> AsyncIterator[EvaluationProcess]:
        """A process for one question. Raises Unavailable when none is free in time, or none can be started."""
        await self._take_place()
        try:
            process = await self._take_process()
        except BaseException:
            self._places.release()
            raise
        try:
            yield process
        finally:
            self._give_back(process)

    async def close(self) -> None:
        """End every process, busy ones too, and wait until they are gone."""
        self._closed = True
        for process in self._busy:
            process.kill()
        async with self._all_places():
            await asyncio.gather(*(process.end() for process in self._idle))
            self._idle.clear()

    @asynccontextmanager
    async def _all_places(self) -> AsyncIterator[None]:
        taken = 0
        async with self._taking_all:
            try:
                while taken < self._size:
                    await self._places.acquire()
                    taken += 1
                yield
            finally:
                for _ in range(taken):
                    self._places.release()

    async def _take_place(self) -> None:
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._places.acquire()
        except TimeoutError as error:
            raise Unavailable(
                f"All {self._size} evaluation processes have been busy for {self._wait_seconds:g} seconds.",
                remedy="Try again in a moment; a deployment that is often this busy needs more of them.",
            ) from error

    async def _take_process(self) -> EvaluationProcess:
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                break
            await process.end()  # somebody else ended it while it was idle
        else:
            process = await self._start()
        self._busy.add(process)
        return process

    def _give_back(self, process: EvaluationProcess) -> None:
        self._busy.discard(process)
        if process.alive:
            self._idle.append(process)
            self._places.release()
            return
        task = asyncio.create_task(self._replace(process))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replace(self, process: EvaluationProcess) -> None:
        try:
            await process.end()
            with suppress(Unavailable):  # whoever asks next tries again, and is told
                await self._add()
        finally:
            self._places.release()

    async def _add(self) -> None:
        self._idle.append(await self._start())

    async def _start(self) -> EvaluationProcess:
        if self._closed:
            raise Unavailable("The evaluation processes have been ended: Crossdock is shutting down.")
        return await EvaluationProcess.start(self._niceness, self._engine)
