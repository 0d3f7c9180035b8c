"""Lookups reach the process that needs them, with the right content and the table's own policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName, Evaluation, Lane
from crossdock.model.lookup import (
    LookupDefinition,
    LookupHit,
    LookupMiss,
    LookupRead,
    LookupRow,
    LookupTable,
    MissPolicy,
)

Ask = Callable[..., Evaluation]


def table(name: str = "carriers", revision: int = 1, rows: dict[str, str] | None = None, **policy: Any) -> LookupTable:
    definition = LookupDefinition(name=name, keys=("ours",), values=("theirs",), owner="ops", **policy)
    pairs = {"Next day": "DPD-12"} if rows is None else rows
    return LookupTable(
        definition=definition,
        revision=revision,
        rows=tuple(LookupRow(keys=(key,), values=(value,)) for key, value in pairs.items()),
    )


async def test_equal_names_and_revisions_are_no_equal_tables(engine: EngineName, ask: Ask) -> None:
    async with EvaluationPool(live_processes=1, engine=engine) as pool:
        for carrier in ("DPD", "DHL", "UPS", "DPD"):
            lookups = {"carriers": table(rows={"Next day": carrier})}
            result = await pool.evaluate(ask('$xref("carriers", "Next day")', lookups=lookups), Lane.LIVE)
            assert result.output == f'"{carrier}"'.encode()


async def test_a_name_may_be_worked_out(pool: EvaluationPool, ask: Ask) -> None:
    lookups = {"carriers": table(), "large": table("large", rows={str(n): str(n) for n in range(20_000)})}
    text = '[$xref("car" & "riers", "Next day"), $xref("lar" & "ge", "19999")]'
    result = await pool.evaluate(ask(text, lookups=lookups), Lane.LIVE)
    assert result.output == b'["DPD-12","19999"]'
    assert result.reads == (LookupRead(table="carriers", revision=1), LookupRead(table="large", revision=1))


async def test_only_what_was_looked_into_is_read(pool: EvaluationPool, ask: Ask) -> None:
    result = await pool.evaluate(ask("1", lookups={"carriers": table()}), Lane.LIVE)
    assert result.reads == ()


async def test_every_miss_of_one_evaluation_is_told(pool: EvaluationPool, ask: Ask) -> None:
    lookups = {"carriers": table(revision=7)}
    text = '["b", "a", "b", "Next day"].{"code": $xref("carriers", $)}'
    result = await pool.evaluate(ask(text, lookups=lookups), Lane.LIVE)
    assert result.misses == (LookupMiss(table="carriers", key=("b",)), LookupMiss(table="carriers", key=("a",)))
    assert result.reads == (LookupRead(table="carriers", revision=7),)


async def test_every_row_that_was_found_is_told_once_even_where_the_text_fails(pool: EvaluationPool, ask: Ask) -> None:
    lookups = {"carriers": table(rows={"a": "1", "b": "2", "c": "3"})}
    text = '(["b", "a", "b", "x"].$xref("carriers", $); $error("stop"))'
    result = await pool.evaluate(ask(text, lookups=lookups), Lane.LIVE)
    assert result.problems
    assert result.hits == (LookupHit(table="carriers", key=("a",)), LookupHit(table="carriers", key=("b",)))


@pytest.mark.parametrize(
    ("policy", "output"),
    [
        ({"on_miss": MissPolicy.DEFAULT, "default": {"code": "POST"}}, b'{"code":"POST"}'),
        ({"on_miss": MissPolicy.PASS_THROUGH}, b'"Pigeon"'),
    ],
)
async def test_a_policy_that_has_an_answer_is_no_miss(
    policy: dict[str, Any], output: bytes, pool: EvaluationPool, ask: Ask
) -> None:
    result = await pool.evaluate(ask('$xref("carriers", "Pigeon")', lookups={"carriers": table(**policy)}), Lane.LIVE)
    assert (result.output, result.misses) == (output, ())


async def test_a_policy_that_fails_names_the_key(pool: EvaluationPool, ask: Ask) -> None:
    lookups = {"carriers": table(on_miss=MissPolicy.FAIL)}
    (problem,) = (await pool.evaluate(ask('$xref("carriers", "Pigeon")', lookups=lookups), Lane.LIVE)).problems
    assert (problem.code, problem.message) == ("lookup-miss", "$xref: the lookup 'carriers' has no row for 'Pigeon'.")


async def test_an_unknown_lookup_is_named_with_the_nearest(pool: EvaluationPool, ask: Ask) -> None:
    lookups = {"carriers": table()}
    (problem,) = (await pool.evaluate(ask('$xref("cariers", "a")', lookups=lookups), Lane.LIVE)).problems
    assert (problem.code, problem.remedy) == ("unknown-lookup", "Did you mean 'carriers'?")
    assert problem.expression is not None
    assert problem.expression.token == "$xref"
