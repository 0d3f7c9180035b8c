"""An order that changes while nobody knows whether it was written."""

from __future__ import annotations

from crossdock.demo.seed_flow import FLOW

from .plant import Plant
from .sender import order

NUMBER = 70_001


def test_an_order_edited_after_a_time_out_is_never_a_second_order(plant: Plant) -> None:
    plant.fault(kind="timeout", after_write=True, next=1, seconds=1, path="*/websubmit")
    plant.sender.send([order(NUMBER)])
    plant.wait_until(lambda: str(NUMBER) in plant.warehouse(), lambda: "the order does not reach the warehouse")
    lines = plant.warehouse()[str(NUMBER)]["lines"]
    edited = order(NUMBER, note="Please leave it with a neighbour.", updated_at="2026-03-02T18:00:00Z")
    plant.sender.send([edited])
    plant.settle(2, held=1)
    (hold,) = plant.get("holds", flow=FLOW)["items"]
    assert hold["code"] == "changed-after-delivery"
    plant.require_each_once([str(NUMBER)])
    assert plant.warehouse()[str(NUMBER)]["lines"] == lines
