"""Each way to page, on the wire: a list comes whole, and one that cannot come whole is an error, never a short list."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import httpx
import msgspec
import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import (
    Connector,
    Cursor,
    GraphqlCursor,
    Keyset,
    Offset,
    PageNumber,
    Paging,
    Resource,
    TotalPages,
    Totals,
)
from crossdock.connect.client import Reader
from crossdock.errors import ErrorKind, PlatformError, PluginError

QUERY = "query($after: String, $since: String) { orders(first: 2, after: $after) { nodes { number } pageInfo { x } } }"


def paged(acme: Connector, paging: Paging, **changed: Any) -> Connector:
    resource = msgspec.structs.replace(
        acme.resource("order"), paging=paging, records="orders", query={"limit": "2"}, **changed
    )
    made: Connector = type("Paged", (type(acme),), {"resources": (resource,), "package": acme.package})(acme.settings)
    return made


async def numbers(connector: Connector, **asked: Any) -> list[int]:
    async with Reader(connector) as reader:
        return [order["number"] async for order in reader.read("order", **asked)]


def orders(*found: int) -> list[dict[str, int]]:
    return [{"number": number} for number in found]


def answer(httpx_mock: HTTPXMock, *pages: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    for page in pages:
        httpx_mock.add_response(json=page, headers=headers)


def asked(httpx_mock: HTTPXMock, parameter: str) -> list[str | None]:
    """What each request asked with, once it is clear that the rest of the query was asked again, too."""
    queries = [parse_qs(request.url.query.decode()) for request in httpx_mock.get_requests()]
    assert all(query["limit"] == ["2"] for query in queries)
    return [query.get(parameter, [None])[0] for query in queries]


async def failure(connector: Connector) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await numbers(connector)
    return raised.value


@pytest.mark.parametrize(
    ("paging", "parameter", "expected"),
    [
        (PageNumber("page"), "page", [None, "2", "3"]),
        (PageNumber("p", first=0), "p", [None, "1", "2"]),
        (Offset("skip"), "skip", [None, "2", "3"]),
        (Keyset("last_id", of="number"), "last_id", [None, "2", "3"]),
    ],
)
async def test_a_list_without_a_total_is_read_until_a_page_is_empty(
    paging: Paging, parameter: str, expected: list[str], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    answer(httpx_mock, {"orders": orders(1, 2)}, {"orders": orders(3)}, {"orders": []})
    assert await numbers(paged(acme, paging)) == [1, 2, 3]
    assert asked(httpx_mock, parameter) == expected


async def test_counting_goes_on_from_what_was_asked_for(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1)}, {"orders": []})
    await numbers(paged(acme, PageNumber("page")), page=7)
    assert asked(httpx_mock, "page") == ["7", "8"]


@pytest.mark.parametrize("paging", [PageNumber("page"), Offset("skip"), Cursor("cursor", "next")])
async def test_a_platform_that_gives_one_page_again_and_again_is_noticed(
    paging: Paging, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    answer(httpx_mock, {"orders": orders(1, 2), "next": "a"}, {"orders": orders(1, 2), "next": "b"})
    error = await failure(paged(acme, paging))
    assert (error.kind, "circles" in error.message) == (ErrorKind.HOLD, True)


async def test_a_key_that_does_not_move_on_is_noticed(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1, 2)}, {"orders": orders(2)})
    assert "circles" in (await failure(paged(acme, Keyset("last_id", of="number")))).message


async def test_a_record_without_its_key_ends_nothing(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": [{"number": 1, "id": None}]})
    error = await failure(paged(acme, Keyset("last_id", of="id")))
    assert (error.kind, "has no 'id'" in error.message) == (ErrorKind.HOLD, True)


async def test_a_cursor_is_followed_until_there_is_none(acme: Connector, httpx_mock: HTTPXMock) -> None:
    first = {"orders": orders(1), "meta": {"next": "a+/="}}
    answer(httpx_mock, first, {"orders": [], "meta": {"next": 17}}, {"orders": orders(2), "meta": {"next": ""}})
    assert await numbers(paged(acme, Cursor("cursor", "meta.next"))) == [1, 2]
    assert asked(httpx_mock, "cursor") == [None, "a+/=", "17"]


@pytest.mark.parametrize("cursor", [{"id": 1}, True, 1.5, []])
async def test_a_cursor_that_is_none_is_not_the_end(cursor: Any, acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1), "next": cursor})
    assert (await failure(paged(acme, Cursor("cursor", "next")))).kind is ErrorKind.HOLD


@pytest.mark.parametrize(
    ("by", "parameter", "expected"), [(PageNumber("page"), "page", [None, "2"]), (Offset("skip"), "skip", [None, "2"])]
)
async def test_a_total_ends_a_list_without_asking_once_more(
    by: PageNumber | Offset, parameter: str, expected: list[str], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    answer(httpx_mock, {"orders": orders(1, 2), "count": 3}, {"orders": orders(3), "count": "3"})
    assert await numbers(paged(acme, Totals(by, "count"))) == [1, 2, 3]
    assert asked(httpx_mock, parameter) == expected


async def test_a_total_may_stand_in_a_header(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1)}, {"orders": orders(2)}, headers={"X-Total-Count": "2"})
    assert await numbers(paged(acme, Totals(PageNumber(), header="x-total-count"))) == [1, 2]


async def test_a_list_that_stops_before_its_total_is_not_taken_for_all(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1), "count": 3}, {"orders": [], "count": 3})
    error = await failure(paged(acme, Totals(PageNumber(), "count")))
    assert (error.kind, "tells of 3, and gives 1" in error.message) == (ErrorKind.HOLD, True)


@pytest.mark.parametrize("total", [None, "many", -1, True, 2.5])
async def test_a_total_that_is_none_is_not_the_end(total: Any, acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1), "count": total})
    assert "no total" in (await failure(paged(acme, Totals(PageNumber(), "count")))).message


@pytest.mark.parametrize(
    ("paging", "told"),
    [
        (TotalPages(PageNumber("page"), "pages"), {"json": {"pages": 2}}),
        (TotalPages(PageNumber("page"), header="x-pages"), {"headers": {"X-Pages": "2"}}),
        (TotalPages(PageNumber("page", first=0), "pages"), {"json": {"pages": "2"}}),
    ],
)
async def test_a_list_ends_with_the_last_of_its_pages(
    paging: TotalPages, told: dict[str, Any], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    for found in (orders(1, 2), orders(3)):
        httpx_mock.add_response(json={"orders": found, **told.get("json", {})}, headers=told.get("headers"))
    assert await numbers(paged(acme, paging)) == [1, 2, 3]
    assert asked(httpx_mock, "page") == [None, str(paging.by.first + 1)]


async def test_an_empty_page_before_the_last_is_not_the_end(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, {"orders": orders(1), "pages": 3}, {"orders": [], "pages": 3})
    assert "page 2 is empty" in (await failure(paged(acme, TotalPages(PageNumber(), "pages")))).message


@pytest.mark.parametrize("kind", [Totals, TotalPages])
async def test_a_list_that_does_not_tell_goes_on_as_was_declared_for_that(
    kind: type[Totals | TotalPages], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    answer(httpx_mock, {"orders": orders(1)}, {"orders": orders(2), "told": "?"}, {"orders": []})
    assert await numbers(paged(acme, kind(PageNumber(), "told", untold=PageNumber()))) == [1, 2]
    answer(httpx_mock, {"orders": orders(1)})
    assert "no total" in (await failure(paged(acme, kind(PageNumber(), "told")))).message


async def test_what_is_listed_counts_and_not_what_is_taken_out_of_it(acme: Connector, httpx_mock: HTTPXMock) -> None:
    def sent(_: Connector, __: Resource, listed: list[Any]) -> list[Any]:
        return [parcel for order in listed for parcel in order["parcels"]]

    connector = type(paged(acme, Totals(PageNumber(), "count")))
    shipments = type("Shipments", (connector,), {"inner_records": sent, "package": acme.package})(acme.settings)
    parcels: list[Any] = [[], [{"number": 7}, {"number": 8}], []]
    for number, found in enumerate(parcels):
        httpx_mock.add_response(json={"orders": [{"parcels": found, "id": number}], "count": 3})
    assert await numbers(shipments) == [7, 8]


def test_a_total_stands_in_one_place() -> None:
    for place in ({}, {"path": "count", "header": "x-total"}, {"header": "X-Total"}):
        with pytest.raises(ValueError, match="where the total stands"):
            Totals(PageNumber(), **place)


def graphql(acme: Connector, query: str = QUERY) -> Connector:
    resource = msgspec.structs.replace(
        acme.resource("order"),
        path="/graphql",
        paging=GraphqlCursor("data.orders"),
        graphql=query,
        records="data.orders.nodes",
    )
    made: Connector = type("Graph", (type(acme),), {"resources": (resource,), "package": acme.package})(acme.settings)
    return made


def connection(nodes: list[Any], more: Any, cursor: Any, **beside: Any) -> dict[str, Any]:
    return {"data": {"orders": {"nodes": nodes, "pageInfo": {"hasNextPage": more, "endCursor": cursor}}}, **beside}


async def test_graphql_is_asked_with_the_cursor_among_its_variables(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, connection(orders(1), True, "a"), connection(orders(2), False, "b"))
    assert await numbers(graphql(acme), first=2) == [1, 2]
    requests = httpx_mock.get_requests()
    bodies = [json.loads(request.content) for request in requests]
    assert bodies == [
        {"query": QUERY, "variables": {"first": 2}},
        {"query": QUERY, "variables": {"first": 2, "after": "a"}},
    ]
    assert {(request.method, str(request.url)) for request in requests} == {
        ("POST", "https://demo.acme.example/api/graphql")
    }


@pytest.mark.parametrize(("more", "cursor"), [(True, None), (True, ""), (None, "a"), ("false", "a")])
async def test_a_connection_that_does_not_say_how_it_goes_on_is_held(
    more: Any, cursor: Any, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    answer(httpx_mock, connection(orders(1), more, cursor))
    assert "pageInfo" in (await failure(graphql(acme))).message


async def test_a_graphql_cursor_that_does_not_move_on_is_noticed(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, connection(orders(1), True, "a"), connection(orders(2), True, "a"))
    assert "circles" in (await failure(graphql(acme))).message


async def test_errors_beside_data_are_not_overlooked(acme: Connector, httpx_mock: HTTPXMock) -> None:
    answer(httpx_mock, connection(orders(1), False, None, errors=[{"message": "one field failed"}]))
    assert (await failure(graphql(acme))).kind is ErrorKind.HOLD


async def test_a_graphql_read_that_breaks_off_wrote_nothing(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_exception(httpx.ReadTimeout("gone"))
    error = await failure(graphql(acme))
    assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False)


def test_graphql_cursors_without_a_query_are_refused(acme: Connector) -> None:
    with pytest.raises(PluginError, match="no graphql query"):
        graphql(acme, query="")
