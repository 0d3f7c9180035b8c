"""An order goes to the warehouse, and what the warehouse does with it comes back to the shop."""

from __future__ import annotations

import pytest
from day import Day

from crossdock.model.record import Record

SHIPPED = 200
"""Minutes after which an order has left the sandbox's warehouse."""


def states(records: list[Record]) -> list[tuple[str, str]]:
    return [(record.state.value, record.code) for record in records]


async def equation_holds(day: Day) -> None:
    for flow in ("orders", "dispatches", "tracking", "cancellations"):
        counts = await day.counts(flow)
        assert counts.journal_agrees
        assert counts.received == counts.delivered + counts.held + counts.filtered + counts.failed + counts.in_flight


@pytest.mark.parametrize("told", [True, False], ids=["number-in-dispatch", "number-apart"])
@pytest.mark.parametrize("flows", [("dispatches", "tracking"), ("tracking", "dispatches")], ids="-then-".join)
async def test_dispatch_and_tracking_in_either_order_make_one_fulfilment(
    day: Day, flows: tuple[str, str], *, told: bool
) -> None:
    day.switch(tracking_in_dispatch=told)
    order = await day.buy(mug=2, bundle=1)
    assert states(await day.records("orders")) == [("delivered", "")]
    day.work_on(SHIPPED)
    await day.bring(*flows)
    await day.later(300)
    assert states(await day.records("dispatches")) == [("delivered", "")]
    assert states(await day.records("tracking")) == [("delivered", "")]
    now = day.order(order)
    assert now["fulfillment_status"] == "fulfilled"
    (made,) = now["fulfillments"]
    assert (made["tracking_company"], made["tracking_numbers"]) == ("Royal Mail", ["XX000000001GB"])
    assert {line["sku"]: line["quantity"] for line in made["line_items"]} == {"MUG-STONE-01": 2, "BUNDLE-STARTER": 1}
    await equation_holds(day)


async def test_a_push_that_comes_again_makes_no_second_fulfilment(day: Day) -> None:
    order = await day.buy(mug=2)
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    (dispatch,) = day.sent("dispatches")
    await day.take(dispatch)
    await day.work_off()
    assert (await day.counts("dispatches")).duplicates == 1
    assert len(day.order(order)["fulfillments"]) == 1
    assert len(await day.records("dispatches")) == 1


async def test_a_short_pick_waits_for_a_decision_and_then_leaves_the_rest_open(day: Day) -> None:
    order = await day.buy(mug=1, tea=4)
    day.lose(order, "TEAASSAM250", 1)
    day.work_on(SHIPPED)
    await day.bring("dispatches", "tracking")
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("short-pick", "operations", "dispatches")
    assert day.order(order)["fulfillments"] == []
    assert states(await day.records("tracking")) == [("in-flight", "")]
    await day.decide(hold, RestDecision="refund")
    await day.later(300)
    now = day.order(order)
    assert now["fulfillment_status"] == "partial"
    (made,) = now["fulfillments"]
    assert {line["sku"]: line["quantity"] for line in made["line_items"]} == {"MUG-STONE-01": 1, "TEA-ASSAM-250": 3}
    assert sum(line["fulfillable_quantity"] for line in now["line_items"]) == 1
    assert states(await day.records("tracking")) == [("delivered", "")]
    await equation_holds(day)


async def test_a_cancellation_before_the_pick_stops_the_order(day: Day) -> None:
    order = await day.buy(mug=1)
    await day.cancel(order)
    assert day.at_warehouse(order) == "Cancelled"
    assert states(await day.records("cancellations")) == [("delivered", "")]
    day.work_on(SHIPPED)
    assert day.sent("dispatches") == []
    await equation_holds(day)


async def test_a_cancellation_after_the_pick_is_for_customer_care_and_so_is_its_parcel(day: Day) -> None:
    order = await day.buy(mug=1)
    day.work_on(45)
    await day.cancel(order)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    assert "cannot be cancelled" in hold.message
    assert "return" in hold.remedy
    assert day.at_warehouse(order) == "Being Picked"
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    assert states(await day.records("dispatches")) == [("in-flight", "")]
    await day.skip(hold)
    (parcel,) = await day.holds()
    assert (parcel.code, parcel.owner, parcel.flow) == ("refused", "operations", "dispatches")
    assert "cancelled" in parcel.message
    assert day.order(order)["fulfillments"] == []
    await equation_holds(day)
