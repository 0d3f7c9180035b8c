"""Orders go to OrderWise by its API, or are fetched by its session; each delivery comes back as a fulfilment."""

from __future__ import annotations

from typing import Any

from orderwise_day import DESPATCHED, OrderWiseDay, OutletDay
from shop_day import equation_holds, states
from stockroom import EAST, Stockroom

MUG, TEA, TIN = "MUG-STONE-01", "TEA-ASSAM-250", "TIN-ROUND-S"


def fulfilled(order: Any) -> list[dict[str, int]]:
    """What each fulfilment of an order says."""
    return [{line["sku"]: line["quantity"] for line in made["line_items"]} for made in order["fulfillments"]]


async def test_an_order_is_sent_with_its_own_totals_and_each_delivery_comes_back(orderwise_day: OrderWiseDay) -> None:
    day = orderwise_day
    order = await day.buy(tea=1, tin=2)
    assert states(await day.records("orders")) == [("delivered", "")]
    assert day.totals() == [float(order["total_price"])]
    await day.work_and_tell(DESPATCHED)
    assert day.at_orderwise() == [("#1001", "Partially despatched")]
    assert fulfilled(day.order(order)) == [{TEA: 1}]
    day.happens("stock-arrivals", code=TIN, quantity=5)
    day.switch(completed="All gone")
    await day.work_and_tell(DESPATCHED)
    assert day.at_orderwise() == [("#1001", "All gone")]
    (hold,) = await day.holds()
    assert (hold.code, hold.flow) == ("lookup-miss", "shipments")
    assert "All gone" in hold.message, "somebody renamed a status, and is asked what it means"
    await day.learn("statuses", "All gone", "complete")
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{TEA: 1}, {TIN: 2}], "fulfilled")
    assert [made["tracking_company"] for made in now["fulfillments"]] == ["Royal Mail"] * 2
    await day.poll("shipments")
    assert len(day.order(order)["fulfillments"]) == 2
    await equation_holds(day)


async def test_a_cancellation_is_done_when_orderwise_shows_it_and_what_has_left_is_for_people(
    orderwise_day: OrderWiseDay,
) -> None:
    day = orderwise_day
    stopped, leaving = await day.buy(tea=1), await day.buy(mug=1)
    await day.cancel(stopped)
    assert states(await day.records("cancellations")) == [("in-flight", "")]
    await day.later(60)
    assert states(await day.records("cancellations")) == [("delivered", "")]
    day.work_on(DESPATCHED)
    await day.cancel(leaving)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    assert "has been despatched" in hold.message
    assert day.at_orderwise() == [("#1001", "Cancelled"), ("#1002", "Completed")]
    await equation_holds(day)


async def test_an_order_is_made_once_whatever_happens_on_the_way(orderwise_day: OrderWiseDay) -> None:
    day = orderwise_day
    for fault in ({"kind": "timeout", "seconds": 0, "after_write": True}, {"kind": "reset"}, {"kind": "throttle"}):
        day.trouble(method="POST", path="*/sales/order", **fault)
        await day.buy(tea=1)
        assert states(await day.records("orders"))[-1] == ("in-flight", "")
        await day.later(60)
        assert states(await day.records("orders"))[-1] == ("delivered", "")
    assert [number for number, _ in day.at_orderwise()] == ["#1001", "#1002", "#1003"]


async def test_products_prices_and_stock_follow_their_master(orderwise_day: OrderWiseDay) -> None:
    day, stockroom = orderwise_day, Stockroom(orderwise_day)
    await day.poll("prices")
    await day.poll("products")
    assert {state for state, _ in states(await day.records("prices"))} == {"delivered"}
    assert {state for state, _ in states(await day.records("products"))} == {"delivered"}
    day.happens("prices", code=TIN, gross=4.75)
    day.happens("prices", code=MUG, gross=0)
    await day.poll("prices")
    assert day.prices()[TIN] == "4.75"
    (hold,) = await day.holds()
    assert (hold.code, hold.owner) == ("without-price", "ecommerce")
    assert day.prices()[MUG] == "14.00"
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("tea", "mug", "kettle")] == [240, 2, 25]
    assert [stockroom.shown(name, EAST) for name in ("tea", "mug", "kettle")] == [120, 41, 18]
    day.shop_time(60)
    await day.buy(tea=3)
    assert stockroom.shown("tea") == 237
    assert await stockroom.recount() == 0
    day.happens("stock-arrivals", code=TEA, quantity=10)
    await stockroom.read()
    assert stockroom.shown("tea") == 247
    await equation_holds(day)


async def test_an_order_of_the_outlet_is_delivered_when_the_session_says_that_it_took_it(outlet_day: OutletDay) -> None:
    day = outlet_day
    order = await day.buy(tea=1, tin=2)
    assert states(await day.records("outlet-orders")) == [("in-flight", "offered")]
    await day.run_session()  # the session fetches it, and what it says is lost
    assert (day.at_orderwise(), day.totals()) == ([("#1001", "Awaiting despatch")], [float(order["total_price"])])
    assert states(await day.records("outlet-orders")) == [("in-flight", "offered")]
    day.session_calls("acknowledge_url", "offers", "outlet-orders")
    await day.run_session()
    assert states(await day.records("outlet-orders")) == [("delivered", "")]
    await day.run_session()
    assert day.given_again() == [2], "it is given again until it is acknowledged, and no more then"
    await day.run_session(DESPATCHED)
    assert fulfilled(day.order(order)) == [{TEA: 1}]
    day.happens("stock-arrivals", code=TIN, quantity=5)
    await day.run_session(DESPATCHED + 5)
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{TEA: 1}, {TIN: 2}], "fulfilled")
    stockroom = Stockroom(day)  # 239 teas, 3 tins: what was ordered just now may not be in these numbers yet
    assert [stockroom.shown(name) for name in ("tea", "tin", "kettle")] == [238, 1, 25]
    assert set(day.session_log()) == {"Stock export: Taken in"}, "it is answered as OrderWise expects it"
    await equation_holds(day)


async def test_what_the_session_does_not_take_waits_and_a_cancellation_waits_for_it(outlet_day: OutletDay) -> None:
    day = outlet_day
    day.session_calls("acknowledge_url", "offers", "outlet-orders")
    await day.learn("delivery-methods", "Standard Delivery", "1", "By balloon")
    order = await day.buy(tea=1)
    await day.run_session()
    assert f"Order OUT-{order['id']}: Delivery method 'By balloon' does not exist" in day.session_log()
    assert states(await day.records("outlet-orders")) == [("in-flight", "offered")]
    await day.cancel_in_outlet(order)
    assert states(await day.records("outlet-cancellations")) == [("in-flight", "")]
    await day.later(25 * 3600)
    (hold,) = await day.holds()
    assert (hold.code, hold.flow, hold.owner) == ("waited-too-long", "outlet-orders", "operations")
    await day.decide(hold, shipping_lines=[{"title": "Economy", "price": "3.95"}])
    await day.run_session()
    await day.later(60)
    await day.later(60)
    assert day.at_orderwise() == [("#1001", "Cancelled")]
    assert states(await day.records("outlet-cancellations")) == [("delivered", "")]
    await equation_holds(day)
