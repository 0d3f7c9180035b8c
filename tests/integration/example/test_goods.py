"""What the shop sells is known to the warehouse before it is ordered, and what comes back is expected there."""

from __future__ import annotations

from day import SHIPPED, Day
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
    await equation_holds(day)
