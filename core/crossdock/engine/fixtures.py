"""Running fixtures: does a mapping still give what was agreed?"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import Lane, Mapped, Runnable
from crossdock.model.fixture import (
    Difference,
    ExpectHold,
    ExpectOutput,
    ExpectPartial,
    Fixture,
    FixtureReport,
    FixtureResult,
)
from crossdock.model.lookup import LookupTables


async def run_fixtures(
    pipeline: Pipeline, mapping: str, runnable: Runnable, fixtures: Iterable[Fixture], lookups: LookupTables
) -> FixtureReport:
    """Run every fixture, in order, through the same pipeline as a live message."""
    results = [await run_fixture(pipeline, runnable, fixture, lookups) for fixture in fixtures]
    passed = sum(result.passed for result in results)
    return FixtureReport(mapping=mapping, passed=passed, failed=len(results) - passed, results=tuple(results))


async def run_fixture(pipeline: Pipeline, runnable: Runnable, fixture: Fixture, lookups: LookupTables) -> FixtureResult:
    """Run one fixture and say whether what came out is what was expected."""
    mapped = await pipeline.map(runnable, fixture.input, lookups=lookups, lane=Lane.DRAFT)
    if isinstance(fixture.expect, ExpectHold):
        return _judge_hold(fixture.name, fixture.expect, mapped)
    return _judge_output(fixture.name, fixture.expect, mapped)


def _judge_hold(name: str, expect: ExpectHold, mapped: Mapped) -> FixtureResult:
    if mapped.hold is None:
        return _result(name, mapped, passed=False, message=f"It should be held as '{expect.code}', and was mapped.")
    passed = mapped.hold.code is expect.code
    message = f"Held as '{mapped.hold.code}'" + ("." if passed else f", where '{expect.code}' was expected.")
    return _result(name, mapped, passed=passed, message=message)


def _judge_output(name: str, expect: ExpectOutput | ExpectPartial, mapped: Mapped) -> FixtureResult:
    if mapped.hold is not None or mapped.output is None:
        why = f"{mapped.hold.code}: {mapped.hold.message}" if mapped.hold else "it gave nothing."
        return _result(name, mapped, passed=False, message=f"It should be mapped, and was held: {why}")
    differences = compare(expect, decode(mapped.output))
    message = "As expected." if not differences else f"{len(differences)} places are not as expected."
    if len(differences) == 1:
        message = "1 place is not as expected."
    return _result(name, mapped, passed=not differences, message=message, differences=differences)


def _result(
    name: str, mapped: Mapped, *, passed: bool, message: str, differences: tuple[Difference, ...] = ()
) -> FixtureResult:
    return FixtureResult(
        fixture=name,
        passed=passed,
        message=message,
        differences=differences,
        hold=mapped.hold,
        output=None if mapped.output is None else msgspec.Raw(mapped.output),
    )
