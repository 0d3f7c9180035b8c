"""The evaluator that the rest of Crossdock uses: warm child processes, two lanes that never take each other's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import Final, Self, TypeVar

import msgspec

from crossdock.engine.json_text import encode
from crossdock.errors import LimitExceeded, MappingFailed, Unavailable
from crossdock.evaluate.engines import engine_version
from crossdock.evaluate.frames import Analyse, Analysed, Check, Done, Evaluate, Parse, Parsed
from crossdock.evaluate.guards import known_guard
from crossdock.evaluate.lane import ProcessLane
from crossdock.evaluate.limits import limit_problem, parse_problem
from crossdock.evaluate.lookup_tables import TableDigests
from crossdock.evaluate.process import Died, EvaluationProcess, Overdue
from crossdock.evaluate.questions import CompletionsAt, FieldsOf, LintOf, Question, TraceOf, unanswered
from crossdock.model.analysis import CompletionReport, FieldReport, LintReport, Surroundings, TraceReport
from crossdock.model.evaluation import EngineName, Evaluated, Evaluation, GuardCheck, Lane, Limits
from crossdock.model.lookup import LookupTables
from crossdock.model.problem import Problem

A = TypeVar("A", Parsed, Done, Analysed)
Report = TypeVar("Report", FieldReport, LintReport, CompletionReport, TraceReport)

_NO_LOOKUPS: Final[LookupTables] = {}
DRAFT_NICENESS = 5
"""Live mappings go first when processors are scarce."""
READING: Final = Limits(seconds=10.0)
"""For whether a text parses. That takes milliseconds and cannot run away; what takes longer is a busy machine, on which
drafts stand behind."""


class EvaluationPool:
    """Fulfils `crossdock.engine.ports.Evaluator` with `crossdock.evaluate.child` processes.

    Processes start when they are first needed (`warm` starts them all) and are replaced when they end. To be used
    in one event loop, as an async context manager or with `close` at the end.
    """

    def __init__(
        self,
        draft_processes: int = 2,
        live_processes: int = 2,
        *,
        engine: EngineName = EngineName.NATIVE,
        wait_seconds: float = 10.0,
    ) -> None:
        self._lanes = {
            Lane.DRAFT: ProcessLane(draft_processes, DRAFT_NICENESS, wait_seconds, engine),
            Lane.LIVE: ProcessLane(live_processes, 0, wait_seconds, engine),
        }
        self._engine = engine
        self._digests = TableDigests()
        self._closed = False

    @property
    def name(self) -> str:
        """The engine's name and version, as a version's hash has it."""
        return engine_version(self._engine)

    async def warm(self) -> None:
        """Start every process now; raises Unavailable with the reason when one cannot start."""
        await asyncio.gather(*(lane.warm() for lane in self._lanes.values()))

    async def parse(self, text: str) -> tuple[Problem, ...]:
        """Every problem a text has by itself; see `crossdock.engine.ports.Evaluator`."""

        async def ask(process: EvaluationProcess, limits: Limits) -> Parsed:
            return await process.parse(Parse(number=process.next_number(), text=text, limits=limits))

        try:
            return (await self._ask(Lane.DRAFT, READING, ask)).problems
        except Overdue:
            return (parse_problem("time", READING),)
        except Died:
            return (parse_problem("memory", READING),)

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        """A text's result on an input, within its limits; see `crossdock.engine.ports.Evaluator`."""
        tables = self._digests.of(evaluation.lookups)

        async def ask(process: EvaluationProcess, limits: Limits) -> Done:
            question = _question(evaluation, limits, tables, process.next_number())
            return await process.evaluate(question, evaluation.lookups)

        return await self._evaluated(lane, evaluation.limits, ask)

    async def check(self, check: GuardCheck, lane: Lane) -> Evaluated:
        """What a plugin's guard says of a record; see `crossdock.engine.ports.Evaluator`."""
        tables = self._digests.of(check.lookups)

        async def ask(process: EvaluationProcess, limits: Limits) -> Done:
            return await process.evaluate(_asked(check, limits, tables, process.next_number()), check.lookups)

        return known_guard(await self._evaluated(lane, check.limits, ask))

    async def _evaluated(
        self, lane: Lane, limits: Limits, ask: Callable[[EvaluationProcess, Limits], Awaitable[Done]]
    ) -> Evaluated:
        try:
            return (await self._ask(lane, limits, ask)).evaluated
        except Overdue:
            return _ended("time", limits)
        except Died:
            return _ended("memory", limits)

    async def fields(self, text: str) -> FieldReport:
        """See `crossdock.engine.ports.Analyst`, as for the three below."""
        return await self._analyse(FieldsOf(text=text), FieldReport)

    async def lint(self, text: str, around: Surroundings) -> LintReport:
        return await self._analyse(LintOf(text=text, around=around), LintReport)

    async def complete(self, text: str, position: int, around: Surroundings) -> CompletionReport:
        return await self._analyse(CompletionsAt(text=text, position=position, around=around), CompletionReport)

    async def trace(self, text: str, raw: bytes, lookups: LookupTables, received_at: datetime) -> TraceReport:
        return await self._analyse(TraceOf(text=text, input=raw, received_at=received_at), TraceReport, lookups)

    async def _analyse(self, question: Question, kind: type[Report], lookups: LookupTables = _NO_LOOKUPS) -> Report:
        tables = self._digests.of(lookups)

        async def ask(process: EvaluationProcess, limits: Limits) -> Analysed:
            asked = Analyse(number=process.next_number(), question=question, limits=limits, tables=tables)
            return await process.analyse(asked, lookups)

        limits = Limits()
        try:
            analysed = await self._ask(Lane.DRAFT, limits, ask)
        except Overdue:
            raise _refusal(unanswered(question, "time", limits)) from None
        except Died:
            raise _refusal(unanswered(question, "memory", limits)) from None
        if analysed.refused:
            raise _refusal(analysed.refused)
        return msgspec.msgpack.decode(analysed.report, type=kind)

    async def _ask(self, lane: Lane, limits: Limits, ask: Callable[[EvaluationProcess, Limits], Awaitable[A]]) -> A:
        """Ask a process; a second one, for what is left of the time, when the first dies.

        It may have been ended from outside, and asking again changes nothing. What kills two, kills them itself:
        then Died comes through, as Overdue does.
        """
        async with self._lanes[lane].process() as process:
            started = monotonic()
            try:
                return await ask(process, limits)
            except Died as error:
                self._check_open(error)
            left = limits.seconds - (monotonic() - started)  # starting another process takes none of it
        async with self._lanes[lane].process() as process:
            try:
                return await ask(process, msgspec.structs.replace(limits, seconds=left))
            except Died as error:
                self._check_open(error)
                raise

    async def close(self) -> None:
        """End every process; whoever still waits gets Unavailable."""
        self._closed = True
        await asyncio.gather(*(lane.close() for lane in self._lanes.values()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    def _check_open(self, error: Died) -> None:
        if self._closed:
            raise Unavailable("The evaluation was ended: Crossdock is shutting down.") from error


def _question(evaluation: Evaluation, limits: Limits, tables: dict[str, str], number: int) -> Evaluate:
    return Evaluate(
        number=number,
        text=evaluation.text,
        input=evaluation.input,
        received_at=evaluation.received_at,
        limits=limits,
        tables=tables,
    )


def _asked(check: GuardCheck, limits: Limits, tables: dict[str, str], number: int) -> Check:
    return Check(
        number=number,
        guard=check.guard,
        options=encode(check.options),
        input=check.input,
        is_mapped=check.is_mapped,
        received_at=check.received_at,
        limits=limits,
        tables=tables,
    )


def _refusal(problem: Problem) -> MappingFailed:
    kind = LimitExceeded if problem.code == LimitExceeded.code else MappingFailed
    return kind(problem.message, code=problem.code, remedy=problem.remedy, problems=[problem])


def _ended(limit: str, limits: Limits) -> Evaluated:
    return Evaluated(limit=limit, problems=(limit_problem(limit, limits),))
