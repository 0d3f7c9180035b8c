"""Doing together what many ask for at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


class Batch(Generic[Q, A]):
    """Collects what is asked while the last batch is under way, and has it done at once.

    Whoever asks alone waits for nobody; the more ask at a time, the more share what a transaction costs. A question is
    never answered by a batch that began before it was asked.
    """

    def __init__(self, act: Callable[[Sequence[Q]], Awaitable[Sequence[A | Exception]]], most: int = 64) -> None:
        """`act` gives an answer, or what to raise, for each question in its order; what it raises, all are told."""
        self._act, self._most = act, most
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._running: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        """The answer to one question; raises what its batch met with."""
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            for (_, waiting), answer in zip(batch, await self._answers([one for one, _ in batch]), strict=True):
                if waiting.done():
                    continue  # whoever asked has gone
                if isinstance(answer, Exception):
                    waiting.set_exception(answer)
                else:
                    waiting.set_result(answer)

    async def _answers(self, questions: list[Q]) -> Sequence[A | Exception]:
        try:
            return await self._act(questions)
        except Exception as error:  # noqa: BLE001  # raised by everyone who asked
            return [error] * len(questions)
