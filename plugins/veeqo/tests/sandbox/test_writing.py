"""The connector creates orders, over real HTTP, once."""

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

from .conftest import TEA, Account

CREATE = Veeqo.operation("create-order")
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
