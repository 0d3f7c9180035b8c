"""An order goes to the warehouse, and what the warehouse does with it comes back to the shop."""

from __future__ import annotations

import json

import pytest
from day import SHIPPED, Day
from shop_day import equation_holds, states

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.studio.access import LOCAL_ADMINISTRATOR


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
    order = await day.buy(mug=2, card=1)
    told = await day.studio.timelines.get(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, order["name"])
    (trimmed,) = [entry.message for entry in told.entries if entry.event == "trimmed"]
    assert trimmed == "Left out: Gift Card - 25.00 (a gift card, which the shop sends itself)."
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
    undecided, parcel = await day.holds()
    assert (undecided.record, undecided.waiting) == (hold.record, 1)
    assert states(await day.records("rests-resend")) == [("in-flight", "")]  # nothing is sent again meanwhile
    assert (parcel.code, parcel.owner, parcel.flow) == ("refused", "operations", "dispatches")
    assert "cancelled" in parcel.message
    assert day.order(order)["fulfillments"] == []
    await day.skip(hold)
    assert [held.record for held in await day.holds()] == [parcel.record]
    await equation_holds(day)


async def test_while_a_cancellation_is_held_the_next_state_of_it_waits_and_makes_no_second_exception(day: Day) -> None:
    order = await day.buy(mug=1)
    day.work_on(45)
    await day.cancel(order)
    day.shop_time(60)
    day.note(order, "She called twice.")
    await day.poll("cancellations")
    assert states(await day.records("cancellations")) == [("held", "refused"), ("in-flight", "")]
    (hold,) = await day.holds()
    assert hold.waiting == 1
    await day.skip(hold)
    (again,) = await day.holds()
    assert (again.code, again.flow, again.waiting) == ("refused", "cancellations", 0)
    assert again.record != hold.record
    await equation_holds(day)


async def test_an_order_that_comes_after_its_cancellation_is_not_sent_while_that_is_held(day: Day) -> None:
    order = day.order_only(mug=1)
    await day.cancel(order)
    (hold,) = await day.holds()
    assert "does not exist" in hold.message
    await day.bring("orders")
    assert states(await day.records("orders")) == [("in-flight", "")]
    assert day.ordered_at_warehouse() == []
    (hold,) = await day.holds()
    assert hold.waiting == 1
