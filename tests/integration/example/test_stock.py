"""What the warehouse has reaches the shop, less what is promised, and the shop never sells what is not there."""

from __future__ import annotations

from day import SHIPPED
from stockroom import EAST, Stockroom

from crossdock.model.poll import PollOutcome


async def test_stock_of_both_centres_reaches_the_shop(stockroom: Stockroom) -> None:
    await stockroom.read()
    assert (stockroom.shown("tea"), stockroom.shown("tea", EAST)) == (240, 120)
    states = {(record.state.value, record.code) for record in await stockroom.day.records("stock")}
    assert states == {("delivered", "")}
    assert await stockroom.why("TEAASSAM250/DCCL01") == "240 at the source = 240."


async def test_an_unchanged_reading_tells_nothing(stockroom: Stockroom) -> None:
    await stockroom.read()
    before = len(await stockroom.day.records("stock"))
    await stockroom.read()
    assert len(await stockroom.day.records("stock")) == before
    run, _ = await stockroom.runs()
    assert (run.outcome, run.received) == (PollOutcome.DONE, 0)


async def test_an_order_that_the_warehouse_does_not_show_yet_is_not_sold_twice(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    order = await day.buy(mug=2)
    assert day.at_warehouse(order) == "Confirmed"
    assert stockroom.shown("mug") == 56
    await stockroom.read(after=60)  # SEKO shows the old figure for five minutes
    assert await stockroom.recount() == 0
    assert stockroom.shown("mug") == 56
    day.work_on(6)
    await stockroom.read()
    assert stockroom.shown("mug") == 56
    assert await stockroom.recount() == 0


async def test_a_held_order_is_promised_until_it_is_skipped(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    await day.buy(mug=3, shipping="By pigeon")
    (hold,) = await day.holds()
    assert hold.code == "lookup-miss"
    await stockroom.read()
    assert stockroom.shown("mug") == 55
    await day.skip(hold)
    assert await stockroom.recount() == 1
    assert stockroom.shown("mug") == 58
    assert "placed" not in await stockroom.why("MUGSTONE01/DCCL01")


async def test_what_a_refund_puts_back_on_sale_is_taken_off_again(stockroom: Stockroom) -> None:
    day = stockroom.day
    await day.leave_rests_to("refund")
    await stockroom.read()
    day.shop_time(60)
    order = await day.buy(mug=2)
    day.lose(order, "MUGSTONE01", 1)
    day.work_on(SHIPPED)
    await day.bring("dispatches")
    assert stockroom.shown("mug") == 57  # the shop sells again what it refunded; the warehouse never found it
    assert await stockroom.recount() == 1
    assert stockroom.shown("mug") == 56


async def test_a_bundle_takes_its_parts(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    await day.buy(bundle=4)
    assert await stockroom.recount() == 3
    assert [stockroom.shown(name) for name in ("mug", "tea", "tin")] == [54, 236, 396]
    assert "less 4 placed and not yet in it (#1001 x4)" in await stockroom.why("MUGSTONE01/DCCL01")


async def test_an_order_that_nobody_told_yet_is_seen_in_the_shop(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    day.order_only(mug=5)
    day.move(product="MUGSTONE01", quantity=1)  # something else changes, so that the shop is told
    await stockroom.read()
    assert stockroom.shown("mug") == 52
    assert await stockroom.recount() == 0
    await day.bring("orders")
    assert await stockroom.recount() == 0
    assert stockroom.shown("mug") == 52


async def test_a_pushed_movement_is_fetched_and_told(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    day.move(product="KETTLEGN12", quantity=25)
    day.work_on(15)
    await day.bring("stock")
    record = (await day.records("stock"))[-1]
    assert (record.state.value, record.key) == ("delivered", "KETTLEGN12/DCCL01")
    assert "fetched" in await stockroom.events(record)
    assert stockroom.shown("kettle") == 0


async def test_a_state_that_cannot_be_fetched_is_tried_again(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.move(product="KETTLEGN12", quantity=4)
    day.work_on(15)
    day.trouble(kind="status")
    await day.bring("stock")
    record = (await day.records("stock"))[-1]
    assert (record.state.value, stockroom.shown("kettle")) == ("in-flight", 25)
    await day.later(60)
    record = (await day.records("stock"))[-1]
    assert (record.state.value, stockroom.shown("kettle")) == ("delivered", 21)
    events = await stockroom.events(record)
    assert (events.count("fetched"), events.count("retry")) == (1, 1)


async def test_the_parts_of_the_rule_are_told_in_numbers(stockroom: Stockroom) -> None:
    await stockroom.read()
    stockroom.day.shop_time(60)
    await stockroom.day.buy(mug=2)
    await stockroom.keep_back(sku="MUGSTONE01", quantity=6)
    await stockroom.recount()
    here, there = await stockroom.levels("MUGSTONE01")
    assert (here.location, here.source, here.placed, here.buffer, here.target, here.told) == (
        "DCCL01",
        58,
        2,
        6,
        50,
        50,
    )
    assert (there.location, there.source, there.placed, there.target) == ("DCSOM01", 41, 0, 35)
    assert here.why == "58 at the source, less 2 placed and not yet in it (#1001 x2), less buffer 6 (operations) = 50"


async def test_a_sku_that_the_shop_does_not_have_is_one_hold_and_keeps_nothing_up(stockroom: Stockroom) -> None:
    await stockroom.day.call("TINROUNDS", "NO-SUCH-TIN")
    await stockroom.read()
    await stockroom.read()
    holds = await stockroom.day.holds()
    assert {(hold.code, hold.key) for hold in holds} == {
        ("sku-unknown", "TINROUNDS/DCCL01"),
        ("sku-unknown", "TINROUNDS/DCSOM01"),
    }
    assert stockroom.shown("tea") == 240


async def test_a_buffer_is_kept_back_and_given_free(stockroom: Stockroom) -> None:
    await stockroom.read()
    kept = await stockroom.keep_back(sku="TEAASSAM250", location="DCCL01", quantity=7)
    assert await stockroom.recount() == 1
    assert (stockroom.shown("tea"), stockroom.shown("tea", EAST)) == (233, 120)
    assert "less buffer 7 (operations)" in await stockroom.why("TEAASSAM250/DCCL01")
    await stockroom.keep_back(quantity=100)
    await stockroom.recount()
    assert (stockroom.shown("tea"), stockroom.shown("tea", EAST)) == (233, 20)
    await stockroom.give_free(kept)
    await stockroom.recount()
    assert stockroom.shown("tea") == 140


async def test_a_closed_channel_is_told_zero_and_opened_as_it_should_be(stockroom: Stockroom) -> None:
    await stockroom.read()
    await stockroom.close("The prices are wrong.")
    await stockroom.recount()
    assert [stockroom.shown(name) for name in ("mug", "tea", "tin", "kettle")] == [0, 0, 0, 0]
    stockroom.day.shop_time(60)
    await stockroom.open("They are right again.")
    await stockroom.recount()
    assert [stockroom.shown(name) for name in ("mug", "tea", "tin", "kettle")] == [58, 240, 400, 25]


async def test_a_reading_with_far_too_much_at_zero_is_not_believed_until_a_person_accepts_it(
    stockroom: Stockroom,
) -> None:
    await stockroom.read()
    for code, quantity in (("TEAASSAM250", 240), ("TEAEARLGREY100", 310), ("MUGSTONE01", 58), ("TINROUNDS", 400)):
        stockroom.day.move(product=code, quantity=quantity)
    stockroom.day.move(product="TINROUNDS", quantity=200, dc="DCSOM01")
    stockroom.day.shop_time(60)
    await stockroom.read()
    assert stockroom.shown("tea") == 240
    run = (await stockroom.runs())[0]
    assert run.outcome is PollOutcome.FAILED
    assert "5 of the 10 SKUs" in run.error
    (doubt,) = await stockroom.doubts()
    assert (doubt.fallen, doubt.standing) == (5, 10)
    await stockroom.read()
    assert stockroom.shown("tea") == 240
    await stockroom.accept("All is in quarantine for a recall.")
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("mug", "tea", "tin")] == [0, 0, 0]
    assert await stockroom.doubts() == []


async def test_a_normal_reading_ends_a_doubt_by_itself(stockroom: Stockroom) -> None:
    await stockroom.read()
    moves = [("TEAASSAM250", 240), ("TEAEARLGREY100", 310), ("MUGSTONE01", 58), ("TINROUNDS", 400), ("KETTLEGN12", 25)]
    for code, quantity in moves[:-1]:
        stockroom.day.move(product=code, quantity=quantity)
    stockroom.day.move(product="TINROUNDS", quantity=200, dc="DCSOM01")
    await stockroom.read()
    assert len(await stockroom.doubts()) == 1
    for code, quantity in moves[:-1]:
        stockroom.day.move(product=code, quantity=quantity, source="Quarantine", target="Available Stock")
    await stockroom.read()
    assert await stockroom.doubts() == []
    assert stockroom.shown("tin", EAST) == 0


async def test_orders_that_cannot_be_counted_keep_the_shop_from_being_told_more(stockroom: Stockroom) -> None:
    day = stockroom.day
    await stockroom.read()
    day.shop_time(60)
    await stockroom.commit('$error("Nobody knows.")')
    await day.buy(mug=1)
    day.move(product="KETTLEGN12", quantity=3)
    day.move(product="TEAASSAM250", quantity=40)
    await stockroom.read()
    day.move(product="TEAASSAM250", quantity=40, source="Quarantine", target="Available Stock")
    await stockroom.read()
    assert (stockroom.shown("kettle"), stockroom.shown("tea")) == (22, 200)
    (finding,) = await stockroom.findings()
    assert (finding.kind.value, finding.subject, finding.count) == ("orders-uncounted", "orders", 1)
    await stockroom.commit("[]")
    await stockroom.recount()
    assert stockroom.shown("tea") == 240
    assert await stockroom.findings() == []
