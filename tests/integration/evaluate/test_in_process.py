"""Live mappings in the process that asks: the bytes of the pool, without its processes."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.evaluate.in_process import BOUNDS, LONGEST_INPUT, LONGEST_TEXT, MOST_MEMORY, InProcessEvaluator, SetAside
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import Evaluation, Lane
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.plugins import Plugins
from crossdock.project.fixture_run import Selection, collect

Ask = Callable[..., Evaluation]

EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"
RECEIVED = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)
SIZES = LookupTable(
    definition=LookupDefinition(name="sizes", keys=("ours",), values=("theirs",), owner="ops"),
    revision=7,
    rows=(LookupRow(keys=("S",), values=("small",)),),
)
ENDINGS = {
    "syntax": "{'a': 1 +,\n 'b': }",
    "unknown function": "$sumn([1])",
    "type": "1 + 'a'",
    "signature": "$uppercase(5)",
    "division": "1 / 0",
    "own words": "$error('not this one')",
    "nothing": "missing.field",
    "function as result": "{'a': $sum}",
    "half a character": """$error($eval("'" & "\\\\ud800" & "'"))""",
    "a lookup's row": "$xref('sizes', 'S')",
    "a lookup's miss": "{'size': $xref('sizes', 'XL'), 'other': $xref('sizes', 'M')}",
    "half a character as key": """$xref('sizes', $eval("'" & "\\\\ud800" & "'"))""",
    "unknown lookup": "$xref('size', 'S')",
    "output too long": "$pad('', 40000)",
    "endless recursion": "($f := function($n) { 1 + $f($n + 1) }; $f(1))",
    "two thousand calls": "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(2000))",
    "range": "[1..1e9]",
    "many items": "$count([1..100000].($ + 1))",
    "long text": "$length($pad('', 100000))",
    "nested brackets": "(" * 300 + "1" + ")" * 300,
}


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[EvaluationPool]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as running:
        yield running


@pytest.fixture
async def in_process() -> AsyncIterator[InProcessEvaluator]:
    """An evaluator with a pool of its own."""
    entries = [entry for entry, _ in Plugins().functions.values()]
    async with InProcessEvaluator(entries, EvaluationPool(draft_processes=1, live_processes=1)) as evaluator:
        yield evaluator


@pytest.fixture
async def alone() -> AsyncIterator[InProcessEvaluator]:
    """An evaluator whose pool is closed already: what it answers, it answers by itself, on a busy machine, too."""
    entries = [entry for entry, _ in Plugins().functions.values()]
    closed = EvaluationPool(draft_processes=1, live_processes=1)
    await closed.close()
    async with InProcessEvaluator(entries, closed, replace(BOUNDS, seconds=30.0)) as evaluator:
        yield evaluator


async def test_every_fixture_of_the_example_gives_the_pools_bytes(
    alone: InProcessEvaluator, pool: EvaluationPool
) -> None:
    cases = collect(EXAMPLE, Catalogue(Plugins()), Selection())
    assert cases
    for case in cases:
        evaluation = Evaluation(
            text=case.runnable.text, input=case.fixture.input, lookups=case.lookups, received_at=RECEIVED
        )
        assert await alone.evaluate(evaluation, Lane.LIVE) == await pool.evaluate(evaluation, Lane.LIVE)


@pytest.mark.parametrize("name", ENDINGS)
async def test_an_evaluation_ends_as_in_the_pool(
    name: str, in_process: InProcessEvaluator, pool: EvaluationPool, ask: Ask
) -> None:
    evaluation = ask(ENDINGS[name], lookups={"sizes": SIZES}, seconds=15, output_bytes=20_000)
    assert await in_process.evaluate(evaluation, Lane.LIVE) == await pool.evaluate(evaluation, Lane.LIVE)


@pytest.mark.parametrize(
    "changes",
    [{"input": b'"' + b"a" * LONGEST_INPUT + b'"'}, {"text": "/*" + "a" * LONGEST_TEXT + "*/ $"}],
    ids=["a long message", "a long text"],
)
async def test_what_is_long_is_evaluated_in_a_process(
    changes: dict[str, Any], in_process: InProcessEvaluator, ask: Ask, children: Callable[[], set[int]]
) -> None:
    ordinary = ask("$", {"a": 1})
    assert (await in_process.evaluate(ordinary, Lane.LIVE)).output == b'{"a":1}'
    assert children() == set()
    long = msgspec.structs.replace(ordinary, **changes)
    assert (await in_process.evaluate(long, Lane.LIVE)).output == long.input
    assert len(children()) == 1


async def test_drafts_and_evaluations_with_little_memory_are_a_processs(
    in_process: InProcessEvaluator, ask: Ask, children: Callable[[], set[int]]
) -> None:
    assert (await in_process.evaluate(ask("1 + 1"), Lane.DRAFT)).output == b"2"
    assert len(children()) == 1
    assert (await in_process.evaluate(ask("1 + 1", memory_bytes=MOST_MEMORY - 1), Lane.LIVE)).output == b"2"
    assert len(children()) == 2


async def test_others_on_the_event_loop_have_their_turn_between_two_evaluations(
    alone: InProcessEvaluator, ask: Ask
) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    for _ in range(50):
        await alone.evaluate(ask("a", {"a": 1}), Lane.LIVE)
    task.cancel()
    assert turns >= 50


async def test_a_plugin_that_would_end_the_process_ends_a_child(
    install: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    install("odd-functions")
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "odd_plugin"))
    functions = importlib.import_module("odd_plugin").functions
    async with InProcessEvaluator(functions(), EvaluationPool(draft_processes=1, live_processes=1)) as evaluator:
        ended = await evaluator.evaluate(ask("$oddQuit()"), Lane.LIVE)
        assert (ended.output, ended.limit) == (None, "memory")
        raised = await evaluator.evaluate(ask('1 + $oddRaise("x")'), Lane.LIVE)
        assert [problem.message for problem in raised.problems] == ["$oddRaise failed (KeyError: 'x')."]
        assert (await evaluator.evaluate(ask("$oddReceived()"), Lane.LIVE)).output == b'"2026-03-29T09:30:00+00:00"'


def test_a_text_is_set_aside_for_a_while() -> None:
    moment = 100.0
    texts = SetAside(seconds=60, most=2, clock=lambda: moment)
    texts.add("one")
    assert "one" in texts
    assert "two" not in texts
    moment = 161.0
    assert "one" not in texts
    for text in ("one", "two", "one", "three"):
        texts.add(text)
    assert [text in texts for text in ("one", "two", "three")] == [True, False, True]


HELD = {
    "array doubled": "$reduce([1..40], function($a, $b) { $append($a, $a) }, [1, 2])",
    "arrays kept": "[1..1000].[[1..20000]]",
    "texts kept": "[1..20000].($pad('', 50000 - $))",
    "objects kept": "[1..15000].{'a': $, 'b': [$, $, $], 'c': {'d': $}}",
    "keys kept": "$merge([1..20000].{$string($): $})",
    "arrays in arrays": "$reduce([1..40], function($a, $b){ [[$a], [$a]] }, [1])",
    "compared arrays": "($f := function($n){ $n = 0 ? [1] : ($x := $f($n - 1); [[$x], [$x]]) }; $f(40) = $f(40))",
    "sorted by what recurses": "($f := function($x){ $sort([2, 1], function($a, $b){ $f($x) > 1 }) }; $f(1))",
    "split": "$split($pad('', 50000, 'a,'), ',') ~> $map(function($x) { $split($pad('', 50000, 'a,'), ',') })",
    "matched": "$match($pad('', 50000, 'ab'), /a(b)/)",
    "replaced": "$reduce([1..40], function($a, $b) { $replace($a, /a/, 'aaaa') }, 'a')",
    "expressions made": "[1..20000].$eval('1 + ' & $)",
    "tail calls": "($f := function($n, $kept) { $f($n + 1, $append($kept, [[1..1000]])) }; $f(1, []))",
}
_GROWTH = """
import resource, sys
from dataclasses import replace
from datetime import UTC, datetime
import msgspec
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.in_process import BOUNDS
from crossdock.evaluate.native.engine import NativeEngine
from crossdock.model.evaluation import Limits
engine, before = NativeEngine((), BOUNDS), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
engine.evaluate(sys.stdin.read(), b"{}", EvaluationContext(datetime.now(UTC), (), dict().__getitem__), Limits())
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024))
"""


@pytest.mark.parametrize("name", HELD)
def test_the_bounds_hold_memory(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", _GROWTH], input=HELD[name], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MOST_MEMORY


async def test_what_passes_the_bounds_leaves_the_evaluator_usable(in_process: InProcessEvaluator, ask: Ask) -> None:
    for text in HELD.values():
        await in_process.evaluate(ask(text, seconds=1.0), Lane.LIVE)
    assert (await in_process.evaluate(ask("a + 1", {"a": 1}), Lane.LIVE)).output == b"2"
