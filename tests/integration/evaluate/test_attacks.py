"""Whatever a user can type ends with a limit or a problem, and others are served meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import Evaluation, Lane

Ask = Callable[..., Evaluation]

TIME, MEMORY, OUTPUT = "time", "memory", "output"
ATTACKS = {
    "endless recursion": ("($f := function($n) { 1 + $f($n + 1) }; $f(1))", "D1011"),
    "endless tail call": ("($f := function($n) { $f($n + 1) }; $f(1))", TIME),
    "recursion through map": ("($f := function($n) { $map([1, 2], $f) }; $f(1))", "D1011"),
    "recursion through sort": ("($f := function($a, $b) { $sort([2, 1], $f)[0] }; $f(1, 2))", "D1011"),
    "recursion through eval": ("($s := '$eval($s)'; $eval($s))", "D1011"),
    "recursion hidden behind and": ("($f := function($n) { true and $f($n + 1) }; $f(1))", "D1011"),
    "range of a milliard": ("[1..1e9]", "D2014"),
    "backtracking expression": ("$match('" + "a" * 41 + "!', /^(a+)+$/)", TIME),
    "padding to a gibibyte": ("$pad('', 1e9)", MEMORY),
    "padding hidden behind or": ("false or $pad('', 1e9) = 'x'", MEMORY),
    "padding hidden in eval": ("""$eval("$pad('', 1e9)")""", MEMORY),
    "text doubled forty times": ("$reduce([1..40], function($a, $b) { $a & $a }, 'x')", MEMORY),
    "array doubled forty times": ("$reduce([1..40], function($a, $b) { $append($a, $a) }, [1, 2])", MEMORY),
    "roman numeral of a billion": ("$formatInteger(1000000000000, 'I')", "D1011"),
    "nested too deep": ("(" * 20_000 + "1" + ")" * 20_000, "D1011"),
    "sum of twenty thousand": ("+".join(["1"] * 20_000), "D1011"),
    "output too long": ("$pad('', 2e7)", OUTPUT),
    "half a character": ("""$error($eval("'" & "\\\\ud800" & "'"))""", "not-json"),
    "power beyond numbers": ("$power(10, 400)", "evaluation-failed"),
}


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_ends_and_its_lane_goes_on(name: str, ask: Ask) -> None:
    text, ended_by = ATTACKS[name]
    async with EvaluationPool(draft_processes=1) as pool:
        result = await pool.evaluate(ask(text, seconds=15 if ended_by != TIME else 0.5), Lane.DRAFT)
        assert result.output is None
        assert ended_by in (result.limit, *(problem.code for problem in result.problems))
        assert all(problem.message and problem.remedy for problem in result.problems)
        assert (await pool.evaluate(ask("a + 1", {"a": 1}), Lane.DRAFT)).output == b"2"


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


async def test_a_large_but_lawful_evaluation_is_served(pool: EvaluationPool, ask: Ask) -> None:
    data = {"lines": [{"sku": f"SKU-{n}", "quantity": n} for n in range(5000)]}
    result = await pool.evaluate(ask("$sum(lines.quantity)", data), Lane.LIVE)
    assert result.output == str(sum(range(5000))).encode()
