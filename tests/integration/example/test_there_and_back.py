"""An order goes to the warehouse, and what the warehouse does with it comes back to the shop."""

from __future__ import annotations

import json

import pytest
from day import SHIPPED, Day
from shop_day import equation_holds, states


def tracking_number(day: Day) -> str:
    """The number under which the warehouse says that the first parcel goes."""
    (delivery,) = day.sent("tracking")
    (response,) = json.loads(delivery.body)["Responses"]
    return str(response["Response"]["TrackingDetails"]["TrackingNumber"])


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
    assert made["tracking_company"] == "Royal Mail"
    assert made["tracking_numbers"] == [tracking_number(day)]
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
