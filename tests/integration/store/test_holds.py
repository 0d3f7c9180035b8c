"""Holds: what waits for a person, what waits behind it, and which lookup rows are missing."""

from __future__ import annotations

import msgspec
import pytest
from scene import NOW, PLACE, Scene, after, ended_as, hold_of
from uuid_utils.compat import uuid7

from crossdock.errors import NotFound
from crossdock.model.flow import Flow
from crossdock.model.hold_note import HoldFilters
from crossdock.model.lookup import LookupMiss
from crossdock.model.money import Money
from crossdock.model.page import PageRequest
from crossdock.model.problem import Problem, Side
from crossdock.model.record import AttemptKind, MissGroup, Record, RecordState
from crossdock.store.unit_of_work import Work

ROCKET = LookupMiss(table="couriers", key=("Moon rocket", "GB"))
BALLOON = LookupMiss(table="couriers", key=("Balloon", "GB"))


async def hold(
    scene: Scene, work: Work, flow: Flow, value: str, *misses: LookupMiss, code: str = "", worth: Money | None = None
) -> Record:
    record = await scene.come(work, flow, value, worth=worth)
    held = ended_as(record, RecordState.HELD, code or ("lookup-miss" if misses else "refused"))
    await work.records.settle(held)
    await work.holds.put(held, flow.id, scene.project.id, hold_of(held, misses))
    return held


async def test_a_hold_comes_back_as_it_was_stored(scene: Scene) -> None:
    problem = Problem(code="required", message="A postcode is required.", side=Side.TARGET, pointer="/postcode")
    async with scene.store.begin() as work:
        held = await hold(scene, work, scene.orders, "1")
        full = msgspec.structs.replace(
            hold_of(held, [BALLOON, ROCKET]), remedy="Add the row.", problems=(problem,), since=after(1), attempts=3
        )
        await work.holds.put(held, scene.orders.id, scene.project.id, full)
        assert await work.holds.get(scene.project, held.id) == full
        again = hold_of(held)
        await work.holds.put(held, scene.orders.id, scene.project.id, again)
        assert await work.holds.get(scene.project, held.id) == again


async def test_a_hold_that_is_not_there_is_not_found(scene: Scene) -> None:
    async with scene.store.read() as work:
        with pytest.raises(NotFound):
            await work.holds.get(scene.project, uuid7())


async def test_a_hold_says_how_many_records_wait_behind_it(scene: Scene) -> None:
    async with scene.store.begin() as work:
        delivered = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.orders, delivered, RecordState.DELIVERED)
        order = await hold(scene, work, scene.orders, "1")
        stock = await hold(scene, work, scene.stock, "1")
        await scene.come(work, scene.cancellations, "1")
        await scene.come(work, scene.orders, "1", due_at=after(60))
        await scene.come(work, scene.orders, "2")
        settled = await scene.come(work, scene.orders, "1")
        await scene.end(work, scene.orders, settled, RecordState.FILTERED)
        assert (await work.holds.get(scene.project, order.id)).waiting == 2
        assert (await work.holds.get(scene.project, stock.id)).waiting == 0


