"""Where Deposco is odd."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import Answer, Asked, Page, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock_deposco import stock
from crossdock_deposco.connector import Deposco
from crossdock_deposco.listing import NextLink
from crossdock_deposco.settings import DeposcoSettings

SETTINGS = DeposcoSettings(
    business_unit="EXTEA",
    client_id="made-up-client",
    client_secret=Secret("made-up-client-secret"),
    refresh_token=Secret("made-up-refresh-token"),
    legacy_address="https://extea.deposco.com/integration/EXTEA",
    legacy_user="crossdock",
    legacy_password=Secret("made-up-legacy-password"),
)
DEPOSCO = Deposco(SETTINGS)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LIST = "https://api.deposco.com/latest/items"


def answer(document: Any, status: int = 200) -> Answer:
    return Answer(status=status, headers={}, body=json_text.encode(document), url=LIST, received_at=NOW)


def following(**said: Any) -> Asked | None:
    document = {"links": [], "complete": True, "pages": 1, "data": [], **said}
    return NextLink().following(Page(asked=Asked(LIST), answer=answer(document), records=[], before=0))


def test_the_next_page_is_the_link_s_until_a_list_is_complete() -> None:
    link = {"rel": "next", "href": f"{LIST}?searchId=abc"}
    assert following(complete=False, links=[{"rel": "self", "href": LIST}, link]) == Asked(f"{LIST}?searchId=abc")
    assert following(complete=True, links=[link]) is None


@pytest.mark.parametrize("said", [{"complete": False}, {"complete": None}, {"links": None}])
def test_a_list_that_does_not_say_how_it_goes_on_is_never_taken_for_the_end(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"complete|next page"):
        following(**said)


async def test_each_api_is_asked_with_its_own_proof() -> None:
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if request.url.host == "auth.deposco.com":
            return httpx.Response(200, json={"access_token": "made-up-access", "expires_in": 3600})
        is_older = request.url.host == "extea.deposco.com"
        return httpx.Response(200, json={"itemInventory": []} if is_older else listed())

    async with Line(DEPOSCO, transport=httpx.MockTransport(handle)) as line:
        for resource in ("stock_entry", "item"):
            assert [each async for each in Reader(DEPOSCO, line=line).read(resource)] == []
    stock_call, token_call, item_call = asked
    assert str(stock_call.url) == "https://extea.deposco.com/integration/EXTEA/inventory/full"
    assert stock_call.headers["authorization"].startswith("Basic ")
    assert dict(httpx.QueryParams(token_call.content.decode()))["grant_type"] == "refresh_token"
    assert item_call.headers["authorization"] == "Bearer made-up-access"
    assert dict(item_call.url.params) == {"businessUnit": "EXTEA", "pageSize": "50"}


def listed(*rows: Any) -> Any:
    return {"links": [], "complete": True, "pages": 1, "data": list(rows)}


def parcel(number: int, *orders: int, lines: tuple[int, ...] = ()) -> Any:
    """A shipment of some orders, with a unit of each of some order lines."""
    rows = [{"orderLine": {"id": line}, "item": {}, "shippedPackQuantity": 1} for line in lines]
    headers = listed(*({"id": order} for order in orders))
    return {"self": {"id": number}, "status": "Shipped", "orderHeaders": headers, "shipmentLines": listed(*rows)}


async def shipments(*told: Any) -> list[Any]:
    """What is read of some shipments, where orders 1 and 2 have the lines 11 and 21, and there are no others."""
    documents = {"/latest/shipments/outboundShipments": listed(*told)}
    for order in (1, 2):
        path = f"/latest/orders/salesOrders/{order}"
        documents[path] = {"self": {"id": order}, "number": f"N-{order}", "orderStatus": "Ship Complete"}
        documents[f"{path}/orderLines"] = listed({"self": {"id": 10 * order + 1}})

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token":
            return httpx.Response(200, json={"access_token": "made-up-access"})
        found = documents.get(request.url.path)
        return httpx.Response(404, json={"errors": []}) if found is None else httpx.Response(200, json=found)

    async with Line(DEPOSCO, transport=httpx.MockTransport(handle)) as line:
        return [each async for each in Reader(DEPOSCO, line=line).read("shipment")]


async def test_a_shipment_of_several_orders_is_one_record_for_each_with_its_own_lines() -> None:
    found = await shipments(parcel(5, 1, 2, lines=(11, 21, 11)))
    parted = [(each["order"], [line["orderLine"]["id"] for line in each["shipmentLines"]["data"]]) for each in found]
    assert parted == [
        ({"self": {"id": 1}, "number": "N-1"}, [11, 11]),
        ({"self": {"id": 2}, "number": "N-2"}, [21]),
    ]


async def test_a_shipment_of_a_transfer_is_left_out_and_keeps_no_other_from_coming() -> None:
    found = await shipments(parcel(5, 9, lines=(91,)), parcel(6, 1, lines=(11,)))
    assert [each["self"]["id"] for each in found] == [6]


@pytest.mark.parametrize(
    "told",
    [
        parcel(5, 1, 2, lines=(11, 31)),
        {**parcel(5, 1, lines=(11,)), "orderHeaders": {**listed({"id": 1}), "complete": False}},
        {**parcel(5, 1), "orderHeaders": None},
    ],
)
async def test_goods_of_a_shipment_never_vanish(told: Any) -> None:
    with pytest.raises(PlatformError, match="answered without 'shipment'") as raised:
        await shipments(told)
    assert raised.value.kind is ErrorKind.HOLD


def test_without_the_older_api_stock_cannot_be_read() -> None:
    newer = Deposco(msgspec.structs.replace(SETTINGS, legacy_password=None))
    with pytest.raises(InvalidInput, match="older API"):
        next(iter(newer.queries(Deposco.resource("stock_entry"), {})))


SHELF = {"facility": "NORTH", "inventory": {"availableToPromise": "7.0"}}


@pytest.mark.parametrize(
    "document",
    [
        {"itemInventories": {"itemInventory": [{"itemNumber": "TEA", "facilityInventory": [SHELF]}]}},
        {"itemInventory": {"itemNumber": "TEA", "facilityInventory": SHELF}},
    ],
)
def test_one_of_several_may_stand_without_its_list(document: Any) -> None:
    (entry,) = stock.entries(stock.items(document))
    assert entry == {"item": "TEA", **SHELF}


@pytest.mark.parametrize("document", [{}, [], None, {"data": []}, {"itemInventories": {}}])
def test_no_list_of_stock_is_never_an_empty_one(document: Any) -> None:
    with pytest.raises(ValueError, match="no list"):
        stock.items(document)


@pytest.mark.parametrize("level", [None, {"@nil": "true"}, "many", ""])
def test_a_level_that_cannot_be_read_is_never_taken_for_zero(level: Any) -> None:
    shelf = {"facility": "NORTH", "inventory": {"availableToPromise": level}}
    with pytest.raises(ValueError, match="is no level"):
        list(stock.entries([{"itemNumber": "TEA", "facilityInventory": shelf}]))


def test_an_item_that_is_nowhere_tells_no_stock() -> None:
    assert list(stock.entries([{"itemNumber": "TEA", "facilityInventory": {"@nil": "true"}}])) == []


@given(level=st.integers(-50, 50), as_text=st.booleans())
def test_what_can_be_sold_is_whole_and_never_less_than_none(level: int, as_text: bool) -> None:
    told = f"{level}.0" if as_text else level
    entry = {"item": "TEA", "facility": "NORTH", "inventory": {"availableToPromise": told}}
    (counted,) = stock.counted([entry], [], NOW)
    assert counted["available"] == max(0, level)


def test_what_is_absent_is_told_as_none() -> None:
    assert stock.counted([], [("TEA", "EAST")], NOW) == [
        {"item": "TEA", "facility": "EAST", "available": 0, "as_of": "2026-03-02T09:30:00+00:00"}
    ]


@pytest.mark.parametrize(
    ("status", "words", "kind", "code"),
    [
        (409, "The resource was updated by a concurrent request. Please retry", ErrorKind.RETRY, "platform"),
        (409, "Another conflict", ErrorKind.HOLD, "platform"),
        (404, "Item with business key number = [TEA] could not be found", ErrorKind.HOLD, "sku-unknown"),
        (404, "The resource could not be found", ErrorKind.HOLD, "platform"),
        (400, "salesOrder.number size must be between 0 and 50", ErrorKind.HOLD, "platform"),
    ],
)
def test_refusals_mean_what_their_words_say(status: int, words: str, kind: ErrorKind, code: str) -> None:
    error = DEPOSCO.failure(answer({"errors": [{"errorMessage": words}]}, status))
    assert isinstance(error, PlatformError)
    assert (error.kind, error.stable_code) == (kind, code)
    assert words in error.message


def test_several_messages_of_a_refusal_are_all_told() -> None:
    error = DEPOSCO.failure(answer({"errors": [{"errorMessage": "One."}, {"errorMessage": "Two."}]}, 400))
    assert error is not None
    assert '"One.; Two."' in error.message
