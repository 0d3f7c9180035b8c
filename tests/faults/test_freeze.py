"""A worker that stands still for longer than its heartbeat may be silent, and then goes on as if nothing had been."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from .plant import Plant
from .processes import another_worker, frozen
from .sender import orders

BATCH = 20


def test_a_frozen_worker_that_wakes_up_writes_nothing_twice(plant: Plant, tmp_path: Path) -> None:
    first, second = orders(BATCH), orders(BATCH, first=60_001)
    plant.fault(kind="latency", share=1, seconds=2, path="*/websubmit")
    sleeper = plant.worker
    plant.sender.send(first)
    plant.wait_until(lambda: bool(plant.warehouse()), lambda: "nothing reaches the warehouse")
    with ExitStack() as stack:
        sleep = stack.enter_context(ExitStack())
        sleep.enter_context(frozen(sleeper))
        assert plant.counts()["in_flight"], "the worker was frozen when its work was done"
        stack.enter_context(another_worker(plant.demo.data, plant.environ, tmp_path / "worker.log"))
        plant.settle(BATCH)
        written = plant.warehouse()
        sleep.close()
    assert plant.worker == sleeper, "the worker that was frozen lives on"
    plant.sender.send(second)
    plant.settle(2 * BATCH)
    there = plant.warehouse()
    again = [number for number, order in written.items() if there[number]["received"] != order["received"]]
    assert not again, "the worker that woke up sent what another had sent"
    plant.require_each_once([order.number for order in (*first, *second)])
