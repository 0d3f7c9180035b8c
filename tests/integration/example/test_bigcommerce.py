"""An order of a BigCommerce store goes to Veeqo, and what leaves, lies there, is new and costs comes back to the store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from between import at_work, served
from bigcommerce_day import BACK, CANCELLED, FIRST_PARCEL, NEXT_PARCEL, BigCommerceDay, subscribe
from example_day import World, equation_holds, states
from stockroom import Stockroom

from crossdock.connect.catalogue import Catalogue
from crossdock.evaluate.pool import EvaluationPool
from crossdock.store.database import Database
from crossdock.testing.receiver import Receiver

BOTH = {"shop": "bigcommerce", "warehouse": "veeqo"}
MUG, TEA, TIN = "MUG-STONE-01", "TEA-ASSAM-250", "TIN-ROUND-S"


@pytest.fixture
async def day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[BigCommerceDay]:
    with served(catalogue, BOTH) as at:
        async with at_work("bigcommerce-veeqo", BOTH, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["shop"]) as shop, httpx.Client(base_url=at["warehouse"]) as hub:
                subscribe(shop, mail)
                yield BigCommerceDay(World(shop, hub, mail), running)


async def test_a_paid_order_is_packed_and_each_parcel_of_it_is_told_to_the_store(day: BigCommerceDay) -> None:
    order = await day.buy(mug=3, guide=1)
    assert states(await day.records("orders")) == [("delivered", "")]
    assert states(await day.records("cancellations")) == [("filtered", "not-cancelled")]
    assert day.at_veeqo() == [(str(order["id"]), "awaiting_fulfillment")]
    await day.work_and_tell(FIRST_PARCEL)
    assert day.at_veeqo() == [(str(order["id"]), "awaiting_fulfillment")]  # which hides that a part of it has left
    assert (day.shipped(order), day.order(order)["status_id"]) == ([{MUG: 2}], 3)
    await day.bring("orders")  # the store tells that its status changed, which we did
    await day.work_and_tell(NEXT_PARCEL)
    assert (day.shipped(order), day.order(order)["status_id"]) == ([{MUG: 2}, {MUG: 1}], 2)
    assert {made["tracking_carrier"] for made in day.shipments(order)} == {"royal-mail"}
    assert len({made["tracking_number"] for made in day.shipments(order)}) == 2
    await day.bring("orders")
    await day.work_and_tell(24 * 60)  # both are delivered, and come again as that
    assert len(day.shipments(order)) == 2
    assert {state for state, _ in states(await day.records("shipments"))} == {"delivered", "filtered"}
    await day.poll("orders")  # the sweep brings nothing that is not known
    assert {state for state, _ in states(await day.records("orders"))} == {"delivered", "filtered"}
    assert await day.holds() == []
    await equation_holds(day)


async def test_what_waited_for_stock_follows_and_new_allocations_are_no_new_shipments(day: BigCommerceDay) -> None:
    order = await day.buy(tea=1, tin=2)
    await day.work_and_tell(FIRST_PARCEL)
    assert day.at_veeqo() == [(str(order["id"]), "awaiting_stock")]
    assert day.shipped(order) == [{TEA: 1}]
    day.happens("stock-arrivals", sku=TIN, quantity=5)
    day.happens("reallocations", order=str(order["id"]))
    await day.poll("shipments")  # for a moment the order has no allocation at all
    await day.work_and_tell(FIRST_PARCEL + 1)
    assert day.at_veeqo() == [(str(order["id"]), "shipped")]
    assert day.shipped(order) == [{TEA: 1}, {TIN: 2}]
    assert await day.holds() == []
    await equation_holds(day)


async def test_a_checkout_that_is_not_gone_through_with_never_passes(day: BigCommerceDay) -> None:
    order = day.begin(tea=1)
    await day.poll("orders")
    assert states(await day.records("orders")) == [("filtered", "incomplete")]
    day.pay(order, status=7)
    await day.bring("orders")
    assert states(await day.records("orders"))[-1] == ("filtered", "not-paid-yet")
    await day.change(order, status_id=11)
    assert states(await day.records("orders"))[-1] == ("delivered", "")
    assert [number for number, _ in day.at_veeqo()] == [str(order["id"])]
    await equation_holds(day)


async def test_what_is_cancelled_or_paid_back_before_it_leaves_is_stopped(day: BigCommerceDay) -> None:
    stopped, paid_back, in_part, gone = [await day.buy(tea=2) for _ in range(4)]
    leaving = await day.buy(mug=3)
    await day.change(stopped, status_id=CANCELLED)
    assert states(await day.records("cancellations"))[-1] == ("delivered", "")
    await day.refund(paid_back, tea=2)
    assert states(await day.records("refunds")) == [("delivered", "")]
    await day.refund(in_part, tea=1)
    day.work_on(FIRST_PARCEL)  # the store does not know it yet
    for order in (gone, leaving):
        await day.change(order, status_id=CANCELLED)
    *_, left = sorted((hold for hold in await day.holds() if hold.code == "refused"), key=lambda hold: hold.key)
    assert (left.key, "a part of it has left" in left.message) == (str(leaving["id"]), True)
    assert {(hold.code, hold.flow) for hold in await day.holds()} == {
        ("part-paid-back", "refunds"),
        ("refused", "cancellations"),
    }
    assert {hold.owner for hold in await day.holds()} == {"customer-care"}
    await day.poll("cancellations")  # the sweep lists them, and brings nothing that is not known
    assert len(await day.holds()) == 3
    assert [status for _, status in day.at_veeqo()] == [*["cancelled"] * 2, *["shipped"] * 2, "awaiting_fulfillment"]
    assert [day.shipped(order) for order in (stopped, leaving)] == [[], []]
    await equation_holds(day)


async def test_what_comes_back_to_veeqo_is_paid_back_once_when_a_person_says_so(day: BigCommerceDay) -> None:
    order = await day.buy(tea=2)
    await day.work_and_tell(FIRST_PARCEL)
    day.happens("returns", order=str(order["id"]), sku=TEA, quantity=1, reason="Does not fit")
    await day.poll("returns")
    assert states(await day.records("returns")) == [("filtered", "not-received")]
    day.work_on(BACK)
    for _ in range(2):
        await day.poll("returns")
    (hold,) = await day.holds()
    assert (hold.code, hold.owner) == ("return-without-notice", "customer-care")
    await day.decide(hold, ReturnDecision="refund")
    assert states(await day.records("returns"))[-1] == ("delivered", "")
    (refund,) = day.call("GET", f"/v3/orders/{order['id']}/payment_actions/refunds")["data"]
    assert refund["reason"].startswith("Came back to Veeqo: Does not fit (")
    assert [item["quantity"] for item in refund["items"]] == [1]
    await day.bring("refunds")
    assert states(await day.records("refunds")) == [("filtered", "has-left")]
    assert await day.holds() == []
    await equation_holds(day)


async def test_an_order_is_made_once_whatever_happens_on_the_way(day: BigCommerceDay) -> None:
    day.switch_shop(repeat_every=1)
    for fault in ({"kind": "timeout", "seconds": 0, "after_write": True}, {"kind": "reset"}, {"kind": "throttle"}):
        day.trouble(method="POST", path="/orders", **fault)
        await day.buy(tea=1)
        assert states(await day.records("orders"))[-1] == ("in-flight", "")
        await day.bring("orders")  # the same notice once more
        await day.later(60)
        assert states(await day.records("orders"))[-1] == ("delivered", "")
    day.switch_shop(repeat_every=0, lose_every=1)
    day.begin(tea=1, pays=True)
    await day.poll("orders")
    assert [number for number, _ in day.at_veeqo()] == ["1001", "1002", "1003", "1004"]
    assert (await day.counts("orders")).duplicates == 3
    await equation_holds(day)


async def test_stock_of_each_warehouse_reaches_the_store_once_it_was_carried_out(day: BigCommerceDay) -> None:
    stockroom = Stockroom(day)
    await stockroom.read()
    await day.settle()
    assert [day.on_hand(name) for name in ("tea", "mug", "kettle")] == [120, 2, 25]
    assert [day.on_hand(name, 2) for name in ("tea", "mug", "kettle")] == [60, 5, 6]
    day.happens("stock-arrivals", sku=TEA, quantity=10)
    await stockroom.read()
    assert (day.on_hand("tea"), day.asked_for("tea")) == (120, 130)
    assert ("in-flight", "") in states(await day.records("stock"))
    await day.settle()
    assert day.on_hand("tea") == 130
    assert {state for state, _ in states(await day.records("stock"))} == {"delivered", "filtered"}
    day.shop_time(60)
    await day.buy(tea=3)  # which Veeqo's number does not show yet, and the store's does
    assert (day.on_hand("tea"), await stockroom.recount()) == (127, 0)
    here, _ = await stockroom.levels(TEA)
    assert (here.source, here.placed, here.sold) == (130, 3, 3)
    day.happens("stock-arrivals", sku=TEA, quantity=10)
    await stockroom.read()  # whose number shows the sale, too
    await day.settle()
    assert day.on_hand("tea") == 137
    await stockroom.keep_back(sku=TEA, location="6100001", quantity=7)
    await stockroom.recount()
    await day.settle()
    assert day.on_hand("tea") == 130


async def test_products_and_prices_come_from_veeqo(day: BigCommerceDay) -> None:
    await day.poll("products")
    await day.poll("prices")
    assert {state for flow in ("products", "prices") for state, _ in states(await day.records(flow))} == {"delivered"}
    prices = {sku: price for each in day.shop_state()["products"] for sku, price in each["prices"].items()}
    assert (prices["KETTLE-GN-12"], prices["BUNDLE-STARTER"]) == (79.0, 21.0)
    assert len(day.shop_state()["products"]) == 7  # all of Veeqo's were there
    await equation_holds(day)
