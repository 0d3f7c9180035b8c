"""What the shop sells is known to the warehouse before it is ordered, and what comes back is expected there."""

from __future__ import annotations

from day import RECEIVED, SHIPPED, Day
from shop_day import equation_holds, states


async def test_products_go_down_whole_and_only_those_that_are_packed(day: Day) -> None:
    await day.list_products()
    told = states(await day.records("products"))
    assert sorted(told) == [("delivered", "")] * 6 + [("filtered", "bundle")] + [("filtered", "not-shipped")] * 2
    mug = day.known_to_warehouse()["MUGSTONE02"]["ProductMaster"]
    assert (mug["ProductDescription"], mug["GrossWeight"], mug["CountryOfOrigin"]) == (
        "Stoneware Mug - Chalk",
        0.41,
        "PT",
    )
    assert "Whole" not in day.known_to_warehouse()["MUGSTONE02"]
    await day.list_products()
    assert len(await day.records("products")) == len(told)
    await equation_holds(day)


async def test_goods_that_come_back_are_announced_and_money_alone_is_not(day: Day) -> None:
    order = await day.buy(mug=3)
    day.work_on(SHIPPED)
    await day.bring("dispatches", "tracking")
    refund = await day.take_back(order, 1, "return")
    await day.take_back(order, 1, "no_restock")
    assert sorted(states(await day.records("refunds"))) == [("delivered", ""), ("filtered", "nothing-comes-back")]
    (announced,) = day.expected_at_warehouse().values()
    assert (announced["id"], announced["places"]) == (f"R{refund['id']}", ["DCCL01/MUGSTONE01"])
    day.work_on(RECEIVED)
    await day.bring("returns")
    assert states(await day.records("returns")) == [("filtered", "announced")]
    await equation_holds(day)


async def test_what_comes_back_without_notice_is_refunded_when_a_person_says_so(day: Day) -> None:
    order = await day.buy(mug=2)
    day.work_on(SHIPPED)
    await day.bring("dispatches", "tracking")
    await day.send_back(order, "MUGSTONE01", 1)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("return-without-notice", "customer-care", "returns")
    assert day.order(order)["refunds"] == []
    await day.decide(hold, ReturnDecision="refund")
    (refund,) = day.order(order)["refunds"]
    assert (refund["note"], len(refund["transactions"])) == ("Came back without notice: Not wanted (1001.1)", 1)
    await day.bring("refunds")
    assert states(await day.records("refunds")) == [("filtered", "nothing-comes-back")]
    assert await day.holds() == []
    await equation_holds(day)
