"""A second engine is held against the first: where they differ, the fixture has failed and says how."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from crossdock.bootstrap import open_pipeline
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import EngineName, HoldCode, Runnable
from crossdock.model.fixture import Change, ExpectHold, ExpectOutput, Fixture, FixtureResult
from crossdock.project.case import Case
from crossdock.project.fixture_run import run

Both = tuple[Pipeline, Pipeline]


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    """A pipeline on each engine."""
    async with open_pipeline() as (native, _), open_pipeline(engine=EngineName.REFERENCE) as (reference, _):
        yield native, reference


def case(text: str, expect: ExpectOutput | ExpectHold) -> Case:
    runnable = Runnable(text=text, source_schema={}, target_schema={})
    return Case(mapping="m", fixture=Fixture(name="f", input=b'{"a": 1}', expect=expect), runnable=runnable, lookups={})


async def checked(asked: Case, both: Both) -> FixtureResult:
    (report,) = await run((asked,), both[0], lambda _case, _result: None, other=both[1])
    (result,) = report.results
    return result


async def test_engines_that_agree_change_nothing(both: Both) -> None:
    assert (
        await checked(case('{"b": a + 1, "at": $now()}', ExpectOutput(output={"b": 2}, ignore=("/at",))), both)
    ).passed
    held = await checked(case("$error('no')", ExpectHold(code=HoldCode.MAPPING_ERROR)), both)
    assert (held.passed, held.message) == (True, "Held as 'mapping-error'.")


async def test_a_failure_in_both_is_told_as_one(both: Both) -> None:
    result = await checked(case("a", ExpectOutput(output=2)), both)
    assert (result.passed, result.message) == (False, "1 place is not as expected.")


async def test_another_output_is_told_with_its_places(both: Both) -> None:
    text = '{"id": $max([9007199254740993, a])}'
    result = await checked(case(text, ExpectOutput(output={"id": 9007199254740993})), both)
    assert not result.passed
    assert result.message.startswith("The engines differ: this is what native ")
    (difference,) = result.differences
    assert (difference.pointer, difference.change) == ("/id", Change.DIFFERENT)
    assert (difference.expected, difference.actual) == (9007199254740993, 9007199254740992)


async def test_a_hold_of_one_engine_alone_is_told(both: Both) -> None:
    text = "$contains('é', /\\w/) ? $error('a letter') : 1"
    result = await checked(case(text, ExpectOutput(output=1)), both)
    assert not result.passed
    assert "native" in result.message.split(" gives an output, and ")[0]
    assert "holds the message as 'mapping-error' (a letter)" in result.message


async def test_equal_values_in_other_bytes_are_a_difference(both: Both) -> None:
    result = await checked(case("1e21", ExpectOutput(output=10**21)), both)
    assert not result.passed
    assert result.message.endswith("write the same values in another order or notation.")
