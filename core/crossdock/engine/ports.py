"""What the engine needs from outside, as protocols; `crossdock.bootstrap` chooses who fulfils them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from crossdock.model.analysis import CompletionReport, FieldReport, LintReport, Surroundings, TraceReport
from crossdock.model.evaluation import Evaluated, Evaluation, GuardCheck, Lane
from crossdock.model.lookup import LookupTables
from crossdock.model.problem import Problem


class Clock(Protocol):
    """Where the time comes from: the real clock, or a simulated one."""

    def now(self) -> datetime:
        """The time, with its zone."""


class Alarm(Protocol):
    """Who wakes the workers. That nobody hears it delays work, and loses none: workers also look by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        """Tell that records of these partitions are due; never fails whoever rings."""


class Analyst(Protocol):
    """What an editor wants to know of a text. Raises LimitExceeded for a hostile one, Unavailable without a process."""

    async def parse(self, text: str) -> tuple[Problem, ...]:
        """Every problem that can be found in a text without an input; none when it parses."""

    async def fields(self, text: str) -> FieldReport:
        """How each leaf of the output is made."""

    async def lint(self, text: str, around: Surroundings) -> LintReport:
        """What is probably wrong; a text that cannot be read has findings of the rule `syntax` alone."""

    async def complete(self, text: str, position: int, around: Surroundings) -> CompletionReport:
        """What can stand at a position, which is the number of code points before it."""

    async def trace(self, text: str, raw: bytes, lookups: LookupTables, received_at: datetime) -> TraceReport:
        """Evaluate on a JSON text and tell what was read, what found nothing, and which branches ran."""


class Evaluator(Analyst, Protocol):
    """A JSONata engine. It never lets a text hang, crash or slow anything but its own evaluation."""

    @property
    def name(self) -> str:
        """'reference' or 'native', with the version behind a space; stands in a version's hash."""

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        """Evaluate a text on an input, within its limits. Raises Unavailable when no process can be had."""

    async def check(self, check: GuardCheck, lane: Lane) -> Evaluated:
        """Ask a plugin's guard; the output is the JSON text of its `crossdock.guards.Verdict`, or there are problems.

        Raises NotFound for a guard that is not installed, Unavailable as `evaluate` does.
        """

    async def close(self) -> None:
        """End every process; the evaluator cannot be used afterwards."""
