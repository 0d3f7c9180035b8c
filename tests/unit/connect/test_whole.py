"""Lists of which each page is made whole by further requests, and lists that are asked for by a question of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import Connector, Query, Resource
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError


def in_parts(acme: Connector) -> Connector:
    """A connector whose list tells numbers, and whose lines are asked for a page at a time."""

    class InParts(type(acme)):  # type: ignore[misc]  # made of what a test is given
        package = acme.package

        def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:  # noqa: ARG002
            yield Query(resource.path or "", body={"wanted": "orders"}, method="PUT")

        async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:  # noqa: ARG002
            lines = (
                await line.ask("GET", "/lines", parameters={"of": ",".join(str(r["number"]) for r in records)})
            ).document
            if missing := [record for record in records if str(record["number"]) not in lines]:
                raise ValueError(f"it has no lines of {missing[0]['number']}")
            return [{**record, "lines": lines[str(record["number"])]} for record in records]

    made: Connector = InParts(acme.settings)
    return made


async def read(connector: Connector) -> list[Any]:
    async with Reader(connector) as reader:
        return [record async for record in reader.read("order")]


async def test_a_page_is_made_whole_by_one_further_request(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": {"orders": [{"number": 1}, {"number": 2}]}})
    httpx_mock.add_response(json={"1": ["MUG"], "2": ["TEA", "TIN"]})
    assert await read(in_parts(acme)) == [{"number": 1, "lines": ["MUG"]}, {"number": 2, "lines": ["TEA", "TIN"]}]
    question, lines = httpx_mock.get_requests()
    assert (question.method, json.loads(question.content)) == ("PUT", {"wanted": "orders"})
    assert lines.url.params["of"] == "1,2"


async def test_a_page_that_cannot_be_made_whole_is_held(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": {"orders": [{"number": 1}, {"number": 2}]}})
    httpx_mock.add_response(json={"1": ["MUG"]})
    with pytest.raises(PlatformError, match="no lines of 2") as raised:
        await read(in_parts(acme))
    assert raised.value.kind is ErrorKind.HOLD


async def test_trouble_with_a_question_leaves_nothing_uncertain(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=503)
    with pytest.raises(PlatformError) as raised:
        await read(in_parts(acme))
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, False)
