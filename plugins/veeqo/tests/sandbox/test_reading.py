"""The connector reads the sandbox, over real HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crossdock.connect.client import Reader
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.sandbox.start_data import EAST, NORTH

from .conftest import MUG, TEA, Account

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def everything(veeqo: Veeqo, resource: str, **asked: Any) -> list[Any]:
    async with Reader(veeqo) as reader:
        return [record async for record in reader.read(resource, **asked)]


async def test_a_part_shipment_is_read_though_the_order_has_not_shipped(veeqo: Veeqo, account: Account) -> None:
    order = account.order((MUG, 3))
    account.ship(order, order["allocations"][1])
    (shipment,) = await everything(veeqo, "shipment")
    assert shipment["id"] == order["allocations"][1]["id"]
    statuses = [allocation["order"]["status"] for allocation in await everything(veeqo, "allocation")]
    assert statuses == ["awaiting_fulfillment"] * 2


async def test_a_shipment_does_not_change_with_its_order(veeqo: Veeqo, account: Account) -> None:
    order = account.order((MUG, 3))
    account.ship(order, order["allocations"][0])
    first = await everything(veeqo, "shipment")
    account.control("advance", {"seconds": 60})
    account.ship(order, order["allocations"][1])
    assert (await everything(veeqo, "shipment"))[:1] == first


async def test_a_page_without_a_shipment_is_not_the_last_one(veeqo: Veeqo, account: Account) -> None:
    account.control("switches", {"largest_page": 100, "bucket_size": 10_000})
    orders = [account.order((TEA, 1)) for _ in range(101)]
    account.ship(orders[-1], orders[-1]["allocations"][0])
    (shipment,) = await everything(veeqo, "shipment")
    assert shipment["order"]["id"] == orders[-1]["id"]


async def test_cancelled_orders_are_a_list_of_their_own(veeqo: Veeqo, account: Account) -> None:
    kept, stopped = account.order((TEA, 1)), account.order((TEA, 1))
    account.cancel(stopped)
    assert [order["id"] for order in await everything(veeqo, "order")] == [kept["id"]]
    assert [order["id"] for order in await everything(veeqo, "cancelled_order")] == [stopped["id"]]


async def test_only_what_changed_since_is_read(veeqo: Veeqo, account: Account) -> None:
    _, touched = account.order((TEA, 1)), account.order((TEA, 1))
    account.control("advance", {"seconds": 3600})
    account.ship(touched, touched["allocations"][0])
    changed = await everything(veeqo, "order", since=NOW + timedelta(minutes=30))
    assert [order["id"] for order in changed] == [touched["id"]]


async def test_stock_is_counted_by_sku_and_warehouse(veeqo: Veeqo, account: Account) -> None:
    account.order((MUG, 3))
    entries = await everything(veeqo, "stock_entry")
    levels = veeqo.stock(veeqo.resource("stock"), entries, [("GONE-01", str(NORTH))], NOW)
    found = {(level["sku_code"], level["warehouse_id"]): level["available"] for level in levels}
    assert found["MUG-STONE-01", str(NORTH)] == 0
    assert found["MUG-STONE-01", str(EAST)] == 4
    assert found["GONE-01", str(NORTH)] == 0
    assert len(found) == 13
