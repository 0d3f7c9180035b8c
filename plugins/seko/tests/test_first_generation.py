"""The first generation's answers, as odd as they come; and where, and with what, it is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from crossdock.connect import Answer, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import InvalidInput, PlatformError
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings

DONE = {"Success": True, "Code": 0, "Message": {}}
NOTHING = {"Success": False, "Code": 100, "Message": "No results found for search criteria"}
BETWEEN = {"dispatched_since": "2026-03-01T09:00:00+00:00", "dispatched_until": "2026-03-01T10:00:00Z"}


def seko(**settings: Any) -> Seko:
    return Seko(SekoSettings(api_key=Secret("made-up-key"), **settings))


async def read(document: Any, resource: str = "dispatched_order", **parameters: str) -> list[Any]:
    """What is read of an answer."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"Response": document}))
    async with Line(seko(), transport=transport) as line:
        reader = Reader(seko(), line=line)
        return [record async for record in reader.read(resource, **(parameters or BETWEEN))]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([{"DCCode": "DCCL01", "GUID": "a"}, {"DCCode": 7, "GUID": 12}], [("DCCL01", "a"), ("7", "12")]),
        ({"DCCode": {}, "GUID": "a"}, [(None, "a")]),
    ],
    ids=["a-list", "one-as-object"],
)
async def test_dispatches_are_read_in_every_shape(found: Any, expected: Any) -> None:
    records = await read({"CallStatus": DONE, "List": {"DispatchLineItem": found}})
    assert [(record["DCCode"], record["GUID"]) for record in records] == expected


@pytest.mark.parametrize("document", [{"CallStatus": NOTHING}, {"CallStatus": DONE, "List": {}}])
async def test_no_dispatches_are_an_empty_list(document: Any) -> None:
    assert await read(document) == []


@pytest.mark.parametrize("document", [{}, {"CallStatus": {**NOTHING, "Message": "Error. Invalid date"}}])
async def test_anything_else_is_a_failure(document: Any) -> None:
    with pytest.raises(PlatformError):
        await read(document)


async def test_an_order_without_a_status_is_a_failure() -> None:
    with pytest.raises(PlatformError, match="No results"):
        await read({"CallStatus": NOTHING}, "order_status", guid="a")


async def test_a_status_is_read_without_its_call_status() -> None:
    (record,) = await read({"CallStatus": DONE, "GUID": 12, "Status": "Dispatched"}, "order_status", guid="12")
    assert record == {"GUID": "12", "Status": "Dispatched"}


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        ({}, "hubuat1.supplystream.com"),
        ({"base_url": "https://ihub.supplystream.com:8081/api"}, "hub.supplystream.com"),
        ({"base_url": "https://hub.example.com/api"}, "hub.example.com"),
        ({"first_generation_url": "https://old.example.com/hub/api"}, "old.example.com"),
    ],
)
async def test_it_is_asked_at_its_own_address_with_its_own_name_for_the_token(
    settings: dict[str, str], host: str
) -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json={"Response": {"CallStatus": NOTHING}})

    connector = seko(dc_code="DCCL01", **settings)
    async with Line(connector, transport=httpx.MockTransport(answer)) as line:
        assert [r async for r in Reader(connector, line=line).read("dispatched_order", **BETWEEN)] == []
    (url,) = asked
    assert (url.host, dict(url.params)) == (
        host,
        {"status": "Dispatched", "token": "made-up-key"},
    )
    assert url.path.endswith("/dispatches/v1/status/2026-03-01T09:00:00Z/2026-03-01T10:00:00Z.json")


def test_what_left_is_listed_of_all_centres_unless_one_is_named() -> None:
    """Orders go to other centres than the connection's own, and their dispatches are pushed all the same."""
    connector, resource = seko(dc_code="DCCL01"), Seko.resource("dispatched_order")
    (everywhere,) = connector.queries(resource, BETWEEN)
    (there,) = connector.queries(resource, {**BETWEEN, "dc": "DCSOM01"})
    assert "dc" not in everywhere.parameters
    assert there.parameters["dc"] == "DCSOM01"


def test_a_time_in_another_zone_is_refused() -> None:
    with pytest.raises(InvalidInput, match="UTC"):
        list(
            seko().queries(
                Seko.resource("dispatched_order"), {**BETWEEN, "dispatched_since": "2026-03-01T09:00:00+01:00"}
            )
        )


def test_no_results_of_another_list_stay_a_failure() -> None:
    answer = Answer(
        status=200,
        headers={},
        body=json_text.encode({"CallStatus": NOTHING}),
        url="https://ihub.example.com/api/stock/v3/quantity",
        received_at=datetime.now(UTC),
    )
    assert seko().failure(answer) is not None
