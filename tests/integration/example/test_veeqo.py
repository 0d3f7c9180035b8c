"""An order goes to Veeqo, and each parcel of it comes back to the shop as a fulfilment; nothing of it is pushed."""

from __future__ import annotations

from typing import Any

from shop_day import equation_holds, states
from stockroom import EAST, Stockroom
from veeqo_day import FIRST_PARCEL, NEXT_PARCEL, VeeqoDay

MUG, TEA, TIN = "MUG-STONE-01", "TEA-ASSAM-250", "TIN-ROUND-S"


def fulfilled(order: Any) -> list[dict[str, int]]:
    """What each fulfilment of an order says."""
    return [{line["sku"]: line["quantity"] for line in made["line_items"]} for made in order["fulfillments"]]


async def test_each_allocation_that_leaves_is_one_fulfilment_whatever_the_status_says(veeqo_day: VeeqoDay) -> None:
    day = veeqo_day
    order = await day.buy(mug=3)
    assert states(await day.records("orders")) == [("delivered", "")]
    await day.work_and_tell(FIRST_PARCEL)
    assert day.at_veeqo() == [("#1001", "awaiting_fulfillment")]
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{MUG: 2}], "partial")
    await day.work_and_tell(NEXT_PARCEL)
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{MUG: 2}, {MUG: 1}], "fulfilled")
    assert [made["tracking_company"] for made in now["fulfillments"]] == ["Royal Mail"] * 2
    assert len({number for made in now["fulfillments"] for number in made["tracking_numbers"]}) == 2
    await day.work_and_tell(24 * 60)  # both are delivered, and come again as that
    assert len(day.order(order)["fulfillments"]) == 2
    assert {state for state, _ in states(await day.records("shipments"))} == {"delivered", "filtered"}
    await equation_holds(day)


async def test_what_waited_for_stock_follows_and_new_allocations_are_no_new_shipments(veeqo_day: VeeqoDay) -> None:
    day = veeqo_day
    order = await day.buy(tea=1, tin=2)
    await day.work_and_tell(FIRST_PARCEL)
    assert day.at_veeqo() == [("#1001", "awaiting_stock")]
    assert fulfilled(day.order(order)) == [{TEA: 1}]
    day.happens("stock-arrivals", sku=TIN, quantity=5)
    day.happens("reallocations", order="#1001")
    await day.poll("shipments")  # for a moment the order has no allocation at all
    await day.work_and_tell(FIRST_PARCEL + 1)
    assert day.at_veeqo() == [("#1001", "shipped")]
    assert fulfilled(day.order(order)) == [{TEA: 1}, {TIN: 2}]
    assert await day.holds() == []
    await equation_holds(day)


async def test_a_cancellation_stops_what_has_not_left_and_the_rest_is_for_customer_care(veeqo_day: VeeqoDay) -> None:
    day = veeqo_day
    stopped, leaving = await day.buy(tea=1), await day.buy(mug=3)
    await day.cancel(stopped)
    assert states(await day.records("cancellations")) == [("delivered", "")]
    day.work_on(FIRST_PARCEL)  # the shop does not know it yet: told of it, it would not let the order be cancelled
    await day.cancel(leaving)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    assert "a part of it has left" in hold.message
    assert day.at_veeqo() == [("#1001", "cancelled"), ("#1002", "awaiting_fulfillment")]
    assert [day.order(order)["fulfillments"] for order in (stopped, leaving)] == [[], []]
    await equation_holds(day)


async def test_an_order_is_made_once_whatever_happens_on_the_way(veeqo_day: VeeqoDay) -> None:
    day = veeqo_day
    for fault in ({"kind": "timeout", "seconds": 0, "after_write": True}, {"kind": "reset"}, {"kind": "throttle"}):
        day.trouble(method="POST", path="/orders", **fault)
        await day.buy(tea=1)
        assert states(await day.records("orders"))[-1] == ("in-flight", "")
        await day.later(60)
        assert states(await day.records("orders"))[-1] == ("delivered", "")
    assert [number for number, _ in day.at_veeqo()] == ["#1001", "#1002", "#1003"]


async def test_stock_of_each_warehouse_reaches_the_shop_by_the_rule(veeqo_day: VeeqoDay) -> None:
    day, stockroom = veeqo_day, Stockroom(veeqo_day)
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("tea", "mug", "kettle")] == [120, 2, 25]
    assert [stockroom.shown(name, EAST) for name in ("tea", "mug", "kettle")] == [60, 5, 6]
    day.shop_time(60)
    await day.buy(tea=3)
    assert stockroom.shown("tea") == 117
    assert await stockroom.recount() == 0
    day.happens("stock-arrivals", sku=TEA, quantity=10)
    await stockroom.read()
    assert stockroom.shown("tea") == 127
    await stockroom.keep_back(sku=TEA, location="6100001", quantity=7)
    await stockroom.recount()
    assert stockroom.shown("tea") == 120
