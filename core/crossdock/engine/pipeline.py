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
        faults = self._checks.of(runnable.source_schema).problems(document, Side.SOURCE)
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
        reason = self._reason(evaluated, faults, runnable)
        return Mapped(
            output=evaluated.output,
            hold=reason,
            reads=evaluated.reads,
            hits=evaluated.hits,
            left_out=evaluated.left_out,
            more_left_out=evaluated.more_left_out,
        )

    def _reason(self, evaluated: Evaluated, faults: tuple[Problem, ...], runnable: Runnable) -> HoldReason | None:
        """Why the message must be held, the root cause first: a text that is wrong by itself, then a message that is.

        `faults` are the source's. They do not end the evaluation, so that everything is said at once.
        """
        refused = self._target_problems(evaluated, runnable)
        if evaluated.limit:
            return _limited((*evaluated.problems, *faults))
        if any(_is_of_the_text(problem) for problem in evaluated.problems):
            return _failed((*evaluated.problems, *faults))
        if faults:
            return _source_refused(faults, (*evaluated.problems, *refused), evaluated.misses)
        if evaluated.misses:
            return _missed(evaluated.misses)
        if evaluated.problems:
            return _failed(evaluated.problems)
        return _target_refused(refused) if refused else _nothing(evaluated)

    def _target_problems(self, evaluated: Evaluated, runnable: Runnable) -> tuple[Problem, ...]:
        if evaluated.output is None:
            return ()
        return self._checks.of(runnable.target_schema).problems(decode(evaluated.output), Side.TARGET)


def _is_of_the_text(problem: Problem) -> bool:
    """Whether no message at all could be mapped: a syntax error, or a function that nobody has."""
    return problem.code.startswith("S0") or problem.code == "unknown-function"


def _held(code: HoldCode, message: str, remedy: str, problems: tuple[Problem, ...]) -> Mapped:
    return Mapped(output=None, hold=HoldReason(code=code, message=message, remedy=remedy, problems=problems))


def _failed(problems: tuple[Problem, ...]) -> HoldReason:
    first = problems[0]
    return HoldReason(code=HoldCode.MAPPING_ERROR, message=first.message, remedy=first.remedy, problems=problems)


def _source_refused(
    faults: tuple[Problem, ...], others: tuple[Problem, ...], misses: tuple[LookupMiss, ...]
) -> HoldReason:
    return HoldReason(
        code=HoldCode.SOURCE_INVALID,
        message=f"The message does not fit the source's schema: {_count(faults)}.",
        remedy="Correct the message at its source, or tell the connector's author that the schema is too strict.",
        problems=(*faults, *others),
        misses=misses,
    )


def _target_refused(problems: tuple[Problem, ...]) -> HoldReason:
    return HoldReason(
        code=HoldCode.TARGET_INVALID,
        message=f"What came out does not fit the target's schema: {_count(problems)}.",
        remedy="Correct the mapping at the places named.",
        problems=problems,
    )


def _nothing(evaluated: Evaluated) -> HoldReason | None:
    if evaluated.output is not None:
        return None
    return HoldReason(
        code=HoldCode.MAPPING_ERROR,
        message="The mapping gave nothing for this message.",
        remedy="Look for a path that finds nothing: a misspelt name gives nothing without a word.",
    )


def _missed(misses: tuple[LookupMiss, ...]) -> HoldReason:
    first = misses[0]
    more = f", and {len(misses) - 1} more" if len(misses) > 1 else ""
    return HoldReason(
        code=HoldCode.LOOKUP_MISS,
        message=f"The lookup '{first.table}' has no row for '{' / '.join(first.key)}'{more}.",
        remedy="Add the missing row to the lookup; its owner knows the value.",
        misses=misses,
    )


def _limited(problems: tuple[Problem, ...]) -> HoldReason:
    """The problem of the limit comes first: it says which, and where the engine was."""
    first = problems[0]
    return HoldReason(code=HoldCode.LIMIT_EXCEEDED, message=first.message, remedy=first.remedy, problems=problems)


def _count(problems: tuple[Problem, ...]) -> str:
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
