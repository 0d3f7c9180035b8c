"""Every example of every function gives what it says, in the engine that maps messages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from crossdock.engine.json_text import decode, encode
from crossdock.evaluate.pool import EvaluationPool
from crossdock.functions import Example
from crossdock.model.evaluation import Evaluated, Evaluation, Lane
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock_commerce.plugin import functions

EXAMPLES: Mapping[str, Example] = {
    f"{entry.name}: {example.expression}": example for entry in functions() for example in entry.load().examples
}


@pytest.fixture(scope="module")
def evaluated() -> Mapping[str, Evaluated]:
    """What the engine makes of each example."""
    return asyncio.run(_evaluate_all())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_its_result(name: str, evaluated: Mapping[str, Evaluated]) -> None:
    result = evaluated[name]
    assert result.problems == ()
    assert result.output is not None
    assert decode(result.output) == EXAMPLES[name].result


async def _evaluate_all() -> Mapping[str, Evaluated]:
    async with EvaluationPool(draft_processes=1) as pool:
        return {name: await pool.evaluate(_evaluation(example), Lane.DRAFT) for name, example in EXAMPLES.items()}


def _evaluation(example: Example) -> Evaluation:
    return Evaluation(
        text=example.expression,
        input=encode(example.input),
        lookups={name: _table(name, rows) for name, rows in example.lookups.items()},
        received_at=datetime(2026, 3, 29, 12, tzinfo=UTC),
    )


def _table(name: str, rows: Mapping[str, str]) -> LookupTable:
    definition = LookupDefinition(name=name, keys=("ours",), values=("theirs",), owner="ops")
    return LookupTable(
        definition=definition,
        revision=1,
        rows=tuple(LookupRow(keys=(key,), values=(value,)) for key, value in rows.items()),
    )
