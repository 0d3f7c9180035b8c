"""Where SEKO is odd."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Secret
from crossdock.connect.client import Reader
from crossdock.engine import json_text
from crossdock.engine.schema import SchemaCheck
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock.model.problem import Side
from crossdock_seko.connector import LONGEST_QUERY, Seko
from crossdock_seko.failures import DOCUMENTED, refusal
from crossdock_seko.settings import SekoSettings

KEY = "made-up/api+key"
ACCOUNT = Seko(SekoSettings(base_url="https://ihub.example.com:8081/api/", api_key=Secret(KEY), dc_code="DCCL01"))
ROW = {"ProductCode": "MUGSTONE01", "DCCode": "DCCL01", "LocationType": "Available Stock", "Quantity": 41}
STATUS = {"Success": True, "Code": 0, "Message": ""}
ORDER_CHECK = SchemaCheck(Seko.resource("order").schema(Seko.package))


def failed(message: Any) -> dict[str, Any]:
    return {"CallStatus": {"Success": False, "Code": 100, "Message": message}}


def answered(document: Any) -> Answer:
    return Answer(
        status=200, headers={}, body=json.dumps(document).encode(), url=ACCOUNT.address, received_at=datetime.now(UTC)
    )


async def stock(**asked: Any) -> list[Any]:
    async with Reader(ACCOUNT) as reader:
        return [row async for row in reader.read("stock_level", **asked)]


def order() -> dict[str, Any]:
    samples = {sample.name: sample.payload for sample in Seko.resource("order").samples(Seko.package)}
    value: dict[str, Any] = json_text.decode(samples["standard"])
    return copy.deepcopy(value)


async def test_stock_is_asked_for_by_code_and_distribution_centre(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"CallStatus": STATUS, "List": {"StockQuantityLineItem": [ROW]}})
    assert await stock(product_codes=["MUGSTONE01", "TEAASSAM250"]) == [ROW]
    (request,) = httpx_mock.get_requests()
    assert request.url.path == "/api/stock/v3/quantity"
    assert dict(request.url.params) == {"dc": "DCCL01", "productCodes": "MUGSTONE01~TEAASSAM250", "api_key": KEY}


async def test_another_distribution_centre_can_be_asked_for(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"CallStatus": STATUS, "List": {"StockQuantityLineItem": [ROW]}})
    await stock(dc="DCSOM01")
    (request,) = httpx_mock.get_requests()
    assert dict(request.url.params) == {"dc": "DCSOM01", "api_key": KEY}


async def test_a_bare_row_is_a_list_of_one(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"CallStatus": STATUS, "List": {"StockQuantityLineItem": ROW}})
    assert await stock() == [ROW]


@pytest.mark.parametrize("wrapped", [False, True])
async def test_no_results_is_an_error_and_never_a_stock_of_zero(wrapped: bool, httpx_mock: HTTPXMock) -> None:
    status = {**failed("No results found for search criteria"), "List": {}}
    httpx_mock.add_response(json={"Response": status} if wrapped else status)
    with pytest.raises(PlatformError, match="No results found") as raised:
        await stock()
    assert raised.value.kind is ErrorKind.HOLD
    assert "zero" in raised.value.remedy


@pytest.mark.parametrize("rows", [[], {}, None, ""])
async def test_an_empty_list_is_an_error_and_never_a_stock_of_zero(rows: Any, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"CallStatus": STATUS, "List": {"StockQuantityLineItem": rows}})
    with pytest.raises(PlatformError, match="SEKO answered without 'stock_level'"):
        await stock()


async def test_a_failure_in_a_later_part_of_a_split_read_is_told(httpx_mock: HTTPXMock) -> None:
    codes = [f"SKU{number:06}" for number in range(300)]
    httpx_mock.add_response(json={"CallStatus": STATUS, "List": {"StockQuantityLineItem": [ROW]}})
    httpx_mock.add_response(json=failed("No results found for search criteria"))
    with pytest.raises(PlatformError):
        await stock(product_codes=codes)


async def test_a_read_of_nothing_in_particular_is_refused() -> None:
    nowhere = Seko(SekoSettings(api_key=Secret(KEY)))
    async with Reader(nowhere) as reader:
        with pytest.raises(InvalidInput, match="distribution centre"):
            [row async for row in reader.read("stock_level")]


@given(
    st.lists(
        st.text(st.characters(exclude_characters="~", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
        min_size=1,
        max_size=400,
    )
)
def test_a_split_read_asks_for_every_code_once_in_order_and_fits(codes: list[str]) -> None:
    queries = list(ACCOUNT.queries(Seko.resource("stock_level"), {"product_codes": codes}))
    asked = [code for query in queries for code in query.parameters["productCodes"].split("~")]
    assert asked == codes
    for query in queries:
        sent = httpx.URL(ACCOUNT.address, params={**query.parameters, "api_key": KEY})
        assert len(sent.query) <= LONGEST_QUERY


def test_codes_with_a_tilde_are_separated_by_commas() -> None:
    (query,) = ACCOUNT.queries(Seko.resource("stock_level"), {"product_codes": ["A~1", "B"]})
    assert query.parameters["productCodes"] == "A~1,B"
    with pytest.raises(InvalidInput, match="tilde"):
        list(ACCOUNT.queries(Seko.resource("stock_level"), {"product_codes": ["A~1", "B,2"]}))


@pytest.mark.parametrize(
    ("message", "kind", "told"),
    [
        ("Error Submitting SalesOrder: 1 - Error. Product A has no free stock.", ErrorKind.HOLD, "stock has arrived"),
        ("Error. Invalid Mapping - DC", ErrorKind.HOLD, "distribution centre"),
        ("Error. Dispatch assigned to a pick wave cannot be cancelled", ErrorKind.HOLD, "warehouse"),
        ("Error Submitting Sales Order Cancellation: 1 - Error. Sales Order does not exist.", ErrorKind.HOLD, "number"),
        ("Cannot process json receipt A JSONObject text must begin with '{' at character 1", ErrorKind.HOLD, "body"),
        ("Invalid token", ErrorKind.STOP, "API key"),
        ("Something nobody has seen", ErrorKind.HOLD, "one fault at a time"),
        ({}, ErrorKind.HOLD, "one fault at a time"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(message: Any, kind: ErrorKind, told: str) -> None:
    for document in (failed(message), {"Response": failed(message)}):
        error = refusal(answered(document))
        assert error is not None
        assert error.kind is kind
        assert told in error.remedy
        assert not isinstance(message, str) or message in error.message


def test_every_documented_refusal_is_found_by_its_words() -> None:
    for known in DOCUMENTED:
        error = refusal(answered(failed(f"Error: {known.words.upper()}")))
        assert error is not None
        assert error.remedy == known.remedy


@pytest.mark.parametrize(
    "document", [{"CallStatus": STATUS}, {"Response": {"CallStatus": STATUS}}, {"List": {}}, [], 1]
)
def test_success_or_no_status_is_no_refusal(document: Any) -> None:
    assert refusal(answered(document)) is None


@pytest.mark.parametrize("success", ["true", 1, None])
def test_only_true_is_success(success: Any) -> None:
    assert refusal(answered({"CallStatus": {"Success": success, "Message": ""}})) is not None


async def test_a_bad_key_is_told_in_the_words_of_seko(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=401, json={"Message": "Authorization has been denied for this request."})
    with pytest.raises(PlatformError, match=r'401 at /api/stock/v3/quantity: "Authorization has been denied') as raised:
        await stock()
    assert raised.value.kind is ErrorKind.STOP


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        (["WebSalesOrder", "SalesOrderNumber"], "N" * 51, "/WebSalesOrder/SalesOrderNumber"),
        (["WebSalesOrder", "SalesOrderNo"], "1", "/WebSalesOrder/SalesOrderNo"),
        (["WebSalesOrder", "Notes"], 'the "blue" one', "/WebSalesOrder/Notes"),
        (["WebSalesOrder", "OrderType"], "Webb", "/WebSalesOrder/OrderType"),
        (["WebSalesOrder", "CurrencyCode"], "gbp", "/WebSalesOrder/CurrencyCode"),
        (["WebSalesOrder", "SubTotal"], "45.67", "/WebSalesOrder/SubTotal"),
        (["DeliveryDetails", "PhoneNumber"], "", "/DeliveryDetails/PhoneNumber"),
        (["DeliveryDetails", "CountryCode"], "United Kingdom", "/DeliveryDetails/CountryCode"),
        (["SalesOrderHeader", "DCCode"], None, "/SalesOrderHeader/DCCode"),
        (["List", "SalesOrderLineItem"], [], "/List/SalesOrderLineItem"),
        (["DeliveryDetail"], {}, "/DeliveryDetail"),
    ],
)
def test_what_seko_would_refuse_is_found_before(path: list[str], value: Any, pointer: str) -> None:
    document = order()
    place = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert [problem.pointer for problem in ORDER_CHECK.problems(document, Side.TARGET)] == [pointer]


@pytest.mark.parametrize(
    "field", ["FirstName", "LastName", "Line1", "City", "CountryCode", "PhoneNumber", "EmailAddress"]
)
def test_a_delivery_needs_whom_where_and_how_to_reach(field: str) -> None:
    document = order()
    del document["DeliveryDetails"][field]
    (problem,) = ORDER_CHECK.problems(document, Side.TARGET)
    assert (problem.code, problem.pointer) == ("required", f"/DeliveryDetails/{field}")


def test_the_same_line_twice_is_found() -> None:
    document = order()
    document["List"]["SalesOrderLineItem"] *= 2
    assert [problem.code for problem in ORDER_CHECK.problems(document, Side.TARGET)] == ["uniqueItems"]


def test_every_inferred_field_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    for resource in Seko.resources:
        for name, field in resource.schema(Seko.package)["properties"].items():
            if "x-inferred" in field:
                assert f"`{name}`" in readme, f"{resource.name}.{name}"
