"""Functions of plugins are called with copies, and their troubles are told with their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName, Evaluation, Lane

Ask = Callable[..., Evaluation]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("$oddKind(null)", '"NoneType"'),
        ("$oddKind(missing)", '"nothing"'),
        ("$oddKind(nothing)", '"NoneType"'),
        ("$oddKind([1, null])", '"list"'),
        ("$oddNull()", "null"),
        ('{"a": $oddNull(), "b": $oddNothing()}', '{"a":null}'),
        ("word.$oddRepeat()", '"abab"'),
        ('$oddRepeat("ab", 3)', '"ababab"'),
        ('$oddRepeat("ab", missing)', '"abab"'),
        ('$map(["a", "b"], $oddRepeat(?, 3))', '["aaa","bbb"]'),
        ('"ab" ~> $oddRepeat(1)', '"ab"'),
        ('$oddPrint("quiet")', '"QUIET"'),
        ("$oddReceived()", '"2026-03-29T09:30:00+00:00"'),
    ],
)
async def test_values_cross_both_ways(text: str, output: str, odd_pool: EvaluationPool, ask: Ask) -> None:
    result = await odd_pool.evaluate(ask(text, {"nothing": None, "word": "ab"}), Lane.DRAFT)
    assert result.problems == ()
    assert result.output == output.encode()


async def test_a_function_cannot_change_what_is_not_its_own(odd_pool: EvaluationPool, ask: Ask) -> None:
    text = '{"given": $oddChange(order), "kept": order}'
    result = await odd_pool.evaluate(ask(text, {"order": {"inner": [1]}}), Lane.DRAFT)
    assert result.output == b'{"given":{"inner":[],"changed":true},"kept":{"inner":[1]}}'


@pytest.mark.parametrize(
    ("text", "code", "message", "token"),
    [
        ('1 + $oddRaise("x")', "function-failed", "$oddRaise failed (KeyError: 'x').", "$oddRaise"),
        ('$oddRefuse("salt")', "odd-taste", "$oddRefuse: 'salt' is not to my taste.", "$oddRefuse"),
        ("$oddSet()", "function-failed", "$oddSet: gave a set, which is no JSON.", "$oddSet"),
        ("[1, $oddSet().a]", "function-failed", "$oddSet: gave a set, which is no JSON.", "$oddSet"),
        ("$oddKind($sum)", "function-failed", "$oddKind: takes no functions as arguments.", "$oddKind"),
        ("$oddKind([$sum])", "function-failed", "$oddKind: takes no functions as arguments.", "$oddKind"),
        (
            '$oddRepeat("a", "b")',
            "T0410",
            "Argument 2 of $oddRepeat does not fit the function's signature <s-n?:s>.",
            "$oddRepeat",
        ),
        (
            "$oddRefuse(null)",
            "T0410",
            "Argument 1 of $oddRefuse does not fit the function's signature <s:s>.",
            "$oddRefuse",
        ),
        ("five.$oddRepeat()", "T0411", "The context value does not fit argument 1 of $oddRepeat.", "$oddRepeat"),
        ('$oddRefus("a")', "unknown-function", "There is no function $oddRefus.", "$oddRefus"),
    ],
)
async def test_a_failure_is_told_with_its_place(
    text: str, code: str, message: str, token: str, odd_pool: EvaluationPool, ask: Ask
) -> None:
    (problem,) = (await odd_pool.evaluate(ask(text, {"five": 5}), Lane.DRAFT)).problems
    assert (problem.code, problem.message) == (code, message)
    assert problem.remedy
    assert problem.expression is not None
    assert problem.expression.token == token


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ('$map(["salt"], $oddRefuse)', "odd-taste", "$oddRefuse: 'salt' is not to my taste."),
        (
            "$map([5], $oddRefuse)",
            "T0410",
            "Argument 1 of $oddRefuse does not fit the function's signature <s:s>.",
        ),
    ],
)
async def test_a_failure_inside_another_call_is_told_with_the_nearest_place_the_engine_knows(
    text: str, code: str, message: str, engine: EngineName, odd_pool: EvaluationPool, ask: Ask
) -> None:
    (problem,) = (await odd_pool.evaluate(ask(text), Lane.DRAFT)).problems
    assert (problem.code, problem.message) == (code, message)
    assert problem.expression is not None
    assert problem.expression.token == {EngineName.NATIVE: "$oddRefuse", EngineName.REFERENCE: "$map"}[engine]


async def test_a_function_that_takes_too_much_memory_ends_with_that_limit(odd_pool: EvaluationPool, ask: Ask) -> None:
    result = await odd_pool.evaluate(ask("$oddGrow(1000)", memory_bytes=200 * 1024 * 1024), Lane.DRAFT)
    assert (result.limit, result.output) == ("memory", None)
    assert (await odd_pool.evaluate(ask("1"), Lane.DRAFT)).output == b"1"


async def test_a_function_that_cannot_be_loaded_says_so(odd_pool: EvaluationPool, ask: Ask) -> None:
    (problem,) = (await odd_pool.evaluate(ask("$oddAway()"), Lane.DRAFT)).problems
    assert problem.code == "plugin-broken"
    assert "odd_functions:ODD_AWAY" in problem.message


async def test_a_function_that_ends_the_process_ends_only_its_evaluation(odd_pool: EvaluationPool, ask: Ask) -> None:
    assert (await odd_pool.evaluate(ask("$oddExit()"), Lane.DRAFT)).limit == "memory"
    assert (await odd_pool.evaluate(ask("1"), Lane.DRAFT)).output == b"1"


async def test_a_process_that_has_grown_makes_place_for_another(odd_pool: EvaluationPool, ask: Ask) -> None:
    assert (await odd_pool.evaluate(ask("$oddGrow(10)"), Lane.DRAFT)).output == b"1"
    assert (await odd_pool.evaluate(ask("$oddGrow(300)"), Lane.DRAFT)).output == b"2"
    assert (await odd_pool.evaluate(ask("$oddGrow(10)"), Lane.DRAFT)).output == b"1"


async def test_settings_of_the_deployment_stay_with_the_parent(
    odd_functions: None, engine: EngineName, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSDOCK_SECRET_KEYS", "a key")
    async with EvaluationPool(draft_processes=1, engine=engine) as starting:
        assert (await starting.evaluate(ask("$oddSecrets()"), Lane.DRAFT)).output == b"[]"
