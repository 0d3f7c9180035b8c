"""A Shopify shop and a BigCommerce store sell from one warehouse of SEKO's, and neither takes the other's orders for its own."""

from __future__ import annotations

import pytest
from day import SHIPPED
from example_day import equation_holds
from two_shops_day import TwoShopsDay

TAKEN, CANCELLED = "Confirmed", "Cancelled"
DONE = ("delivered", "")
NOT_OURS = ("filtered", "other-shop")


@pytest.fixture
def day(two_shops_day: TwoShopsDay) -> TwoShopsDay:
    return two_shops_day


async def test_orders_of_one_number_in_both_shops_never_meet(day: TwoShopsDay) -> None:
    (bought, ordered), (stopped, kept), (wanted, called_off) = [await day.sell(mug=2) for _ in range(3)]
    assert [(bought["name"], ordered["id"]), (stopped["name"], kept["id"])] == [("#1001", 1001), ("#1002", 1002)]
    await day.cancel_in_shopify(stopped)
    await day.cancel_in_bigcommerce(called_off)
    assert [day.at_warehouse()[f"SH-{number}"] for number in (1001, 1002, 1003)] == [TAKEN, CANCELLED, TAKEN]
    assert [day.at_warehouse()[f"BC-{number}"] for number in (1001, 1002, 1003)] == [TAKEN, TAKEN, CANCELLED]
    day.switch(tracking_in_dispatch=False)
    day.work_on(SHIPPED)
    await day.bring("tracking-shopify", "dispatches-shopify")
    await day.later(300)
    for what in ("dispatches", "tracking"):
        assert await day.outcomes(what) == [[DONE, DONE, NOT_OURS, NOT_OURS]] * 2
    left = [
        [day.mugs(order) for order in orders] for orders in ((bought, stopped, wanted), (ordered, kept, called_off))
    ]
    assert left == [[[2], [], [2]], [[2], [2], []]]
    (made,), (told,) = day.shopify.order(bought)["fulfillments"], day.bigcommerce.shipments(ordered)
    assert (made["tracking_company"], told["tracking_carrier"]) == ("Royal Mail", "royal-mail")
    assert len({*made["tracking_numbers"], told["tracking_number"], ""}) == 3
    newer, older = await day.trace("1001")
    flows = [
        {record.flow for record in timeline.records if record.state.value == "delivered"} for timeline in (older, newer)
    ]
    assert flows == [{f"{what}-{shop}" for what in ("orders", "dispatches")} for shop in ("shopify", "bigcommerce")]
    assert await day.holds() == []
    await equation_holds(day)


async def test_what_is_nobody_s_is_held_once_and_each_shop_s_rest_waits_for_a_person(day: TwoShopsDay) -> None:
    bought, ordered = await day.sell(mug=1, tea=2)
    day.enter_by_hand("1042", "MUGSTONE01")
    for number in ("SH-1001", "BC-1001"):
        day.lose(number, "TEAASSAM250", 1)
    day.work_on(SHIPPED)
    await day.bring("dispatches-shopify", "tracking-shopify")
    holds = {(hold.flow, hold.code): hold for hold in await day.holds()}
    rests = [("rests-shopify", "short-pick"), ("rests-bigcommerce", "short-pick")]
    nobody_s = [("dispatches-shopify", "unknown-shop"), ("tracking-shopify", "unknown-shop")]
    assert set(holds) == {*rests, *nobody_s}
    for rest in rests:
        await day.decide(holds[rest], RestDecision="refund")
    (refund,) = day.shopify.order(bought)["refunds"]
    (paid,) = day.bigcommerce.call("GET", f"/v3/orders/{ordered['id']}/payment_actions/refunds")["data"]
    assert [line["quantity"] for line in refund["refund_line_items"]] == [1]
    assert ([item["quantity"] for item in paid["items"]], "BC-1001-1" in paid["reason"]) == ([1], True)
    await day.bring("refunds-shopify", "refunds-bigcommerce")
    assert await day.outcomes("refunds") == [[("filtered", "nothing-comes-back")], [("filtered", "our-own")]]
    for one in nobody_s:
        await day.skip(holds[one])
    assert await day.outcomes("dispatches") == [[DONE, NOT_OURS, ("filtered", "skipped")], [DONE, NOT_OURS, NOT_OURS]]
    assert await day.holds() == []
    await equation_holds(day)


async def test_one_reading_is_shared_out_and_no_unit_is_shown_twice(day: TwoShopsDay) -> None:
    day.count_readings()
    await day.read_stock()
    assert (day.tea(), day.tea(1)) == ((160, 80), (80, 40))
    await day.sell_in_shopify(tea=4)
    assert await day.even_out(236) == (158, 78)
    await day.sell_in_bigcommerce(tea=3)
    assert await day.even_out(233) == (156, 77)
    assert day.readings() == 2  # one call for each centre
    await day.put_aside(33)
    assert await day.even_out(200) == (134, 66)
    assert day.readings() == 3  # one for both shops
    _, bigcommerce = day.rooms
    await bigcommerce.close("Its prices are wrong.")
    assert await day.even_out(200) == (200, 0)
    assert await day.holds() == []
