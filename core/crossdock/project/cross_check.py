"""Two engines on one fixture: where they give something else, one of them is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import Lane, Mapped
from crossdock.model.fixture import Difference, ExpectOutput, FixtureResult
from crossdock.project.case import Case


async def cross_check(case: Case, result: FixtureResult, pipeline: Pipeline, other: Pipeline) -> FixtureResult:
    """The fixture's result, failed where the engines differ: in the bytes of the output, or in the code of the hold.

    Differences lead from the output of `pipeline`, as expected, to that of `other`.
    """
    received_at = datetime.now(UTC)
    first, second = [await _map(case, each, received_at) for each in (pipeline, other)]
    if _outcome(first) == _outcome(second):
        return result
    names = pipeline.evaluator.name, other.evaluator.name
    return msgspec.structs.replace(
        result, passed=False, message=_message(names, first, second), differences=_differences(first, second)
    )


async def _map(case: Case, pipeline: Pipeline, received_at: datetime) -> Mapped:
    return await pipeline.map(
        case.runnable, case.fixture.input, lookups=case.lookups, lane=Lane.DRAFT, received_at=received_at
    )


def _outcome(mapped: Mapped) -> tuple[bytes | None, str | None]:
    return mapped.output, _code(mapped)


def _code(mapped: Mapped) -> str | None:
    return mapped.hold.code if mapped.hold else None


def _differences(first: Mapped, second: Mapped) -> tuple[Difference, ...]:
    if first.output is None or second.output is None:
        return ()
    return compare(ExpectOutput(output=decode(first.output)), decode(second.output))


def _message(names: tuple[str, str], first: Mapped, second: Mapped) -> str:
    if _code(first) != _code(second):
        return f"The engines differ: {names[0]} {_told(first)}, and {names[1]} {_told(second)}."
    if _differences(first, second):
        return f"The engines differ: this is what {names[0]} gives, and what {names[1]} gives instead."
    return f"The engines differ: {names[0]} and {names[1]} write the same values in another order or notation."


def _told(mapped: Mapped) -> str:
    if mapped.hold is not None:
        return f"holds the message as '{mapped.hold.code}' ({mapped.hold.message.rstrip('.')})"
    return "gives an output"