async def test_behind_one_that_yields_only_those_for_its_target_wait(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await scene.add_way_back(work)
        recall = await hold(scene, work, scene.recalls, "1")
        await scene.come(work, scene.dispatches, "1")
        assert (await work.holds.get(scene.project, recall.id)).waiting == 0
        for flow in (scene.recalls, scene.orders):
            await scene.come(work, flow, "1")
        assert (await work.holds.get(scene.project, recall.id)).waiting == 2
        (listed,) = (await work.holds.page(scene.project, PLACE, PageRequest())).items
        assert listed.waiting == 2


async def test_pages_are_oldest_first_and_of_what_is_asked_for(scene: Scene) -> None:
    async with scene.store.begin() as work:
        held = [await hold(scene, work, scene.orders, "1"), await hold(scene, work, scene.orders, "2", ROCKET)]
        held.append(await hold(scene, work, scene.stock, "3"))
        first = await work.holds.page(scene.project, PLACE, PageRequest(limit=2))
        assert [one.record for one in first.items] == [one.id for one in held[:2]]
        rest = await work.holds.page(scene.project, PLACE, PageRequest(cursor=first.next))
        assert [one.record for one in rest.items] == [held[2].id]
        of_flow = await work.holds.page(scene.project, PLACE, PageRequest(), HoldFilters(flow="stock"))
        assert [one.record for one in of_flow.items] == [held[2].id]
        of_code = await work.holds.page(scene.project, PLACE, PageRequest(), HoldFilters(code="lookup-miss"))
        assert [(one.record, one.misses) for one in of_code.items] == [(held[1].id, (ROCKET,))]
        assert (await work.holds.page(scene.project, "live", PageRequest())).items == []


async def test_missing_rows_are_grouped_across_flows_and_let_all_go_that_wait_for_them(scene: Scene) -> None:
    async with scene.store.begin() as work:
        first = await hold(scene, work, scene.orders, "1", ROCKET)
        second = await hold(scene, work, scene.stock, "2", ROCKET, BALLOON)
        await hold(scene, work, scene.orders, "3", ROCKET, code="refused")
        groups = await work.holds.misses(scene.project, PLACE)
        assert groups == [
            MissGroup(
                table="couriers",
                key=BALLOON.key,
                records=1,
                flows=("stock",),
                environments=(PLACE,),
                since=NOW,
            ),
            MissGroup(
                table="couriers",
                key=ROCKET.key,
                records=2,
                flows=("orders", "stock"),
                environments=(PLACE,),
                since=NOW,
            ),
        ]
        assert await work.holds.misses(scene.project, None) == groups
        assert await work.holds.misses(scene.project, "live") == []
        of_miss = work.holds.of_miss
        assert await of_miss(scene.project, "couriers", [ROCKET.key]) == [first.id, second.id]
        assert await of_miss(scene.project, "couriers", [BALLOON.key, ("Kite", "GB")]) == [second.id]
        assert await of_miss(scene.project, "couriers", [("Moon rocket",)]) == []
        assert await of_miss(scene.project, "countries", [ROCKET.key]) == []
        await work.records.reopen(first.id, AttemptKind.RELEASE, NOW)
        assert await of_miss(scene.project, "couriers", [ROCKET.key]) == [second.id]


async def test_another_projects_misses_are_not_told(scene: Scene) -> None:
    other = Scene(scene.store, "another-brand")
    await other.set()
    async with scene.store.begin() as work:
        await hold(other, work, other.orders, "1", ROCKET)
        assert await work.holds.misses(scene.project, None) == []
        assert await work.holds.of_miss(scene.project, "couriers", [ROCKET.key]) == []


def money(amount: str, currency: str = "GBP") -> Money:
    return Money(amount=amount, currency=currency)


@pytest.mark.parametrize("amount", ["0.00", "149.50", "-3", "123456789012345678.123456"])
async def test_a_hold_is_worth_what_its_record_told_digit_for_digit(scene: Scene, amount: str) -> None:
    async with scene.store.begin() as work:
        held = await hold(scene, work, scene.orders, "1", worth=money(amount))
        assert (await work.holds.get(scene.project, held.id)).worth == money(amount)
        assert await work.records.worth(held.id) == money(amount)
        silent = await hold(scene, work, scene.orders, "2")
        assert (await work.holds.get(scene.project, silent.id)).worth is None
        assert await work.records.worth(silent.id) is None


async def worths(scene: Scene, work: Work) -> dict[tuple[str, ...], tuple[Money, ...]]:
    return {group.key: group.worth for group in await work.holds.misses(scene.project, PLACE)}


async def test_the_money_that_waits_for_a_row_is_summed_for_each_currency_apart(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await hold(scene, work, scene.orders, "1", ROCKET, worth=money("0.10"))
        await hold(scene, work, scene.orders, "2", ROCKET, BALLOON, worth=money("0.20"))
        await hold(scene, work, scene.orders, "3", ROCKET, worth=money("10.00", "EUR"))
        await hold(scene, work, scene.orders, "4", ROCKET)
        await hold(scene, work, scene.orders, "5", ROCKET, worth=money("99.00"), code="refused")
        assert await worths(scene, work) == {
            ROCKET.key: (money("10.00", "EUR"), money("0.30")),
            BALLOON.key: (money("0.20"),),
        }


async def test_an_object_that_waits_twice_is_the_same_money_as_told_last(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await hold(scene, work, scene.orders, "1", ROCKET, worth=money("50.00"))
        await hold(scene, work, scene.cancellations, "1", ROCKET, worth=money("40.00"))
        await hold(scene, work, scene.stock, "1", ROCKET)
        assert await worths(scene, work) == {ROCKET.key: (money("40.00"),)}


async def test_a_record_whose_message_tells_no_money_waits_for_none(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await hold(scene, work, scene.orders, "1", ROCKET)
        assert await worths(scene, work) == {ROCKET.key: ()}
