"""The connector sets products whole or not at all, announces goods, loads kits, and asks each centre whether it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec import structs

from crossdock.connect import Receipt, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, PlatformError
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings

from .conftest import Hub, OrderOf

GREEN = {"ProductCode": "TEAGREEN100", "ProductDescription": "Green Tea", "GrossWeight": 0.12, "GrossWeightUOM": "KG"}


@pytest.fixture
def settings(address: str) -> SekoSettings:
    return SekoSettings(base_url=f"{address}/api", api_key=Secret("sandbox-seko-key"))


@pytest.fixture
async def line(settings: SekoSettings, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(Seko(settings), limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


async def tell(settings: SekoSettings, line: Line, operation: str, message: Any) -> Receipt:
    return await Seko(settings).write(line, Seko.operation(operation), message, {})


async def refused(settings: SekoSettings, line: Line, operation: str, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await tell(settings, line, operation, message)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.HOLD, False)
    return raised.value


async def test_a_product_is_made_and_then_overwritten_whole(settings: SekoSettings, line: Line, hub: Hub) -> None:
    for name in ("Green Tea", "Green Tea, loose"):
        product = {**GREEN, "ProductDescription": name}
        receipt = await tell(settings, line, "set-product", {"Whole": True, "ProductMaster": product})
        assert receipt.identities == (("product", "TEAGREEN100"),)
        assert hub.state("products")["TEAGREEN100"]["document"] == {"ProductMaster": product}


async def test_a_part_of_a_product_erases_nothing(settings: SekoSettings, line: Line, hub: Hub) -> None:
    before = hub.state("products")
    part = {"ProductMaster": {**GREEN, "ProductCode": "TEAASSAM250"}}
    assert (await refused(settings, line, "set-product", part)).stable_code == "no-image"
    assert hub.state("products") == before


async def test_another_fault_of_an_update_makes_no_new_product(settings: SekoSettings, line: Line, hub: Hub) -> None:
    dotted = {"Whole": True, "ProductMaster": {**GREEN, "HTSCode": "0902.10"}}
    await refused(settings, line, "set-product", dotted)
    assert "TEAGREEN100" not in hub.state("products")


async def test_a_return_is_announced_once_unless_it_is_replaced(settings: SekoSettings, line: Line, hub: Hub) -> None:
    back = {"ASNNumber": "R-1", "HBReference": "RMA-1", "IsReturn": True}
    items = [{"LineNumber": 1, "ProductCode": "MUGSTONE01", "Quantity": 1}]
    message = {"Receipt": back, "ReceiptHeader": {"DCCode": "DCCL01"}, "List": {"ReceiptLineItem": items}}
    receipt = await tell(settings, line, "announce-goods", message)
    assert receipt.identities == (("receipt", "RMA-1"), ("asn", "R-1"), ("guid", receipt.id))
    assert Seko(settings).is_repeat(await refused(settings, line, "announce-goods", message))
    again = {**message, "Receipt": {**back, "UpdateReceipt": True}}
    assert (await tell(settings, line, "announce-goods", again)).id == receipt.id
    assert hub.state("receipts")["R-1"]["received"] == 3


async def test_a_kit_is_of_products_that_are_there(settings: SekoSettings, line: Line, hub: Hub) -> None:
    parts = [{"KitComponentProductCode": "MUGSTONE01", "KitComponentQuantity": 2}]
    kit: Any = {"Kit": {"DCCode": "DCCL01", "KitProductCode": "BUNDLESTARTER"}, "List": {"KitLineItem": parts}}
    assert (await tell(settings, line, "set-kit", kit)).id == "DCCL01/BUNDLESTARTER"
    assert hub.state("kits")["DCCL01/BUNDLESTARTER"]["components"] == {"MUGSTONE01": 2}
    tin = {**kit, "Kit": {**kit["Kit"], "KitProductCode": "TINROUNDS"}}
    assert "is no kit" in (await refused(settings, line, "set-kit", tin)).message


async def test_a_cancellation_tells_its_reason(settings: SekoSettings, line: Line, hub: Hub, order: OrderOf) -> None:
    assert hub.submit(order()) == ""
    await tell(settings, line, "cancel-order", {"SalesOrderNumber": "1001", "ReasonCode": "004"})
    assert (hub.state("orders")["1001"]["status"], hub.state("orders")["1001"]["reason"]) == ("Cancelled", "004")


async def test_each_centre_is_asked_for_one_product(settings: SekoSettings, line: Line, hub: Hub) -> None:
    assert await Seko(settings).probe(line) == ""
    known = structs.replace(settings, centres="DCCL01, DCSOM01", probe_product="NO-STOCK-OF-IT")
    assert await Seko(known).probe(line) == "SEKO answered for DCCL01, DCSOM01, each asked for NO-STOCK-OF-IT."
    wrong = structs.replace(known, centres="DCCL01,DCXX99")
    with pytest.raises(PlatformError, match="DCXX99") as raised:
        await Seko(wrong).probe(line)
    assert "Invalid Mapping - DC" in raised.value.message
    assert hub.state("orders") == {}
