"""Dispatches whose push never came: found in the warehouse's own list, and closed when the push comes after all."""

from __future__ import annotations

from day import SHIPPED, Day
from shop_day import equation_holds, states


async def test_a_dispatch_that_was_never_pushed_is_held_once_for_a_person(day: Day) -> None:
    order = await day.buy(mug=1)
    day.work_on(SHIPPED)
    await day.sweep_dispatches()
    await day.sweep_dispatches()
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("push-missing", "operations", "dispatches")
    assert "order 1001" in hold.message
    assert await day.missed("dispatches") == 1
    assert await day.records("rests-refund") == []
    assert day.order(order)["fulfillments"] == []
    await equation_holds(day)


async def test_the_push_closes_it_when_it_comes_and_is_told_once(day: Day) -> None:
    order = await day.buy(mug=1)
    day.work_on(SHIPPED)
    await day.sweep_dispatches()
    await day.bring("dispatches")
    assert await day.holds() == []
    assert states(await day.records("dispatches")) == [("filtered", "superseded"), ("delivered", "")]
    await day.sweep_dispatches()
    assert len(await day.records("dispatches")) == 2
    assert len(day.order(order)["fulfillments"]) == 1
    assert await day.missed("dispatches") == 1
    await equation_holds(day)


async def test_what_was_pushed_or_never_left_is_no_finding(day: Day) -> None:
    await day.sweep_dispatches()
    await day.buy(mug=1)
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    await day.sweep_dispatches()
    assert states(await day.records("dispatches")) == [("delivered", "")]
    assert await day.missed("dispatches") == 0
