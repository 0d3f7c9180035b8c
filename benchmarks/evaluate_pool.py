"""Evaluations a second: a 5 KB order to a warehouse order, in process and through the pool on each engine.

For one asker and for several, who all want the same text evaluated. Beside it: what handing a call to a thread takes.

python benchmarks/evaluate_pool.py [seconds]
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from crossdock.engine.json_text import encode
from crossdock.engine.ports import Evaluator
from crossdock.evaluate.in_process import InProcessEvaluator
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName, Evaluation, Lane

TEXT = """
(
  $address := function($a) {{
    "name": $a.name, "street": $a.address1, "city": $a.city, "postcode": $a.zip, "country": $a.country_code
  }};
  {
    "number": name,
    "ordered": $fromMillis($toMillis(created_at), "[Y0001]-[M01]-[D01]"),
    "currency": currency,
    "email": $lowercase(email),
    "express": "express" in $split(tags, ", "),
    "deliverTo": $address(shipping_address),
    "invoiceTo": $address(billing_address),
    "total": $string($sum(line_items.($number(price) * quantity))),
    "lines": [line_items[quantity > 0].{
      "id": $string(id),
      "sku": $uppercase($replace(sku, "-", "")),
      "quantity": quantity,
      "price": price,
      "discount": $sum([discounts.($number(amount))])
    }]
  }
)
"""
LINES = 12
ASKERS = (1, 2, 4, 16)


def order() -> dict[str, Any]:
    address = {
        "name": "Alex Example",
        "address1": "1 Sample Street",
        "city": "Exampleton",
        "zip": "EX1 2PL",
        "country_code": "GB",
    }
    return {
        "name": "#1001",
        "created_at": "2026-03-29T09:30:00+01:00",
        "currency": "GBP",
        "email": "Alex@Example.com",
        "tags": "express, gift",
        "shipping_address": address,
        "billing_address": address,
        "note": "Please leave it with the neighbour at number three when nobody opens. " * 6,
        "line_items": [line(number) for number in range(LINES)],
    }


def line(number: int) -> dict[str, Any]:
    return {
        "id": 5890840712243000 + number,
        "sku": f"mug-blue-{number:04}",
        "title": "Mug, stoneware, 330 ml, blue with a white rim, dishwasher proof",
        "quantity": number % 3 + 1,
        "price": f"{9 + number}.95",
        "properties": [{"name": "Engraving", "value": "Best wishes from all of us"}],
        "discounts": [{"amount": "1.00", "code": "SPRING"}],
        "requires_shipping": True,
    }


async def rate(evaluator: Evaluator, evaluation: Evaluation, askers: int, seconds: float) -> float:
    """Evaluations a second when so many ask at once."""
    end = perf_counter() + seconds

    async def ask() -> int:
        done = 0
        while perf_counter() < end:
            result = await evaluator.evaluate(evaluation, Lane.LIVE)
            if result.output is None:
                raise SystemExit(result.problems)
            done += 1
        return done

    return sum(await asyncio.gather(*(ask() for _ in range(askers)))) / seconds


async def measure(engine: EngineName, evaluation: Evaluation, seconds: float) -> list[float]:
    """Evaluations a second through the pool, for each number of askers."""
    async with EvaluationPool(engine=engine) as pool:
        started = perf_counter()
        await pool.warm()
        print(f"{pool.name}: 4 processes ready after {perf_counter() - started:.2f} s")
        return [await rate(pool, evaluation, askers, seconds) for askers in ASKERS]


async def measure_in_process(evaluation: Evaluation, seconds: float) -> list[float]:
    """Evaluations a second without the pool."""
    async with InProcessEvaluator([], EvaluationPool()) as evaluator:
        return [await rate(evaluator, evaluation, askers, seconds) for askers in ASKERS]


async def thread_seconds(calls: int = 2000) -> float:
    """What it takes to have a thread do nothing."""
    started = perf_counter()
    for _ in range(calls):
        await asyncio.to_thread(int)
    return (perf_counter() - started) / calls


async def main(seconds: float) -> None:
    evaluation = Evaluation(text=TEXT, input=encode(order()), lookups={}, received_at=datetime.now(UTC))
    print(f"handing a call to a thread: {await thread_seconds() * 1e6:.0f} us")
    in_process = await measure_in_process(evaluation, seconds)
    native = await measure(EngineName.NATIVE, evaluation, seconds)
    reference = await measure(EngineName.REFERENCE, evaluation, seconds)
    print(f"evaluations a second, input {len(evaluation.input)} bytes")
    print(f"{'asking':>6} {'in process':>11} {'native':>8} {'reference':>10}")
    for askers, *rates in zip(ASKERS, in_process, native, reference, strict=True):
        print(f"{askers:>6} {rates[0]:>11.0f} {rates[1]:>8.0f} {rates[2]:>10.0f}")


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0))
