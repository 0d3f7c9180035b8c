"""kill -9 of server, worker and database in turn, while orders come in and go out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from .plant import Plant
from .sender import Order, orders

BATCH = 13
"""Orders that are under way when something is killed."""


def test_every_order_is_delivered_once_whatever_is_killed(plant: Plant, many: int) -> None:
    wanted = orders(many)
    plant.fault(kind="latency", share=1, seconds=0.1, path="*/websubmit")
    victims = cycle((plant.kill_worker, plant.kill_server, plant.kill_database))
    batches = [wanted[start : start + BATCH] for start in range(0, many, BATCH)]
    for batch, kill in zip(batches, victims, strict=False):
        send_and_kill(plant, batch, kill)
    counts = plant.settle(many)
    assert counts["duplicates"] > 0, "nothing was told twice, so nothing was proved about it"
    plant.require_each_once([order.number for order in wanted])


def send_and_kill(plant: Plant, batch: list[Order], kill: Callable[[], None]) -> None:
    """Kill something once some of a batch are acknowledged and one has reached the warehouse; all are sent in the end."""
    before, there = plant.sender.acknowledged, len(plant.warehouse())
    sending = plant.sender.start(batch)

    def is_under_way() -> bool:
        return plant.sender.acknowledged - before >= len(batch) // 3 and len(plant.warehouse()) > there

    plant.wait_until(is_under_way, lambda: f"nothing moves; the log ends: {plant.demo.log_tail()}")
    kill()
    sending.result()
