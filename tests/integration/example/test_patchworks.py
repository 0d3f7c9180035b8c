"""Orders reach the warehouse through Patchworks, and what became of them goes back to its flows, whatever is retried."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from between import at_work, served
from patchworks_day import PatchworksDay
from shop_day import API, TOKEN, World, equation_holds, states

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.sandbox import start_sandbox
from crossdock.evaluate.pool import EvaluationPool
from crossdock.store.database import Database
from crossdock.testing.receiver import Receiver

SHIPPED = 200
"""Minutes after which an order has left the warehouse."""
SHIPMENTS, STOCK = 1201, 1202
KINDS = {"handoff": "patchworks", "warehouse": "seko"}
PUSHES = {
    "dispatch_url": "shipments",
    "tracking_url": "tracking",
    "stock_moved_url": "stock",
    "goods_received_url": "returns",
}
TRIGGERS = {
    "orders/create": "shop-orders",
    "orders/cancelled": "shop-cancellations",
    "refunds/create": "shop-refunds",
}


@pytest.fixture
async def day(
    mail: Receiver, catalogue: Catalogue, database: Database, pool: EvaluationPool
) -> AsyncIterator[PatchworksDay]:
    secret = start_sandbox(catalogue.connector("seko")).connection("")["push_secret"]
    with served(catalogue, {**KINDS, "shop": "shopify"}) as at:
        async with at_work("patchworks-handoff", KINDS, at, catalogue, database, pool) as running:
            with (
                httpx.Client(base_url=at["shop"]) as shop,
                httpx.Client(base_url=at["warehouse"]) as hub,
                httpx.Client(base_url=at["handoff"]) as patchworks,
            ):
                subscribe(shop, start_sandbox(catalogue.connector("patchworks")).connection(at["handoff"]))
                have_handed_over(patchworks, mail)
                have_pushed(hub, mail, secret)
                yield PatchworksDay(World(shop, hub, mail), running, patchworks)


def address_of(trigger: str, connection: Any) -> str:
    """Where a process flow's trigger is called."""
    path = f"{connection['triggers_url']}/{connection['company']}/{trigger}"
    return f"{path}?patchworks_signature={connection['trigger_signature']}"


def subscribe(shop: httpx.Client, connection: Any) -> None:
    """Have the shop tell Patchworks, at the addresses of its triggers."""
    for topic, trigger in TRIGGERS.items():
        wanted = {"webhook": {"topic": topic, "address": address_of(trigger, connection), "format": "json"}}
        shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()


def have_handed_over(patchworks: httpx.Client, mail: Receiver) -> None:
    """Have process flows send to the flows of their own."""
    patchworks.post("/_sandbox/switches", json={"hooks_url": mail.url}).raise_for_status()


def have_pushed(hub: httpx.Client, mail: Receiver, secret: str) -> None:
    """Have SEKO push to the flows of their own."""
    urls = {switch: f"{mail.url}/{flow}/{secret}" for switch, flow in PUSHES.items()}
    hub.post("/_sandbox/switches", json=urls).raise_for_status()


async def test_an_order_goes_through_patchworks_and_its_dispatch_goes_back(day: PatchworksDay) -> None:
    order = await day.buy(tea=2)
    assert states(await day.records("orders")) == [("delivered", "")]
    day.work_on(SHIPPED)
    await day.bring("shipments")
    assert states(await day.records("shipments")) == [("in-flight", "")]  # taken in, and not through yet
    await day.run_and_look()
    assert states(await day.records("shipments")) == [("delivered", "")]
    (done,) = day.handed_back().values()
    assert (done["item"]["order_id"], done["received"]) == (str(order["id"]), 1)
    assert done["item"]["lines"] == [{"sku": "TEA-ASSAM-250", "quantity": 2, "missing": 0}]
    assert done["item"]["tracking"]["company"] == "Royal Mail"
    await equation_holds(day)


async def test_a_flow_that_is_retried_starts_over_and_the_order_is_there_once(day: PatchworksDay) -> None:
    await day.buy(tea=1)
    (first,) = day.runs()
    day.at_patchworks("retries", run=int(first["id"]))
    day.run_flows()
    await day.bring("orders")
    assert (await day.counts("orders")).duplicates == 1
    assert states(await day.records("orders")) == [("delivered", "")]
    assert [number for number, _ in day.at_warehouse()] == ["1001"]
    await equation_holds(day)


async def test_an_option_that_patchworks_had_a_default_for_waits_for_a_person(day: PatchworksDay) -> None:
    await day.buy(tea=1, shipping="Riverboat (trial)")
    (hold,) = await day.holds()
    assert (hold.code, hold.owner) == ("lookup-miss", "operations")
    assert day.at_warehouse() == []


