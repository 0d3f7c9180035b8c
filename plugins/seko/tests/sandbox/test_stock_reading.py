"""Stock as one number for each product and centre: read whole, or fetched when it moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.connect import Incoming, Message, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.outbound import guarded_transport
from crossdock.engine import json_text
from crossdock.errors import PlatformError
from crossdock.testing.receiver import Receiver
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings

from .conftest import Hub

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MOVED, STOCK = Seko.webhook("stock-moved"), Seko.resource("stock")


@pytest.fixture
def seko(address: str) -> Seko:
    return Seko(
        SekoSettings(base_url=f"{address}/api", api_key=Secret("sandbox-seko-key"), push_secret=Secret("made-up"))
    )


@pytest.fixture
async def line(seko: Seko, address: str) -> AsyncIterator[Line]:
    async with Line(seko, transport=guarded_transport(frozenset({address.removeprefix("http://")}))) as line:
        yield line


async def lines(seko: Seko, line: Line, dc: str) -> list[Any]:
    return [each async for each in Reader(seko, line=line).read("stock_level", dc=dc)]


def moved(code: str, dc: str = "DCCL01") -> dict[str, str]:
    return {"ProductCode": code, "DcCode": dc}


async def test_lines_of_one_product_are_one_record(seko: Seko, line: Line, hub: Hub) -> None:
    hub.control("stock-moves", {"product": "MUGSTONE01", "quantity": 8})
    found = {record["ProductCode"]: record for record in seko.stock(STOCK, await lines(seko, line, "DCCL01"), [], NOW)}
    assert (found["MUGSTONE01"]["Available"], found["MUGSTONE01"]["Elsewhere"]) == (50, {"Quarantine": 8})
    assert found["MUGSTONE01"]["AsOf"] == "2026-03-02T09:30:00+00:00"
    assert sum(record["Available"] for record in found.values()) == 1033 - 8


async def test_several_centres_are_read_one_after_the_other(seko: Seko, line: Line, hub: Hub) -> None:
    both = await lines(seko, line, "DCCL01, DCSOM01")
    assert {each["DCCode"] for each in both} == {"DCCL01", "DCSOM01"}
    assert seko.stock_locations({"dc": "DCCL01, DCSOM01"}) == ("DCCL01", "DCSOM01")
    assert seko.stock_locations({}) is None
    assert hub.stock()


async def test_a_misspelt_centre_is_an_error_and_no_zero(seko: Seko, line: Line) -> None:
    with pytest.raises(PlatformError, match="Invalid Mapping - DC"):
        await lines(seko, line, "DCCL01,DCXX99")


def test_what_is_absent_is_zero(seko: Seko) -> None:
    (record,) = seko.stock(STOCK, [], [("MUGSTONE02", "DCCL01")], NOW)
    assert (record["ProductCode"], record["DCCode"], record["Available"]) == ("MUGSTONE02", "DCCL01", 0)


async def test_a_movement_is_fetched(seko: Seko, line: Line, hub: Hub) -> None:
    hub.control("stock-moves", {"product": "KETTLEGN12", "quantity": 5})
    assert (await seko.fetch(line, MOVED, moved("KETTLEGN12"), NOW))["Available"] == 20


async def test_what_is_all_gone_is_zero_and_not_an_error(seko: Seko, line: Line, hub: Hub) -> None:
    assert hub.words(hub.get("stock/v3/quantity", productCodes="MUGSTONE02", dc="DCCL01")) == (
        "No results found for search criteria"
    )
    assert (await seko.fetch(line, MOVED, moved("MUGSTONE02"), NOW))["Available"] == 0


async def test_a_wrong_question_is_an_error_and_no_zero(seko: Seko, line: Line) -> None:
    with pytest.raises(PlatformError, match="Invalid Mapping - DC"):
        await seko.fetch(line, MOVED, moved("MUGSTONE01", "DCXX99"), NOW)


@pytest.mark.parametrize("envelope", ["StockStatusMovement", "StockAdjustment"])
def test_movements_and_adjustments_are_about_the_stock_that_lists_bring(envelope: str, seko: Seko) -> None:
    body = {"Responses": [{"Response": {envelope: {**moved("TINROUNDS"), "IntegrationId": "X", "SequenceNumber": 4}}}]}
    (told,) = seko.messages(MOVED, Incoming(headers={}, body=json_text.encode(body), received_at=NOW))
    (record,) = seko.stock(STOCK, [], [("TINROUNDS", "DCCL01")], NOW)
    listed = seko.listed(STOCK, "", record)
    assert told.identities[0] == listed.identities[0] == ("stock", "TINROUNDS/DCCL01")
    assert told.key == listed.key


async def test_a_movement_in_the_sandbox_is_pushed(hub: Hub, pushed: Receiver, seko: Seko) -> None:
    hub.control("switches", {"stock_moved_url": f"{pushed.url}/stock"})
    hub.control("stock-moves", {"product": "TINROUNDS", "quantity": 3})
    hub.advance(15)
    pushed.wait_for(1)
    (delivery,) = pushed.deliveries
    incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=NOW)
    (message,) = seko.messages(MOVED, incoming)
    assert isinstance(message, Message)
    assert message.key == "TINROUNDS/DCCL01"
    assert hub.state("stock")["DCCL01/TINROUNDS"]["Quarantine"] == 3
