"""The one way of a message through a mapping: read, check, map, check.

Preview in the studio, a test in a folder, a promotion's proof and a live run are this same code.
"""

from __future__ import annotations

from datetime import datetime

from crossdock.engine.json_text import decode
from crossdock.engine.ports import Clock, Evaluator
from crossdock.engine.schema_cache import SchemaChecks
from crossdock.errors import Malformed
from crossdock.model.evaluation import Evaluated, Evaluation, HoldCode, HoldReason, Lane, Limits, Mapped, Runnable
from crossdock.model.lookup import LookupMiss, LookupTables
from crossdock.model.problem import Problem, Side


class Pipeline:
    """Maps messages with an engine, and answers for each with an output or a reason to hold it."""

    def __init__(self, evaluator: Evaluator, clock: Clock, limits: Limits = Limits()) -> None:  # noqa: B008  # frozen
        self.evaluator = evaluator
        self._clock = clock
        self._limits = limits
        self._checks = SchemaChecks()

    async def parse(self, text: str) -> tuple[Problem, ...]:
        """Every problem a text has by itself."""
        return await self.evaluator.parse(text)

    async def map(
        self,
        runnable: Runnable,
        raw: bytes,
        *,
        lookups: LookupTables,
        lane: Lane,
        received_at: datetime | None = None,
    ) -> Mapped:
        """Map one message: JSON text in, JSON text out, or the reason why it must be held."""
        try:
            document = decode(raw)
        except Malformed as error:
            return _held(HoldCode.NOT_UNDERSTOOD, error.message, error.remedy, error.problems)
        if problems := self._checks.of(runnable.source_schema).problems(document, Side.SOURCE):
            return _held(
                HoldCode.SOURCE_INVALID,
                f"The message does not fit the source's schema: {_count(problems)}.",
                "Correct the message at its source, or tell the connector's author that the schema is too strict.",
                problems,
            )
        evaluated = await self.evaluator.evaluate(
            Evaluation(
                text=runnable.text,
                input=raw,
                lookups=lookups,
                received_at=received_at or self._clock.now(),
                limits=self._limits,
            ),
            lane,
        )
        return self._judge(evaluated, runnable)

    def _judge(self, evaluated: Evaluated, runnable: Runnable) -> Mapped:
        if evaluated.misses:
            return Mapped(output=None, hold=_missed(evaluated.misses), reads=evaluated.reads)
        if evaluated.limit:
            return Mapped(output=None, hold=_limited(evaluated.limit, evaluated.problems), reads=evaluated.reads)
        if evaluated.problems:
            first = evaluated.problems[0]
            reason = HoldReason(
                code=HoldCode.MAPPING_ERROR, message=first.message, remedy=first.remedy, problems=evaluated.problems
            )
            return Mapped(output=None, hold=reason, reads=evaluated.reads)
        return self._check_output(evaluated, runnable)

    def _check_output(self, evaluated: Evaluated, runnable: Runnable) -> Mapped:
        if evaluated.output is None:
            nothing = HoldReason(
                code=HoldCode.MAPPING_ERROR,
                message="The mapping gave nothing for this message.",
                remedy="Look for a path that finds nothing: a misspelt name gives nothing without a word.",
            )
            return Mapped(output=None, hold=nothing, reads=evaluated.reads)
        problems = self._checks.of(runnable.target_schema).problems(decode(evaluated.output), Side.TARGET)
        refused = HoldReason(
            code=HoldCode.TARGET_INVALID,
            message=f"What came out does not fit the target's schema: {_count(problems)}.",
            remedy="Correct the mapping at the places named.",
            problems=problems,
        )
        return Mapped(output=evaluated.output, hold=refused if problems else None, reads=evaluated.reads)


def _held(code: HoldCode, message: str, remedy: str, problems: tuple[Problem, ...]) -> Mapped:
    return Mapped(output=None, hold=HoldReason(code=code, message=message, remedy=remedy, problems=problems))


def _missed(misses: tuple[LookupMiss, ...]) -> HoldReason:
    first = misses[0]
    more = f", and {len(misses) - 1} more" if len(misses) > 1 else ""
    return HoldReason(
        code=HoldCode.LOOKUP_MISS,
        message=f"The lookup '{first.table}' has no row for '{' / '.join(first.key)}'{more}.",
        remedy="Add the missing row to the lookup; its owner knows the value.",
        misses=misses,
    )


def _limited(limit: str, problems: tuple[Problem, ...]) -> HoldReason:
    return HoldReason(
        code=HoldCode.LIMIT_EXCEEDED,
        message=f"The expression took more {limit} than it may and was stopped.",
        remedy="Look for endless recursion, a regular expression that backtracks, or a range that is too long.",
        problems=problems,
    )


def _count(problems: tuple[Problem, ...]) -> str:
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
