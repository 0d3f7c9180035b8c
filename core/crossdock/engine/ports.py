"""What the engine needs from outside, as protocols; `crossdock.bootstrap` chooses who fulfils them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from crossdock.model.evaluation import Evaluated, Evaluation, Lane
from crossdock.model.problem import Problem


class Clock(Protocol):
    """Where the time comes from: the real clock, or a simulated one."""

    def now(self) -> datetime:
        """The time, with its zone."""


class Evaluator(Protocol):
    """A JSONata engine. It never lets a text hang, crash or slow anything but its own evaluation."""

    @property
    def name(self) -> str:
        """'reference' or 'native', with the version behind a space; stands in a version's hash."""

    async def parse(self, text: str) -> tuple[Problem, ...]:
        """Every problem that can be found in a text without an input; none when it parses."""

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        """Evaluate a text on an input, within its limits. Raises Unavailable when no process can be had."""

    async def close(self) -> None:
        """End every process; the evaluator cannot be used afterwards."""
