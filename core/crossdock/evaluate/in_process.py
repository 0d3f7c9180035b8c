"""Live mappings in the process that asks: no pipe, no waiting, and processes only for what is out of the ordinary.

An evaluation here is held by narrow bounds of the engine's own, so that it neither blocks the event loop for long nor
fills the memory. Whatever passes one of them is evaluated again in a process of the pool, with all that its limits
allow; the pool's answer is then the answer. So both ways give the same bytes, and nothing hangs but a child.

No thread is used. Under the interpreter's lock a thread takes turns with the event loop instead of leaving it alone,
nobody can end it, and handing an evaluation to it takes as long as evaluating a small order does.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic
from typing import Final, Self

from crossdock import jsonata
from crossdock.engine.ports import Evaluator
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.engines import engine_version
from crossdock.evaluate.lookup_tables import TableIndexes
from crossdock.evaluate.native.engine import NativeEngine
from crossdock.evaluate.outcome import sayable, within_output
from crossdock.model.analysis import CompletionReport, FieldReport, LintReport, Surroundings, TraceReport
from crossdock.model.evaluation import EngineName, Evaluated, Evaluation, GuardCheck, Lane
from crossdock.model.lookup import LookupTables
from crossdock.model.problem import Problem
from crossdock.plugin import FunctionEntry

BOUNDS: Final = jsonata.Limits(
    steps=500_000, seconds=0.05, depth=1_000, items=20_000, characters=50_000, output=100_000, match_seconds=0.02
)
"""What one evaluation may use here. 50 ms are what others on the event loop may have to wait; the rest bounds memory."""
MOST_MEMORY: Final = 256 * 1024 * 1024
"""Bytes that these bounds let an evaluation take at most; whoever allows less is served by a process."""
LONGEST_INPUT: Final = 256 * 1024
"""Bytes of a message; reading a longer one alone would hold up the event loop."""
LONGEST_TEXT: Final = 32 * 1024
"""Characters of an expression, which are compiled when it is first asked for."""


class InProcessEvaluator:
    """Fulfils `crossdock.engine.ports.Evaluator`: live evaluations here, everything else in the pool it is given.

    `entries` are the functions of the installed plugins; they run in this process. To be used in one event loop, as
    an async context manager or with `close` at the end, which closes the pool, too. Raises PluginError where an entry
    takes the name of a function that the language has.
    """

    def __init__(self, entries: Iterable[FunctionEntry], pool: Evaluator, bounds: jsonata.Limits = BOUNDS) -> None:
        self._engine = NativeEngine(entries, bounds)
        self._pool = pool
        self._tables = TableIndexes()
        self._set_aside = SetAside()

    @property
    def name(self) -> str:
        """The engine's name and version, as a version's hash has it."""
        return engine_version(EngineName.NATIVE)

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        """A text's result on an input, within its limits; see `crossdock.engine.ports.Evaluator`."""
        if lane is Lane.LIVE and _is_ordinary(evaluation) and evaluation.text not in self._set_aside:
            await asyncio.sleep(0)  # between two evaluations, everybody else on the event loop has a turn
            evaluated = self._evaluate(evaluation)
            if evaluated is not None:
                return evaluated
            self._set_aside.add(evaluation.text)
        return await self._pool.evaluate(evaluation, lane)

    def _evaluate(self, evaluation: Evaluation) -> Evaluated | None:
        """The result; None where the evaluation passed a bound, or tried to end the process."""
        tables = evaluation.lookups
        context = EvaluationContext(evaluation.received_at, tables, lambda name: self._tables.of(tables[name]))
        try:
            evaluated = self._engine.evaluate(evaluation.text, evaluation.input, context, evaluation.limits)
        except (MemoryError, RecursionError, SystemExit):
            return None
        return None if evaluated.limit else sayable(within_output(evaluated, evaluation.limits))

    async def check(self, check: GuardCheck, lane: Lane) -> Evaluated:
        """In the pool: a guard is ordinary code, which no bound but a process's holds."""
        return await self._pool.check(check, lane)

    async def parse(self, text: str) -> tuple[Problem, ...]:
        """As in the pool, like the four below: a person's text may be hostile."""
        return await self._pool.parse(text)

    async def fields(self, text: str) -> FieldReport:
        return await self._pool.fields(text)

    async def lint(self, text: str, around: Surroundings) -> LintReport:
        return await self._pool.lint(text, around)

    async def complete(self, text: str, position: int, around: Surroundings) -> CompletionReport:
        return await self._pool.complete(text, position, around)

    async def trace(self, text: str, raw: bytes, lookups: LookupTables, received_at: datetime) -> TraceReport:
        return await self._pool.trace(text, raw, lookups, received_at)

    async def close(self) -> None:
        """End the pool's processes."""
        await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()


class SetAside:
    """Texts that passed a bound: for a while they are a process's from the start, so that nothing is done twice."""

    def __init__(self, seconds: float = 60.0, most: int = 256, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def __contains__(self, text: str) -> bool:
        return self._clock() < self._until.get(text, 0.0)

    def add(self, text: str) -> None:
        """From now on; the text set aside first is forgotten when there are too many."""
        self._until[text] = self._clock() + self._seconds
        self._until.move_to_end(text)
        if len(self._until) > self._most:
            self._until.popitem(last=False)


def _is_ordinary(evaluation: Evaluation) -> bool:
    return (
        len(evaluation.input) <= LONGEST_INPUT
        and len(evaluation.text) <= LONGEST_TEXT
        and evaluation.limits.memory_bytes >= MOST_MEMORY
    )
