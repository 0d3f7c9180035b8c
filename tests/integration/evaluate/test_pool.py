"""The pool answers everybody with what is theirs, whatever becomes of its processes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from crossdock.errors import Unavailable
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import Evaluation, Lane, Limits

Ask = Callable[..., Evaluation]
ENDLESS = "($f := function($n) { $f($n + 1) }; $f(1))"
ORDER = '{"id": id, "skus": [lines.sku], "total": $sum(lines.(price * quantity))}'


def order(number: int) -> dict[str, object]:
    lines = [{"sku": f"{number}-{line}", "price": 10, "quantity": line} for line in range(1, 4)]
    return {"id": number, "lines": lines}


async def test_fifty_at_once_get_fifty_different_answers(fresh_pool: EvaluationPool, ask: Ask) -> None:
    numbers = range(50)
    results = await asyncio.gather(
        *(fresh_pool.evaluate(ask(ORDER, order(n)), Lane.LIVE if n % 2 else Lane.DRAFT) for n in numbers)
    )
    for number, result in zip(numbers, results, strict=True):
        skus = ",".join(f'"{number}-{line}"' for line in (1, 2, 3))
        assert result.output == f'{{"id":{number},"skus":[{skus}],"total":60}}'.encode()


async def test_processes_start_when_needed_and_stay(
    fresh_pool: EvaluationPool, ask: Ask, children: Callable[[], set[int]]
) -> None:
    assert children() == set()
    await fresh_pool.evaluate(ask("1"), Lane.DRAFT)
    first = children()
    await fresh_pool.evaluate(ask("2"), Lane.DRAFT)
    assert len(first) == 1
    assert children() == first
    await fresh_pool.warm()
    assert len(children()) == 4
    assert first < children()


async def test_an_evaluation_whose_process_is_killed_is_made_again(ask: Ask, children: Callable[[], set[int]]) -> None:
    async with EvaluationPool(live_processes=1) as pool:
        await pool.evaluate(ask("1"), Lane.LIVE)
        (busy,) = children()
        asked = asyncio.create_task(
            pool.evaluate(ask("$sum([1..1000].($sum([1..10000].($ * 2))))", seconds=30), Lane.LIVE)
        )
        await asyncio.sleep(0.2)
        os.kill(busy, signal.SIGKILL)
        assert (await asked).output == b"100010000000"
        assert busy not in children()


async def test_a_text_is_read_on_a_machine_that_is_busier_than_an_evaluation_bears(
    fresh_pool: EvaluationPool, children: Callable[[], set[int]]
) -> None:
    await fresh_pool.parse("1")
    (starved,) = children()
    os.kill(starved, signal.SIGSTOP)
    asked = asyncio.create_task(fresh_pool.parse("1 + 1"))
    await asyncio.sleep(Limits().seconds + 0.5)
    os.kill(starved, signal.SIGCONT)
    assert await asked == ()


async def test_a_process_killed_while_idle_is_replaced(
    fresh_pool: EvaluationPool, ask: Ask, children: Callable[[], set[int]]
) -> None:
    await fresh_pool.evaluate(ask("1"), Lane.DRAFT)
    (idle,) = children()
    os.kill(idle, signal.SIGKILL)
    assert (await fresh_pool.evaluate(ask("1 + 1"), Lane.DRAFT)).output == b"2"
    assert await fresh_pool.parse("1 + 1") == ()


async def test_an_answer_nobody_waits_for_reaches_nobody(ask: Ask) -> None:
    async with EvaluationPool(draft_processes=1) as pool:
        for number in range(5):
            asked = asyncio.create_task(pool.evaluate(ask(f"[1..20000].$string() ~> $count() + {number}"), Lane.DRAFT))
            await asyncio.sleep(0.02 * number)
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
            assert (await pool.evaluate(ask(f'"mine {number}"'), Lane.DRAFT)).output == f'"mine {number}"'.encode()


async def test_whoever_waits_too_long_for_a_process_is_told(ask: Ask) -> None:
    async with EvaluationPool(draft_processes=1, wait_seconds=0.05) as pool:
        await pool.warm()
        busy = asyncio.create_task(pool.evaluate(ask(ENDLESS, seconds=1), Lane.DRAFT))
        await asyncio.sleep(0)
        with pytest.raises(Unavailable, match="have been busy"):
            await pool.evaluate(ask("1"), Lane.DRAFT)
        assert (await pool.evaluate(ask("1"), Lane.LIVE)).output == b"1"
        assert (await busy).limit == "time"


async def test_those_who_wait_are_served_in_their_order(ask: Ask) -> None:
    served: list[int] = []

    async def serve(pool: EvaluationPool, number: int) -> None:
        await pool.evaluate(ask("[1..1000].$string()"), Lane.DRAFT)
        served.append(number)

    async with EvaluationPool(draft_processes=1) as pool:
        await asyncio.gather(*(serve(pool, number) for number in range(20)))
    assert served == list(range(20))


async def test_closing_ends_every_process_and_tells_who_waits(
    fresh_pool: EvaluationPool, ask: Ask, children: Callable[[], set[int]]
) -> None:
    await fresh_pool.warm()
    busy = [asyncio.create_task(fresh_pool.evaluate(ask(ENDLESS, seconds=30), Lane.DRAFT)) for _ in range(3)]
    await asyncio.sleep(0.1)
    await fresh_pool.close()
    assert children() == set()
    assert [type(error) for error in await asyncio.gather(*busy, return_exceptions=True)] == [Unavailable] * 3
    with pytest.raises(Unavailable, match="shutting down"):
        await fresh_pool.evaluate(ask("1"), Lane.LIVE)


async def test_parsing_tells_every_problem(fresh_pool: EvaluationPool) -> None:
    assert await fresh_pool.parse("order.lines") == ()
    (syntax,) = await fresh_pool.parse("{\n  'a': (1 +\n}")
    assert syntax.code == "S0211"
    assert syntax.expression is not None
    assert (syntax.expression.line, syntax.expression.token) == (3, "}")


async def test_parsing_ends_within_its_limit(fresh_pool: EvaluationPool) -> None:
    (problem,) = await fresh_pool.parse("(" * 100_000)
    assert problem.code in {"D1011", "limit-exceeded"}


def test_a_short_command_leaves_nothing_behind() -> None:
    script = """
