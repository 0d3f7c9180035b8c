"""The connector reads, writes and cancels, over real HTTP, once."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.connect import Receipt
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock_deposco.connector import Deposco
from crossdock_deposco.sandbox.start_data import EAST, OTHER_UNIT

from .conftest import MUG, TEA, Environment, new_customer_order, new_order, new_return, reference

CREATE, TAKE_IN, CANCEL, IMPORT, RETURN = (
    Deposco.operation(name)
    for name in ("create-order", "create-customer-order", "cancel-order", "import-items", "create-return")
)


async def everything(deposco: Deposco, line: Line, resource: str, **asked: Any) -> list[Any]:
    return [record async for record in Reader(deposco, line=line).read(resource, **asked)]


async def write(deposco: Deposco, line: Line, operation: Any, message: Any) -> Receipt:
    return await deposco.write(line, operation, message, await deposco.resolve(line, operation, message))


async def refused(deposco: Deposco, line: Line, operation: Any, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await write(deposco, line, operation, message)
    assert not raised.value.uncertain
    return raised.value


async def test_an_order_comes_with_all_its_lines(deposco: Deposco, open_line: Line, environment: Environment) -> None:
    environment.order(*[(TEA, 1)] * 60)
    (order,) = await everything(deposco, open_line, "sales_order")
    numbers = {each["lineNumber"] for each in order["orderLines"]["data"]}
    assert numbers == {str(number) for number in range(1, 61)}


async def test_a_shipment_comes_with_its_order_and_all_its_lines(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    environment.control("switches", {"units_per_parcel": 15})
    environment.order(*[(TEA, 1)] * 25, otherReferenceNumber="5890012340010")
    environment.work_on(600)
    shipments = await everything(deposco, open_line, "shipment")
    assert [len(each["shipmentLines"]["data"]) for each in shipments] == [10, 15]
    assert {each["order"]["otherReferenceNumber"] for each in shipments} == {"5890012340010"}


async def test_rows_of_another_business_unit_are_left_out_where_a_filter_is_ignored(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    assert len(environment.get("/items")["data"]) == 7
    own = await everything(deposco, open_line, "item")
    assert len(own) == 6
    assert await everything(deposco, open_line, "item", businessUnit=OTHER_UNIT) == []


async def test_stock_is_read_at_the_older_api_by_facility(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    environment.order((MUG, 3))
    found = await everything(deposco, open_line, "stock_entry")
    levels = {(each["item"], each["facility"]): each["inventory"] for each in found}
    assert levels[MUG, "NORTH"]["availableToPromise"] == "5.0"
    assert (len(levels), levels[MUG, EAST]["total"]) == (12, "5")


async def test_an_order_is_created_once_and_found_again(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    message = new_order((TEA, 2), (MUG, 1))
    assert await deposco.find(open_line, CREATE, message, {}) is None
    made = await write(deposco, open_line, CREATE, message)
    assert made.identities == (("order", made.id), ("order_number", "1001"))
    assert await deposco.find(open_line, CREATE, message, {}) == made
    again = await refused(deposco, open_line, CREATE, message)
    assert (again.kind, again.stable_code) == (ErrorKind.HOLD, "order-exists")


@pytest.mark.parametrize("operation", [CREATE, TAKE_IN])
async def test_an_item_that_is_not_there_is_held_before_anything_is_made(
    operation: Any, deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    order = new_order((TEA.lower(), 1)) if operation is CREATE else new_customer_order(TEA.lower())
    error = await refused(deposco, open_line, operation, order)
    assert (error.kind, error.stable_code) == (ErrorKind.HOLD, "sku-unknown")
    assert TEA.lower() in error.message
    environment.work_on(1)
    assert environment.get("/orders/customerOrders")["data"] == environment.get("/orders/salesOrders")["data"] == []


async def test_a_customer_order_is_done_when_it_shows(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    message = new_customer_order(TEA, MUG)
    taken = await write(deposco, open_line, TAKE_IN, message)
    assert taken.accepted
    assert await deposco.confirm(open_line, TAKE_IN, taken) is None
    assert await deposco.find(open_line, TAKE_IN, message, {}) is None
    environment.work_on(1)
    shown = await deposco.confirm(open_line, TAKE_IN, taken)
    assert shown is not None
    assert shown.identities == (("customer_order", "WEB-1001"), ("customer_order_id", shown.id))
    assert await deposco.find(open_line, TAKE_IN, message, {}) == shown
    assert (await refused(deposco, open_line, TAKE_IN, message)).stable_code == "order-exists"


async def test_of_several_customer_orders_the_oldest_that_is_not_cancelled_is_meant(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    message = new_customer_order(TEA)
    for _ in range(3):
        environment.post("/orders/customerOrders", {"customerOrder": message})
    environment.work_on(1)
    orders = environment.get("/orders/customerOrders")["data"]
    oldest, second, _ = sorted(order["self"]["id"] for order in orders)
    first_child = min(child["self"]["id"] for child in environment.get("/orders/salesOrders")["data"])
    found = await deposco.find(open_line, TAKE_IN, message, {})
    assert (found and found.id) == str(oldest)
    assert environment.post(f"/orders/salesOrders/{first_child}/cancellations").is_success
    found = await deposco.find(open_line, TAKE_IN, message, {})
    assert (found and found.id) == str(second)


async def test_an_order_is_cancelled_once_before_it_is_released(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    order = environment.order((TEA, 2))
    first, second = [await write(deposco, open_line, CANCEL, {"number": "1001"}) for _ in range(2)]
    assert first == second
    assert (first.id, environment.now(order)["orderStatus"]) == (str(order), "Canceled")


async def test_from_the_point_of_no_return_on_nothing_is_sent(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    order = environment.order((TEA, 2))
    environment.work_on(30)
    environment.control("faults", {"kind": "latency", "seconds": 0, "share": 1, "method": "POST", "path": "*"})
    error = await refused(deposco, open_line, CANCEL, {"number": "1001"})
    assert "'Released', beyond the point of no return" in error.message
    (posts,) = environment.client.get("/_sandbox/faults").json()["faults"]
    assert posts["calls"] == 1  # for a token
    assert environment.now(order)["orderStatus"] == "Released"


async def test_a_picker_who_is_quicker_than_the_cancellation_is_told_of(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    environment.order((TEA, 2))
    resolved = await deposco.resolve(open_line, CANCEL, {"number": "1001"})
    environment.work_on(30)
    with pytest.raises(PlatformError, match="cannot be updated while in the status of Released") as raised:
        await deposco.write(open_line, CANCEL, {"number": "1001"}, resolved)
    assert raised.value.kind is ErrorKind.HOLD


async def test_an_order_that_is_not_there_is_not_cancelled(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    environment.order((TEA, 1), number="10011")
    assert "no sales order 1001;" in (await refused(deposco, open_line, CANCEL, {"number": "1001"})).message


async def test_a_return_is_announced_once(deposco: Deposco, open_line: Line, environment: Environment) -> None:
    environment.order((TEA, 2))
    first, second = [await write(deposco, open_line, RETURN, new_return((TEA, 1))) for _ in range(2)]
    assert first == second
    (awaited,) = await everything(deposco, open_line, "return")
    assert awaited["parentOrder"]["businessKey"]["number"] == "1001"


def entity(number: str, upc: str) -> Any:
    packs = [{"type": "Each", "quantity": 1}]
    return {
        "businessUnit": reference(code="EXTEA"),
        "number": number,
        "packs": packs,
        "upcs": {"data": [{"value": upc}]},
    }


async def test_an_import_is_done_when_none_of_its_items_failed(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    taken = await write(deposco, open_line, IMPORT, {"product": "7", "entities": [entity("A", "1"), entity("B", "2")]})
    assert (taken.accepted, await deposco.confirm(open_line, IMPORT, taken)) == (True, None)
    environment.work_on(1)
    done = await deposco.confirm(open_line, IMPORT, taken)
    assert done is not None
    assert (done.accepted, done.identities) == (False, (("product", "7"),))


async def test_an_import_that_failed_in_part_is_held_in_the_words_of_each_item(
    deposco: Deposco, open_line: Line, environment: Environment
) -> None:
    taken = await write(deposco, open_line, IMPORT, {"product": "7", "entities": [entity("A", "1"), entity("B", "1")]})
    environment.work_on(1)
    with pytest.raises(PlatformError, match="partially failed: UPC 1 is already used by item A") as raised:
        await deposco.confirm(open_line, IMPORT, taken)
    assert raised.value.kind is ErrorKind.HOLD
