"""What the warehouse could not ship of an order: refunded, sent again, or left to a person; once in any case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from day import SHIPPED, Day
from shop_day import equation_holds, states

MUG, TEA = "MUG-STONE-01", "TEA-ASSAM-250"


def shipped(order: Any) -> list[dict[str, int]]:
    """What each fulfilment of an order says."""
    return [{line["sku"]: line["quantity"] for line in made["line_items"]} for made in order["fulfillments"]]


def still_open(order: Any) -> int:
    return sum(line["fulfillable_quantity"] for line in order["line_items"])


async def short_of_tea(day: Day, quantity: int) -> Any:
    """An order of a mug and four teas, of which so many were not found."""
    order = await day.buy(mug=1, tea=4)
    day.lose(order, "TEAASSAM250", quantity)
    day.work_on(SHIPPED)
    await day.bring("dispatches", "tracking")
    return order


async def test_what_left_is_told_at_once_and_the_rest_waits_for_a_person(day: Day) -> None:
    order = await short_of_tea(day, 1)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("short-pick", "operations", "rests-refund")
    assert states(await day.records("dispatches")) == [("delivered", "")]
    now = day.order(order)
    assert (now["fulfillment_status"], shipped(now), still_open(now)) == ("partial", [{MUG: 1, TEA: 3}], 1)
    assert now["refunds"] == []
    await day.later(300)
    assert states(await day.records("tracking")) == [("delivered", "")]
    await equation_holds(day)


async def test_a_person_who_says_so_has_the_rest_refunded_and_nobody_else(day: Day) -> None:
    order = await short_of_tea(day, 1)
    (hold,) = await day.holds()
    await day.decide(hold, RestDecision="resend")
    (hold,) = await day.holds()
    assert (hold.code, day.order(order)["refunds"]) == ("short-pick", [])
    await day.decide(hold, RestDecision="refund")
    now = day.order(order)
    assert (now["fulfillment_status"], still_open(now), len(now["refunds"])) == ("fulfilled", 0, 1)
    assert states(await day.records("rests-resend")) == [("filtered", "rest-is-not-sent-again")]
    assert day.ordered_at_warehouse() == ["1001"]


async def test_the_rest_is_cancelled_and_refunded_once(day: Day) -> None:
    await day.leave_rests_to("refund")
    order = await short_of_tea(day, 2)
    assert await day.holds() == []
    (dispatch,) = day.sent("dispatches")
    await day.take(dispatch)
    await day.work_off()
    now = day.order(order)
    (refund,) = now["refunds"]
    price = next(Decimal(line["price"]) for line in now["line_items"] if line["sku"] == TEA)
    assert [Decimal(given["amount"]) for given in refund["transactions"]] == [2 * price]
    assert [(line["quantity"], line["restock_type"]) for line in refund["refund_line_items"]] == [(2, "cancel")]
    assert "1001-1" in refund["note"]
    assert (now["fulfillment_status"], still_open(now)) == ("fulfilled", 0)
    for flow in ("dispatches", "rests-refund", "rests-resend"):
        counts = await day.counts(flow)
        assert (counts.received, counts.duplicates, counts.deliveries) == (1, 1, 2)
    await equation_holds(day)


async def test_what_was_not_found_at_all_is_no_fulfilment_and_a_refund(day: Day) -> None:
    await day.leave_rests_to("refund")
    order = await day.buy(mug=1)
    day.lose(order, "MUGSTONE01", 1)
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    assert states(await day.records("dispatches")) == [("filtered", "nothing-shipped")]
    assert states(await day.records("rests-refund")) == [("delivered", "")]
    assert (day.order(order)["fulfillments"], still_open(day.order(order))) == ([], 0)


async def test_an_order_is_complete_only_when_every_open_line_is(day: Day) -> None:
    """Short, sent again, short again, and the last rest refunded."""
    await day.leave_rests_to("resend")
    order = await short_of_tea(day, 3)
    assert day.ordered_at_warehouse() == ["1001", "1001-R2"]
    assert (day.order(order)["fulfillment_status"], still_open(day.order(order))) == ("partial", 3)
    day.lose(order, "TEAASSAM250", 2, again="-R2")
    await day.leave_rests_to("refund")
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    now = day.order(order)
    assert shipped(now) == [{MUG: 1, TEA: 1}, {TEA: 1}]
    assert [given["refund_line_items"][0]["quantity"] for given in now["refunds"]] == [2]
    assert (now["fulfillment_status"], still_open(now)) == ("fulfilled", 0)
    assert len({number for made in now["fulfillments"] for number in made["tracking_numbers"]}) == 2
    assert states(await day.records("dispatches")) == [("delivered", "")] * 2
    await equation_holds(day)


async def test_a_rest_that_is_short_again_gets_the_next_number(day: Day) -> None:
    await day.leave_rests_to("resend")
    order = await short_of_tea(day, 2)
    day.lose(order, "TEAASSAM250", 1, again="-R2")
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    assert day.ordered_at_warehouse() == ["1001", "1001-R2", "1001-R3"]
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    assert day.order(order)["fulfillment_status"] == "fulfilled"


async def test_a_rest_that_the_warehouse_has_no_stock_for_is_held_in_its_own_words(day: Day) -> None:
    await day.leave_rests_to("resend")
    order = await day.buy(mug=1)
    day.lose(order, "MUGSTONE01", 1)
    day.work_on(SHIPPED)
    day.move(product="MUGSTONE01", quantity=57, target="Quarantine")
    await day.bring("dispatches")
    assert states(await day.records("rests-resend")) == [("held", "refused")]
    (hold,) = await day.holds()
    assert "no free stock" in hold.message