import asyncio
from crossdock.evaluate.pool import EvaluationPool
async def main():
    async with EvaluationPool() as pool:
        print(await pool.parse("1 +"))
asyncio.run(main())
"""
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", script]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "S0207" in ended.stdout
    assert ended.stderr == ""


def test_processes_end_with_a_parent_that_is_killed() -> None:
    script = f"""
import asyncio, psutil
from datetime import datetime, UTC
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import Evaluation, Lane, Limits
async def main():
    async with EvaluationPool() as pool:
        await pool.warm()
        print(*(child.pid for child in psutil.Process().children()), flush=True)
        await pool.evaluate(Evaluation(text={ENDLESS!r}, input=b"1", lookups={{}}, received_at=datetime.now(UTC),
                                       limits=Limits(seconds=60)), Lane.LIVE)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    gone, alive = psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], timeout=20)
    assert len(pids) == 4
    assert alive == [], gone


async def test_a_process_that_cannot_start_says_why(
    install: Callable[[str], None], ask: Ask, children: Callable[[], set[int]]
) -> None:
    install("odd-functions")
    install("other-functions")
    async with EvaluationPool(draft_processes=1) as pool:
        with pytest.raises(Unavailable, match="Two plugins bring a function named 'oddChange'") as caught:
            await pool.evaluate(ask("1"), Lane.DRAFT)
        assert "Uninstall one of them" in caught.value.remedy
        with pytest.raises(Unavailable, match="Two plugins"):
            await pool.warm()
    assert children() == set()
