"""The connector creates and cancels orders and sets stock, over real HTTP, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from crossdock.connect import Receipt
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, PlatformError
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.sandbox.start_data import NORTH

from .conftest import MUG, TEA, Account

CREATE, CANCEL, SET_STOCK = (Veeqo.operation(name) for name in ("create-order", "cancel-order", "set-stock"))
CANCELLATION = {"number": "#1001", "channel_id": 5100001, "reason": "Changed their mind"}
SAMPLES = {sample.name: sample.payload for sample in Veeqo.resource("new_order").samples(Veeqo.package)}


@pytest.fixture
async def line(veeqo: Veeqo, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(veeqo, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


def new(**changes: Any) -> Any:
    return {**json_text.decode(SAMPLES["paid"]), **changes}


def of_sku(sku: str) -> Any:
    return new(line_items_attributes=[{"sku_code": sku, "quantity": 1, "price_per_unit": "5.50"}])


async def create(veeqo: Veeqo, line: Line, message: Any) -> Receipt:
    return await veeqo.write(line, CREATE, message, await veeqo.resolve(line, CREATE, message))


async def refused(veeqo: Veeqo, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await create(veeqo, line, message)
    return raised.value


async def test_an_order_is_created_with_the_ids_of_its_skus(veeqo: Veeqo, line: Line, account: Account) -> None:
    receipt = await create(veeqo, line, new())
    (order,) = account.get("/orders").json()
    assert receipt.identities == (("order", str(order["id"])), ("order_number", "#1001"))
    assert [(each["sellable"]["sku_code"], each["quantity"]) for each in order["line_items"]] == [
        ("TEA-ASSAM-250", 2),
        ("MUG-STONE-01", 1),
    ]


@pytest.mark.parametrize("sku", ["NO-SUCH", "TEA-ASSAM", "tea-assam-250"])
async def test_a_sku_that_only_resembles_one_is_held(sku: str, veeqo: Veeqo, line: Line, account: Account) -> None:
    error = await refused(veeqo, line, of_sku(sku))
    assert (error.kind, error.stable_code) == (ErrorKind.HOLD, "sku-unknown")
    assert sku in error.message
    assert account.get("/orders").json() == []


@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_a_number_that_is_there_is_not_sent_again(
    is_cancelled: bool, veeqo: Veeqo, line: Line, account: Account
) -> None:
    order = account.order((TEA, 1), number="#1001")
    if is_cancelled:
        account.cancel(order)
    error = await refused(veeqo, line, new())
    assert (error.kind, error.stable_code) == (ErrorKind.HOLD, "order-exists")


async def test_a_longer_number_is_another_order(veeqo: Veeqo, line: Line, account: Account) -> None:
    account.order((TEA, 1), number="#10012")
    assert (await create(veeqo, line, new())).identities[1] == ("order_number", "#1001")


@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_an_order_whose_answer_was_lost_is_found(
    is_cancelled: bool, veeqo: Veeqo, line: Line, account: Account
) -> None:
    message = new()
    resolved = await veeqo.resolve(line, CREATE, message)
    assert await veeqo.find(line, CREATE, message, resolved) is None
    made = await veeqo.write(line, CREATE, message, resolved)
    if is_cancelled:
        account.client.put(f"/orders/{made.id}/cancel", json={"reason": ""})
    assert await veeqo.find(line, CREATE, message, resolved) == made


async def test_what_veeqo_refuses_is_held_in_its_words(veeqo: Veeqo, line: Line, account: Account) -> None:
    error = await refused(veeqo, line, new(delivery_method_id=7))
    assert (error.kind, error.status, error.uncertain) == (ErrorKind.HOLD, 404, False)
    assert "Not found" in error.message


async def test_a_sku_is_looked_up_once_for_many_orders(veeqo: Veeqo, line: Line, account: Account) -> None:
    account.control("faults", {"kind": "latency", "seconds": 0, "share": 1, "path": "/products"})
    for number in ("#1001", "#1002", "#1003"):
        await create(veeqo, line, {**of_sku("TEA-ASSAM-250"), "number": number})
    (searches,) = account.get("/_sandbox/faults").json()["faults"]
    assert searches["calls"] == 1


async def test_a_sku_whose_sellable_is_gone_is_looked_up_anew(veeqo: Veeqo, line: Line, account: Account) -> None:
    async def gone() -> int:
        return 7

    await line.ids.get("sellable", "TEA-ASSAM-250", gone)
    assert (await refused(veeqo, line, of_sku("TEA-ASSAM-250"))).status == 404
    assert (await create(veeqo, line, of_sku("TEA-ASSAM-250"))).id


async def cancel(veeqo: Veeqo, line: Line, message: Any) -> Receipt:
    return await veeqo.write(line, CANCEL, message, await veeqo.resolve(line, CANCEL, message))


async def not_cancelled(veeqo: Veeqo, line: Line) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await cancel(veeqo, line, CANCELLATION)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.HOLD, False)
    return raised.value


async def test_an_order_is_cancelled_once(veeqo: Veeqo, line: Line, account: Account) -> None:
    order = account.order((TEA, 5))
    first, second = [await cancel(veeqo, line, CANCELLATION) for _ in range(2)]
    assert first == second
    assert first.identities == (("order", str(order["id"])), ("order_number", "#1001"))
    now = account.now(order)
    assert (now["status"], now["cancel_reason"]) == ("cancelled", "Changed their mind")


async def test_of_several_orders_the_one_that_is_not_cancelled_is_meant(
    veeqo: Veeqo, line: Line, account: Account
) -> None:
    account.cancel(account.order((TEA, 1)))
    order = account.order((TEA, 1))
    assert (await cancel(veeqo, line, CANCELLATION)).id == str(order["id"])
    account.order((TEA, 1))
    account.order((TEA, 1))
    assert "2 orders #1001" in (await not_cancelled(veeqo, line)).message


async def test_an_order_that_is_not_there_is_not_cancelled(veeqo: Veeqo, line: Line, account: Account) -> None:
    account.order((TEA, 1), number="#10011")
    assert "no order #1001" in (await not_cancelled(veeqo, line)).message


async def test_from_the_first_parcel_on_nothing_is_called_back(veeqo: Veeqo, line: Line, account: Account) -> None:
    order = account.order((MUG, 3))
    account.ship(order, order["allocations"][0])
    error = await not_cancelled(veeqo, line)
    assert "a part of it has left" in error.message
    assert account.now(order)["cancelled_at"] is None


async def test_while_an_order_is_allocated_anew_nobody_knows_what_has_left(
    veeqo: Veeqo, line: Line, account: Account
) -> None:
    order = account.order((MUG, 3))
    account.ship(order, order["allocations"][0])
    account.control("reallocations", {"order": "#1001"})
    with pytest.raises(PlatformError, match="anew") as raised:
        await cancel(veeqo, line, CANCELLATION)
    assert raised.value.kind is ErrorKind.RETRY
    account.control("advance", {"seconds": 30})
    assert "a part of it has left" in (await not_cancelled(veeqo, line)).message


async def test_a_parcel_that_leaves_while_it_is_cancelled_is_told_by_veeqo(
    veeqo: Veeqo, line: Line, account: Account
) -> None:
    order = account.order((TEA, 1))
    resolved = await veeqo.resolve(line, CANCEL, CANCELLATION)
    account.ship(order, order["allocations"][0])
    with pytest.raises(PlatformError, match="already been shipped") as raised:
        await veeqo.write(line, CANCEL, CANCELLATION, resolved)
    assert raised.value.kind is ErrorKind.HOLD


@pytest.mark.parametrize("switch", [{"cancelling_by_api": False}, {"cancelling_is_a_note": True}])
async def test_where_veeqo_does_not_cancel_a_person_does(
    switch: dict[str, bool], veeqo: Veeqo, line: Line, account: Account
) -> None:
    order = account.order((TEA, 1))
    account.control("switches", switch)
    assert "by hand" in (await not_cancelled(veeqo, line)).remedy
    assert account.now(order)["status"] == "awaiting_fulfillment"


async def test_a_level_is_set_as_it_was_counted(veeqo: Veeqo, line: Line, account: Account) -> None:
    account.order((MUG, 1))
    message = {"sku_code": "MUG-STONE-01", "warehouse_id": NORTH, "physical_stock_level": 9}
    receipt = await veeqo.write(line, SET_STOCK, message, await veeqo.resolve(line, SET_STOCK, message))
    assert receipt.identities == (("stock", f"MUG-STONE-01/{NORTH}"),)
    assert account.entry(MUG, NORTH) == (9, 1, 8)
