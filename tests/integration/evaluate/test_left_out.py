"""What a text leaves out is told by every way of evaluating it, the text's end or its failure notwithstanding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.evaluate.in_process import InProcessEvaluator
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import Evaluation, Lane, LeftOut
from crossdock.plugins import Plugins

Ask = Callable[..., Evaluation]

TOLD = (LeftOut(what="Tip", reason="nothing to ship"),)
KEEP = 'lines[$keep(ships, name, "nothing to ship")].name'
DATA = {"lines": [{"name": "Mug", "ships": True}, {"name": "Tip", "ships": False}]}


@pytest.mark.parametrize(("text", "output"), [(KEEP, b'"Mug"'), (f"{KEEP} + 1", None)])
async def test_a_process_tells_it(text: str, output: bytes | None, pool: EvaluationPool, ask: Ask) -> None:
    found = await pool.evaluate(ask(text, DATA), Lane.LIVE)
    assert (found.output, found.left_out, found.more_left_out) == (output, TOLD, False)


async def test_each_evaluation_tells_its_own(pool: EvaluationPool, ask: Ask) -> None:
    assert (await pool.evaluate(ask(KEEP, DATA), Lane.DRAFT)).left_out == TOLD
    assert (await pool.evaluate(ask("lines.name", DATA), Lane.DRAFT)).left_out == ()


async def test_it_is_told_without_a_process(ask: Ask) -> None:
    entries = [entry for entry, _ in Plugins().functions.values()]
    closed = EvaluationPool(draft_processes=1, live_processes=1)
    await closed.close()
    async with InProcessEvaluator(entries, closed) as evaluator:
        found = await evaluator.evaluate(ask(KEEP, DATA), Lane.LIVE)
    assert (found.output, found.left_out) == (b'"Mug"', TOLD)


async def test_very_many_are_told_to_be_more(pool: EvaluationPool, ask: Ask) -> None:
    text = '[1..150][$keep(false, "Line " & $, "removed")]'
    found = await pool.evaluate(ask(text), Lane.LIVE)
    assert (found.output, len(found.left_out), found.more_left_out) == (None, 100, True)
