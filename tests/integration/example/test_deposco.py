"""An order goes to the facility that serves it, and each shipment of it comes back to the shop as a fulfilment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from between import at_work, served
from deposco_day import NEXT_PARCEL, PACKED, PLANNED, RELEASED, RETURNED, DeposcoDay
from shop_day import API, TOKEN, World, equation_holds, states
from stockroom import EAST, Stockroom

from crossdock.connect import Rate
from crossdock.connect.catalogue import Catalogue
from crossdock.evaluate.pool import EvaluationPool
from crossdock.store.database import Database
from crossdock.testing.receiver import Receiver
from crossdock_deposco.connector import Deposco

KINDS = {"shop": "shopify", "warehouse": "deposco"}
TOPICS = {"orders": "orders/create", "cancellations": "orders/cancelled", "refunds": "refunds/create"}
MUG, TEA, TIN = "MUG-STONE-01", "TEA-ASSAM-250", "TIN-ROUND-S"


@pytest.fixture
async def deposco_day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[DeposcoDay]:
    monkeypatch.setattr(Deposco, "rate", Rate(per_second=1000, burst=1000))  # the sandbox counts by a clock that stands
    with served(catalogue, KINDS) as at:
        async with at_work("shopify-deposco", KINDS, at, catalogue, database, pool) as running:
            with httpx.Client(base_url=at["shop"]) as shop, httpx.Client(base_url=at["warehouse"]) as hub:
                subscribe(shop, mail)
                day = DeposcoDay(World(shop, hub, mail), running)
                day.switch(bucket_size=10_000)
                yield day


def subscribe(shop: httpx.Client, mail: Receiver) -> None:
    """Have the shop send what happens to the flows of their own."""
    shop.post("/_sandbox/switches", json={"bucket_size": 10_000}).raise_for_status()
    for flow, topic in TOPICS.items():
        wanted = {"webhook": {"topic": topic, "address": f"{mail.url}/{flow}", "format": "json"}}
        shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()


def fulfilled(order: Any) -> list[dict[str, int]]:
    """What each fulfilment of an order says."""
    return [{line["sku"]: line["quantity"] for line in made["line_items"]} for made in order["fulfillments"]]


async def test_each_shipment_is_one_fulfilment_and_what_comes_back_is_sold_again(deposco_day: DeposcoDay) -> None:
    day, stockroom = deposco_day, Stockroom(deposco_day)
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("tea", "kettle")] == [120, 25]
    assert [stockroom.shown(name, EAST) for name in ("tea", "kettle")] == [60, 6]
    day.shop_time(60)
    day.switch(units_per_parcel=2, minutes_to_label=5)
    order = await day.buy(tea=3)
    assert states(await day.records("orders")) == [("delivered", "")]
    assert day.at_deposco() == [("NORTH", "New", {TEA: 3})]
    await day.work_and_tell(PACKED, "shipments")
    assert states(await day.records("shipments")) == [("filtered", "unlabelled")]
    await day.work_and_tell(5, "shipments")
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{TEA: 2}], "partial")
    await day.work_and_tell(NEXT_PARCEL + 5, "shipments", "rests", "never-found")
    now = day.order(order)
    assert (fulfilled(now), now["fulfillment_status"]) == ([{TEA: 2}, {TEA: 1}], "fulfilled")
    assert [made["tracking_company"] for made in now["fulfillments"]] == ["Royal Mail"] * 2
    assert len({number for made in now["fulfillments"] for number in made["tracking_numbers"]}) == 2
    await day.send_back(now, 2)
    (returned,) = day.held("returns")
    assert (returned["status"], returned["lines"][0]["ordered"]) == ("New", 2)
    day.work_on(RETURNED)
    await stockroom.read()
    assert (stockroom.shown("tea"), stockroom.on_hand("tea")) == (119, 119)
    day.happens("returns", order=str(order["id"]), item=TEA, quantity=1)
    await day.poll("returns")
    for _ in range(2):
        await day.work_and_tell(RETURNED, "returns")
    (hold,) = await day.holds()
    assert (hold.code, hold.owner) == ("return-without-notice", "customer-care")
    await day.decide(hold, ReturnDecision="refund")
    await day.bring("refunds")
    told = sorted(states(await day.records("returns")))
    assert told == [("delivered", ""), ("filtered", "announced-by-the-shop"), ("filtered", "not-received")]
    assert [refund["note"].partition(" (")[0] for refund in day.order(order)["refunds"]] == [
        "Not wanted",
        "Goods came back to the warehouse",
    ]
    assert states(await day.records("refunds"))[-1] == ("filtered", "nothing-comes-back")
    assert await day.holds() == []
    await equation_holds(day)


async def test_an_order_is_called_back_until_it_is_released(deposco_day: DeposcoDay) -> None:
    day = deposco_day
    stopped, released = await day.buy(tea=1), await day.buy(mug=1)
    day.work_on(PLANNED)
    await day.cancel(stopped)
    day.work_on(RELEASED)
    await day.cancel(released)
    assert [status for _, status, _ in day.at_deposco()] == ["Canceled", "Released"]
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    assert "beyond the point of no return" in hold.message
    await day.skip(hold)
    await day.poll("never-found")  # the shop cancelled the one itself
    assert set(states(await day.records("never-found"))) == {("delivered", ""), ("filtered", "still-wanted")}
    await equation_holds(day)


async def test_what_is_not_found_is_refunded_and_its_stock_is_put_right(deposco_day: DeposcoDay) -> None:
    day, stockroom = deposco_day, Stockroom(deposco_day)
    day.happens("stock-arrivals", item=TIN, quantity=1)
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("mug", "tin")] == [8, 1]
    day.shop_time(60)
    short, lost = await day.buy(mug=2), await day.buy(tin=1)
    day.happens("missing-goods", item=MUG, quantity=1)
    day.happens("missing-goods", item=TIN, quantity=1)
    await day.work_and_tell(PACKED, "shipments", "rests", "never-found")
    await day.bring("refunds")
    now, gone = day.order(short), day.order(lost)
    assert (fulfilled(now), now["fulfillment_status"], len(now["refunds"])) == ([{MUG: 1}], "fulfilled", 1)
    assert (gone["cancelled_at"] is not None, gone["financial_status"]) == (True, "refunded")
    assert states(await day.records("refunds")) == [("filtered", "our-own")]
    await stockroom.read()
    assert [stockroom.shown(name) for name in ("mug", "tin")] == [6, 0]
    assert await day.holds() == []
    await equation_holds(day)


async def test_products_come_before_orders_routes_before_countries_and_each_of_them_once(
    deposco_day: DeposcoDay,
) -> None:
    day = deposco_day
    await day.read_products()
    told = [state for state in states(await day.records("products")) if state[0] != "filtered"]
    assert set(told) == {("delivered", "")}
    received = {item["id"]: item["received"] for item in day.held("items")}
    assert (received[f"EXTEA/{TEA}"], received["EXOTHER/SOAP-BAR"]) == (1, 0)
    for fault in ({"kind": "timeout", "seconds": 0, "after_write": True}, {"kind": "reset"}, {"kind": "throttle"}):
        day.trouble(method="POST", path="/latest/orders/salesOrders", **fault)
        await day.buy(tea=1)
        assert states(await day.records("orders"))[-1] == ("in-flight", "")
        await day.later(60)
        assert states(await day.records("orders"))[-1] == ("delivered", "")
    bundle, routed = await day.buy(bundle=1), day.order_only(mug=1)
    day.route(routed, "east")
    await day.poll("orders")
    assert day.at_deposco()[3:] == [("NORTH", "New", {TEA: 1, MUG: 1, TIN: 1}), ("EAST", "New", {MUG: 1})]
    await day.work_and_tell(PACKED, "shipments")
    assert [status for _, status, _ in day.at_deposco()][3:] == ["Back Ordered", "Ship Complete"]
    day.happens("stock-arrivals", item=TIN, quantity=1)
    await day.work_and_tell(PACKED, "shipments")
    assert fulfilled(day.order(bundle)) == [{"BUNDLE-STARTER": 1}]
    assert [order["received"] for order in day.held("orders")] == [1] * 5
    assert await day.holds() == []
    await equation_holds(day)
