"""Orders go to Fulfil and come back as fulfilments and refunds; stock, products and prices come from it, money goes there."""

from __future__ import annotations

from typing import Any

from fulfil_day import FIRST_SHIPMENT, NEXT_SHIPMENT, PACKED, FulfilDay
from shop_day import equation_holds, states
from stockroom import EAST, Stockroom

MUG, TEA, TIN, KETTLE = "MUG-STONE-01", "TEA-ASSAM-250", "TIN-ROUND-S", "KETTLE-GN-12"
DAYS = 24 * 60


def fulfilled(order: Any) -> list[dict[str, int]]:
    """What each fulfilment of an order says."""
    return [{line["sku"]: line["quantity"] for line in made["line_items"]} for made in order["fulfillments"]]


async def test_each_shipment_is_one_fulfilment_and_what_comes_back_is_refunded_once(fulfil_day: FulfilDay) -> None:
    day = fulfil_day
    order = await day.buy_and_process(mug=3, tin=2)
    assert states(await day.records("orders")) == [("delivered", "")]
    await day.work_and_tell(FIRST_SHIPMENT)
    assert fulfilled(day.order(order)) == [{MUG: 2}]
    await day.work_and_tell(NEXT_SHIPMENT)
    assert day.order(order)["fulfillment_status"] == "partial"
    day.happens("stock-arrivals", sku=TIN, quantity=5)
    await day.work_and_tell(FIRST_SHIPMENT)
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{MUG: 2}, {MUG: 1}, {TIN: 2}], "fulfilled")
    assert {made["tracking_company"] for made in now["fulfillments"]} == {"Royal Mail"}
    assert day.states_at_fulfil() == [("#1001", "done")]
    day.happens("returns", order="#1001", sku=MUG, quantity=1)
    await day.poll("returns")
    assert day.order(order)["refunds"] == []  # it is not back yet
    day.work_on(3 * DAYS)
    await day.poll("returns")
    await day.bring("refunds")
    (refund,) = day.order(order)["refunds"]
    assert "came back to Fulfil" in refund["note"]
    assert states(await day.records("refunds")) == [("filtered", "came-back-to-fulfil")]
    assert await day.holds() == []
    await equation_holds(day)


async def test_an_order_with_a_sku_that_fulfil_does_not_have_waits_and_is_sent_once(fulfil_day: FulfilDay) -> None:
    day = fulfil_day
    day.happens("archivings", sku=TEA)
    await day.buy(tea=1)
    (hold,) = await day.holds()
    assert (hold.code, day.at_fulfil()) == ("sku-unknown", [])
    day.happens("archivings", sku=TEA, archived=False)
    day.trouble(method="PUT", path="*/create_order", kind="timeout", seconds=0, after_write=True)
    await day.release(hold)
    await day.later(60)
    (sent,) = day.at_fulfil()
    assert (states(await day.records("orders")), sent["received"]) == ([("delivered", "")], 2)


async def test_what_is_called_back_in_time_is_and_the_rest_is_for_customer_care(fulfil_day: FulfilDay) -> None:
    day = fulfil_day
    stopped, shorter, packed = [await day.buy_and_process(tea=3) for _ in range(3)]
    await day.cancel(stopped)
    await day.refund(shorter, TEA, 2)
    assert [entry["lines"][0]["cancelled"] for entry in day.at_fulfil()] == [3, 2, 0]
    day.work_on(PACKED)
    await day.cancel(packed)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    assert "is packed" in hold.message
    await day.work_and_tell(FIRST_SHIPMENT)
    assert day.states_at_fulfil()[:2] == [("#1001", "cancel"), ("#1002", "done")]
    undecided, parcel = await day.holds()  # it left all the same, and is not kept waiting for what becomes of the other
    assert (undecided.record, undecided.waiting) == (hold.record, 0)
    assert (parcel.code, parcel.flow, parcel.object_id) == ("refused", "shipments", hold.object_id)
    assert fulfilled(day.order(shorter)) == [{TEA: 1}]
    await equation_holds(day)


async def test_stock_and_prices_come_from_fulfil_and_customers_and_payouts_go_there(fulfil_day: FulfilDay) -> None:
    day, stockroom = fulfil_day, Stockroom(fulfil_day)
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("tea", "mug", "kettle")] == [120, 2, 25]
    assert [stockroom.shown(name, EAST) for name in ("tea", "mug", "kettle")] == [60, 5, 6]
    day.shop_time(60)
    await day.buy_and_process(tea=2)
    await stockroom.read()
    assert stockroom.shown("tea") == 118  # what is reserved is not on sale, though it lies there
    await day.poll("products")
    day.happens("prices", sku=KETTLE, price="70.00")
    await day.poll("prices")
    variants = day.variants()
    assert (variants[TEA]["price"], variants[KETTLE]["price"], variants[KETTLE]["weight"]) == ("5.50", "84.00", 1.1)
    await day.poll("customers")
    (customer,) = day.at_fulfil("customers")
    assert customer["contacts"][0] == "alex@example.com"
    day.shop_time(10 * DAYS * 60)
    for _ in range(2):
        await day.poll("payouts")
    (entry,) = day.at_fulfil("entries")
    assert entry["debit"] == entry["credit"] == "27.95"
    assert await day.holds() == []
    await equation_holds(day)
