"""Whatever a user can type ends with a limit or a problem, and others are served meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName, Evaluation, Lane

Ask = Callable[..., Evaluation]

DEPTH, TIME, MEMORY, OUTPUT = "depth", "time", "memory", "output"
NATIVE, REFERENCE = EngineName.NATIVE, EngineName.REFERENCE
MARGIN = 5.0
"""Seconds beyond its limit by which an attack must have ended, on a machine that has other things to do."""
_EVIL = "a" * 60 + "!"
ATTACKS = {
    "endless recursion": ("($f := function($n) { 1 + $f($n + 1) }; $f(1))", DEPTH),
    "endless tail call": ("($f := function($n) { $f($n + 1) }; $f(1))", TIME),
    "recursion through map": ("($f := function($n) { $map([1, 2], $f) }; $f(1))", DEPTH),
    "recursion through sort": ("($f := function($a, $b) { $sort([2, 1], $f)[0] }; $f(1, 2))", DEPTH),
    "recursion through eval": ("($s := '$eval($s)'; $eval($s))", DEPTH),
    "recursion hidden behind and": ("($f := function($n) { true and $f($n + 1) }; $f(1))", DEPTH),
    "range of a milliard": ("[1..1e9]", MEMORY),
    "endless loop over a range": ("$sum([1..1e3].$sum([1..1e3].$sum([1..1e3].($ % 7))))", TIME),
    "backtracking expression": (f"$match('{_EVIL}', /^(a|aa)+$/)", TIME),
    "backtracking expression in a condition": (f"$contains('{_EVIL}', /^(a|aa)+$/) or true", TIME),
    "padding to a gibibyte": ("$pad('', 1e9)", MEMORY),
    "padding hidden behind or": ("false or $pad('', 1e9) = 'x'", MEMORY),
    "padding hidden in eval": ("""$eval("$pad('', 1e9)")""", MEMORY),
    "text doubled forty times": ("$reduce([1..40], function($a, $b) { $a & $a }, 'x')", MEMORY),
    "array doubled forty times": ("$reduce([1..40], function($a, $b) { $append($a, $a) }, [1, 2])", MEMORY),
    "joined to a gibibyte": ("$join([1..1000].($pad('', 1e6)))", MEMORY),
    "nested too deep": ("(" * 20_000 + "1" + ")" * 20_000, DEPTH),
    "sum of twenty thousand": ("+".join(["1"] * 20_000), DEPTH),
    "half a character": ("""$error($eval("'" & "\\\\ud800" & "'"))""", "not-json"),
}
"""Texts, with the limit that ends each of them or the code of its problem."""
DIFFERENT: dict[str, tuple[str, dict[EngineName, str | None]]] = {
    "an expression that backtracks, by the book": (f"$match('{_EVIL}', /^(a+)+$/)", {NATIVE: None, REFERENCE: TIME}),
    "roman numeral of a billion": ("$formatInteger(1000000000000, 'I')", {NATIVE: MEMORY, REFERENCE: DEPTH}),
    "output too long": ("$pad('', 2e7)", {NATIVE: MEMORY, REFERENCE: OUTPUT}),
    "power beyond numbers": ("$power(10, 400)", {NATIVE: "D3061", REFERENCE: "evaluation-failed"}),
}
"""Texts that each engine ends in its own way; None where it just answers."""


async def attack(text: str, ended_by: str | None, pool: EvaluationPool, ask: Ask) -> None:
    """The text ends as it should, in time, and its process's lane goes on."""
    seconds = 1.0 if ended_by == TIME else 15.0
    await pool.warm()
    async with asyncio.timeout(seconds + MARGIN):
        result = await pool.evaluate(ask(text, seconds=seconds), Lane.DRAFT)
    assert result.output is None
    assert ended_by in (result.limit, *(problem.code for problem in result.problems))
    assert all(problem.message and problem.remedy for problem in result.problems)
    assert (await pool.evaluate(ask("a + 1", {"a": 1}), Lane.DRAFT)).output == b"2"


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_ends_and_its_lane_goes_on(name: str, pool: EvaluationPool, ask: Ask) -> None:
    text, ended_by = ATTACKS[name]
    await attack(text, ended_by, pool, ask)


@pytest.mark.parametrize("name", DIFFERENT)
async def test_an_attack_that_each_engine_ends_differently_ends(
    name: str, engine: EngineName, pool: EvaluationPool, ask: Ask
) -> None:
    text, ended_by = DIFFERENT[name]
    await attack(text, ended_by[engine], pool, ask)


async def test_memory_that_runs_out_ends_only_its_evaluation(ask: Ask) -> None:
    async with EvaluationPool(draft_processes=1) as pool:
        text = "$count([1..9000000].{'a': $})"
        result = await pool.evaluate(ask(text, seconds=30, memory_bytes=100 * 1024 * 1024), Lane.DRAFT)
        assert (result.limit, result.output) == (MEMORY, None)
        assert (await pool.evaluate(ask("1"), Lane.DRAFT)).output == b"1"


async def test_others_are_served_while_memory_runs_out(pool: EvaluationPool, ask: Ask) -> None:
    attack = asyncio.create_task(pool.evaluate(ask(ATTACKS["array doubled forty times"][0], seconds=20), Lane.DRAFT))
    lanes = [Lane.DRAFT, Lane.LIVE] * 20
    results = await asyncio.gather(
        *(pool.evaluate(ask("n * 2", {"n": n}), lane) for n, lane in enumerate(lanes)), return_exceptions=False
    )
    assert [result.output for result in results] == [str(n * 2).encode() for n in range(len(lanes))]
    assert (await attack).limit == MEMORY


async def test_input_that_is_nested_too_deep_is_a_problem(pool: EvaluationPool, ask: Ask) -> None:
    evaluation = Evaluation(
        text="$", input=b"[" * 100_000 + b"]" * 100_000, lookups={}, received_at=ask("1").received_at
    )
    result = await pool.evaluate(evaluation, Lane.LIVE)
    assert [problem.code for problem in result.problems] == ["malformed"]


async def test_a_thousand_calls_within_one_another_are_lawful(ask: Ask) -> None:
    text = "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(1000))"
    async with EvaluationPool(live_processes=1) as pool:
        assert (await pool.evaluate(ask(text, seconds=15), Lane.LIVE)).output == b"1000"


async def test_ten_million_numbers_end_the_evaluation_at_most(pool: EvaluationPool, ask: Ask) -> None:
    result = await pool.evaluate(ask("[1..1e7]", seconds=60), Lane.DRAFT)
    assert result.limit in {MEMORY, OUTPUT}
    assert (await pool.evaluate(ask("1"), Lane.DRAFT)).output == b"1"


async def test_a_large_but_lawful_evaluation_is_served(pool: EvaluationPool, ask: Ask) -> None:
    data = {"lines": [{"sku": f"SKU-{n}", "quantity": n} for n in range(5000)]}
    result = await pool.evaluate(ask("$sum(lines.quantity)", data), Lane.LIVE)
    assert result.output == str(sum(range(5000))).encode()