async def test_a_cancellation_stops_the_order(day: PatchworksDay) -> None:
    order = await day.buy(tea=1)
    await day.cancel(order)
    assert day.at_warehouse() == [("1001", "Cancelled")]
    assert states(await day.records("cancellations")) == [("delivered", "")]


async def test_a_parcel_is_handed_back_while_its_cancellation_that_came_too_late_is_held(day: PatchworksDay) -> None:
    order = await day.buy(tea=1)
    day.work_on(SHIPPED)
    await day.cancel(order)
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("refused", "customer-care", "cancellations")
    await day.bring("shipments")
    await day.run_and_look()
    assert states(await day.records("shipments")) == [("delivered", "")]
    (done,) = day.handed_back().values()
    assert (done["item"]["order_id"], done["received"]) == (str(order["id"]), 1)
    assert [(held.record, held.waiting) for held in await day.holds()] == [(hold.record, 0)]
    await equation_holds(day)


async def test_what_comes_back_is_told_to_the_warehouse_or_by_it(day: PatchworksDay) -> None:
    order = await day.buy(mug=2)
    day.work_on(SHIPPED)
    await day.bring("shipments")
    await day.run_and_look()
    refund = await day.take_back(order, 1)
    (announced,) = day.target()["receipts"]
    assert (announced["id"], announced["places"]) == (f"R{refund['id']}", ["DCCL01/MUGSTONE01"])
    await day.send_back(order, "MUGSTONE01", 1)  # one of two; the shop knows of one
    await day.bring("returns")
    await day.run_and_look()
    assert sorted(states(await day.records("returns"))) == [("delivered", ""), ("filtered", "announced")]
    told = day.handed_back()["1001.1"]
    assert told["item"]["lines"] == [{"sku": "MUG-STONE-01", "quantity": 1, "reason": "Not wanted"}]
    await equation_holds(day)


async def test_products_come_through_patchworks_and_wait_where_the_warehouse_needs_more(
    day: PatchworksDay, catalogue: Catalogue
) -> None:
    connection = start_sandbox(catalogue.connector("patchworks")).connection(day.patchworks_address)
    await day.list_products(address_of("shop-products", connection))
    told = sorted(states(await day.records("products")))
    assert told == [("delivered", "")] * 6 + [("filtered", "not-shipped")] * 2 + [("held", "lookup-miss")]
    (hold,) = await day.holds()
    assert (hold.owner, "BUNDLE-STARTER" in hold.message) == ("merchandising", True)
    mug = {entry["id"]: entry for entry in day.target()["products"]}["MUGSTONE02"]["document"]["ProductMaster"]
    assert (mug["GrossWeight"], mug["CountryOfOrigin"]) == (0.41, "PT")
    await equation_holds(day)


async def test_what_a_run_did_not_do_is_held_and_done_once_when_it_is_retried_there(day: PatchworksDay) -> None:
    await day.buy(tea=1)
    day.work_on(SHIPPED)
    await day.bring("shipments")
    (shipment,) = await day.records("shipments")
    day.at_patchworks("refusals", key=shipment.key)
    await day.run_and_look()
    (hold,) = await day.holds()
    assert (hold.code, hold.owner, hold.flow) == ("run-unsuccessful", "operations", "shipments")
    assert "the shop answered 422" in hold.message
    day.at_patchworks("refusals", key=shipment.key, refused=False)
    (failed,) = day.runs(SHIPMENTS)
    day.at_patchworks("retries", run=int(failed["id"]))
    day.run_flows()
    await day.release(hold)
    assert await day.holds() == []
    assert states(await day.records("shipments")) == [("delivered", "")]
    assert [run["trigger"] for run in day.runs(SHIPMENTS)] == ["API", "Retry"]
    assert day.handed_back()[shipment.key]["received"] == 1


async def test_a_start_of_which_nobody_heard_is_found_and_not_made_twice(day: PatchworksDay) -> None:
    await day.buy(tea=1)
    day.work_on(SHIPPED)
    start = f"/start/api/v1/flows/{SHIPMENTS}/*"
    day.at_patchworks("faults", next=1, kind="timeout", seconds=0, after_write=True, method="POST", path=start)
    await day.bring("shipments")
    await day.later(60)
    await day.run_and_look()
    assert states(await day.records("shipments")) == [("delivered", "")]
    assert len(day.runs(SHIPMENTS)) == 1


async def test_stock_is_handed_back_when_it_changes(day: PatchworksDay) -> None:
    await day.poll("stock")
    await day.run_and_look()
    told = len(day.runs(STOCK))
    assert day.handed_back()["DCCL01/TEAASSAM250"]["item"]["sku"] == "TEA-ASSAM-250"
    await day.later(3600)
    await day.poll("stock")
    assert len(day.runs(STOCK)) == told > 1
    await equation_holds(day)
