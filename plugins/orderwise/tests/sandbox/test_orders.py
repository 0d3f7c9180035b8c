"""Orders at the sandbox: taken, promised, despatched in parts, cancelled, and imported by its session."""

from __future__ import annotations

import pytest

from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.receiver import receiver
from crossdock_orderwise.connector import OrderWise
from crossdock_orderwise.sandbox import start_data

from .conftest import MUG, TEA, TIN, Api, new_order


def test_what_is_there_leaves_and_the_rest_follows_when_it_has_arrived(api: Api) -> None:
    order = api.order((TEA, 2), (TIN, 3))
    assert api.status(order) == "Awaiting despatch"
    api.works_on(120)
    assert api.status(order) == "Partially despatched"
    assert api.despatches() == [("D0080001", TEA, 2)]
    api.control("stock-arrivals", code=TIN, quantity=5)
    api.works_on(120)
    assert api.status(order) == "Completed"
    assert api.despatches()[1:] == [("D0080002", TIN, 3)]


def test_an_order_is_cancelled_until_something_of_it_has_left(api: Api) -> None:
    stopped, leaving = api.order((MUG, 1)), api.order((MUG, 1), number="5550001002")
    assert api.cancel(stopped).json()["status"] == "Cancelled"
    api.works_on(120)
    assert api.cancel(leaving).status_code == 400
    assert [api.status(order) for order in (stopped, leaving)] == ["Cancelled", "Completed"]


def test_a_token_ends_and_the_connection_asks_for_another(api: Api) -> None:
    assert api.client.get("/OWAPI/customers").status_code == 200
    api.control("advance", seconds=3600)
    assert api.client.get("/OWAPI/customers").status_code == 401


def test_stock_tells_its_locations_in_three_ways(api: Api) -> None:
    for shape, kind in (("text", str), ("list", list)):
        api.control("switches", locations_as=shape)
        assert {type(row["stock_locations"]) for row in api.rows(start_data.STOCK)} == {kind}
    api.control("switches", locations_as="rows")
    assert len(api.rows(start_data.STOCK)) == 12


async def test_a_number_that_is_there_is_never_sent_again(api: Api, orderwise: OrderWise) -> None:
    api.order((TEA, 1))
    message = new_order((TEA, 1), orderDate="2026-03-02T09:00:00+00:00")
    async with Line(orderwise) as line:
        with pytest.raises(PlatformError) as raised:
            await orderwise.resolve(line, orderwise.operation("create-order"), message)
    assert (raised.value.kind, raised.value.stable_code) == (ErrorKind.HOLD, "order-exists")


async def test_a_cancellation_is_confirmed_by_what_is_listed(api: Api, orderwise: OrderWise) -> None:
    order, operation = api.order((TEA, 1)), orderwise.operation("cancel-order")
    message = {"number": "5550001001"}
    async with Line(orderwise) as line:
        resolved = await orderwise.resolve(line, operation, message)
        assert resolved == {"order_id": order, "cancelled": False}
        api.control("switches", cancelled="Killed off")
        asked = await orderwise.write(line, operation, message, resolved)
        assert asked.accepted
        assert await orderwise.confirm(line, operation, asked) is None, "under that name it is not known as cancelled"
        api.control("switches", cancelled="cancelled")
        done = await orderwise.confirm(line, operation, asked)
    assert done is not None
    assert (done.id, done.accepted) == (str(order), False)


async def test_an_installation_without_that_call_cancels_by_hand(api: Api, orderwise: OrderWise) -> None:
    api.order((TEA, 1))
    api.control("switches", cancelling_by_api=False)
    operation, message = orderwise.operation("cancel-order"), {"number": "5550001001"}
    async with Line(orderwise) as line:
        resolved = await orderwise.resolve(line, operation, message)
        with pytest.raises(PlatformError) as raised:
            await orderwise.write(line, operation, message, resolved)
    assert raised.value.kind is ErrorKind.HOLD


def test_the_session_asks_on_its_schedule_and_posts_what_has_changed_once(api: Api) -> None:
    with receiver() as taking:
        api.control("switches", stock_url=f"{taking.url}/stock", despatch_url=f"{taking.url}/despatch")
        api.control("advance", seconds=600)
        (first,) = taking.wait_for(1)
        assert first.body.count(b"vad_variant_code") == 12, "six variants, each by its opening and its closing tag"
        api.order((TEA, 2))  # of the shop's session, and none of this one's
        api.control("advance", seconds=300)
        (_, second) = taking.wait_for(2)
    assert (second.path, second.body.count(b"vad_variant_code")) == ("/stock", 2)
