"""Where Fulfil is odd."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Asked, Page, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_fulfil import stock
from crossdock_fulfil.asking import ById
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.ordering import MONEY
from crossdock_fulfil.sandbox.typing_out import read as read_typed
from crossdock_fulfil.sandbox.typing_out import written
from crossdock_fulfil.settings import FulfilSettings
from crossdock_fulfil.typed_json import TYPED_JSON, decimal, moment

FULFIL = Fulfil(FulfilSettings(address="https://example-tea.fulfil.io", token=Secret("made-up-fulfil-token")))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TIMES = st.datetimes(timezones=st.just(UTC))


def answer(body: bytes, status: int = 200, **headers: str) -> Answer:
    return Answer(status=status, headers=headers, body=body, url="", received_at=NOW)


async def everything(resource: str, **asked: Any) -> list[Any]:
    async with Line(FULFIL) as line:
        return [record async for record in Reader(FULFIL, line=line).read(resource, **asked)]


@given(number=st.decimals(allow_nan=False, allow_infinity=False), at=TIMES, day=st.dates())
def test_typed_values_are_read_as_they_were_meant(number: Decimal, at: datetime, day: Any) -> None:
    body = written({"amount": number, "at": at, "day": day, "lines": [{"at": at}]})
    told = TYPED_JSON.decode(body)
    assert told == {
        "amount": str(number),
        "at": at.isoformat(),
        "day": day.isoformat(),
        "lines": [{"at": at.isoformat()}],
    }


@given(at=TIMES)
def test_a_time_that_is_asked_with_is_the_same_time(at: datetime) -> None:
    assert read_typed(json_text.encode(moment(at.isoformat()))) == at


def test_only_named_fields_are_sent_as_decimals() -> None:
    sent = json_text.decode(
        MONEY.encode([1, {"amount": "9.45", "comment": "9.45", "sale_lines": [{"amount": "5.50"}]}])
    )
    assert sent == [1, {"amount": decimal("9.45"), "comment": "9.45", "sale_lines": [{"amount": decimal("5.50")}]}]


@pytest.mark.parametrize("wrong", ['{"__class__": "date", "year": 2026}', '{"__class__": "Decimal"}'])
def test_a_typed_value_that_is_cut_short_is_told(wrong: str) -> None:
    with pytest.raises(Malformed, match="not written as Fulfil"):
        TYPED_JSON.decode(wrong.encode())


def test_what_is_no_value_of_a_known_class_stays_as_it_is() -> None:
    named = {"__class__": "Model", "model_name": "party.party", "id": 7}
    assert TYPED_JSON.decode(json_text.encode({"party": named})) == {"party": named}


@given(total=st.integers(0, 40), size=st.integers(1, 7))
def test_every_page_is_read_once(total: int, size: int) -> None:
    records = [{"id": number * 3} for number in range(1, total + 1)]
    asked: Asked | None = Asked("https://example.com", [[["id", ">", 0]], 0, size, [], []], "PUT")
    read: list[Any] = []
    while asked is not None:
        after = asked.body[0][-1][2]
        page = [record for record in records if record["id"] > after][:size]
        read += page
        asked = ById().following(Page(asked=asked, answer=answer(b"[]"), records=page, before=0))
    assert read == records


async def test_what_changed_is_asked_for_by_a_typed_time_and_what_never_changed_by_its_making(
    httpx_mock: HTTPXMock,
) -> None:
    httpx_mock.add_response(json=[])
    assert await everything("product", since=NOW, code="TEA-ASSAM-250") == []
    (request,) = httpx_mock.get_requests()
    (domain, offset, limit, order, fields) = json_text.decode(request.content)
    since = moment("2026-03-02T09:30:00+00:00")
    assert domain == [
        ["code", "=", "TEA-ASSAM-250"],
        ["OR", [["write_date", ">=", since]], [["create_date", ">=", since]]],
        ["id", ">", 0],
    ]
    assert (request.method, request.url.path) == ("PUT", "/api/v2/model/product.product/search_read")
    assert (offset, limit, order) == (0, 500, [["id", "ASC"]])
    assert "template.name" in fields


async def test_a_page_of_which_a_part_is_missing_is_not_taken(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[{"id": 1, "sales": [7], "outgoing_moves": []}])
    httpx_mock.add_response(json=[])
    with pytest.raises(PlatformError, match=r"no sale\.sale 7") as raised:
        await everything("shipment")
    assert raised.value.kind is ErrorKind.HOLD


async def test_a_page_is_made_whole_with_one_request_for_each_kind_of_part(httpx_mock: HTTPXMock) -> None:
    rows = [{"id": number, "sales": [7], "outgoing_moves": [number]} for number in (1, 2, 3)]
    httpx_mock.add_response(json=rows)
    httpx_mock.add_response(json=[{"id": 7, "number": "SO7"}])
    httpx_mock.add_response(json=[{"id": number, "product.code": "TEA", "quantity": 1.0} for number in (1, 2, 3)])
    httpx_mock.add_response(json=[])
    shipments = await everything("shipment")
    assert [shipment["order"]["number"] for shipment in shipments] == ["SO7"] * 3
    assert [shipment["outgoing_moves"][0]["product_code"] for shipment in shipments] == ["TEA"] * 3
    assert len(httpx_mock.get_requests()) == 4


async def test_a_shipment_of_several_orders_names_none(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[{"id": 1, "sales": [7, 8], "outgoing_moves": []}])
    httpx_mock.add_response(json=[{"id": 7}, {"id": 8}])
    httpx_mock.add_response(json=[])
    (shipment,) = await everything("shipment")
    assert shipment["order"] is None


async def test_stock_that_is_not_told_is_never_none_at_all(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=[{"id": 1, "code": "TEA"}])
    httpx_mock.add_response(json=[{"id": 4001, "code": "NORTH"}])
    httpx_mock.add_response(json={"2": {"4001": {"quantity_on_hand": 1.0, "quantity_available": 1.0}}})
    with pytest.raises(PlatformError, match="no stock of product 1"):
        await everything("stock_line")


def stock_line(available: float, sku: str | None = "TEA") -> Any:
    return {"product": 1, "sku": sku, "location": 4001, "quantity_on_hand": 9.0, "quantity_available": available}


@pytest.mark.parametrize(("told", "available"), [(7.0, 7), (-3.0, 0)])
def test_what_can_be_sold_is_told_and_never_what_lies_there(told: float, available: int) -> None:
    (level,) = stock.counted([stock_line(told), stock_line(40.0, None)], [], NOW)
    assert level == {"sku": "TEA", "location": "4001", "available": available, "as_of": "2026-03-02T09:30:00+00:00"}


def test_what_is_gone_is_none() -> None:
    (gone,) = stock.counted([], [("TEA", "4001")], NOW)
    assert (gone["sku"], gone["available"]) == ("TEA", 0)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"type": "UserError", "message": "No such tax", "description": ""}, '"No such tax"'),
        ({"message": "Short", "description": "Long"}, '"Long"'),
        ({"error": "invalid_token"}, '"invalid_token"'),
        ({"errors": [{"message": "One"}, {"message": "Two"}]}, '"One; Two"'),
        ({"other": 1}, '{"other":1}'),
        ([], "[]"),
    ],
)
def test_refusals_are_told_in_fulfil_s_words(body: Any, words: str) -> None:
    error = FULFIL.failure(answer(json_text.encode(body), 400))
    assert error is not None
    assert words in error.message


def test_everybody_waits_when_nothing_is_left_of_a_second() -> None:
    told = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW.timestamp()) + 1)}
    assert FULFIL.pause(Answer(status=200, headers=told, body=b"[]", url="", received_at=NOW)) == 1.0
