"""SEKO's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from crossdock.connect import Operation
from crossdock.engine import json_text
from crossdock.testing import Refused, SandboxContract
from crossdock_seko.connector import Seko
from crossdock_seko.sandbox.inferred import Inferred

SUBMIT = "/salesorders/v4/websubmit"
ORDER = json_text.decode(Seko.resource("order").samples(Seko.package)[0].payload)
MANUAL = "SEKO's manual, space SHUB"

PRODUCT = {"ProductCode": "TINROUNDS", "ProductDescription": "Tin", "GrossWeight": 0.1, "GrossWeightUOM": "KG"}
SENT: Mapping[str, Any] = {
    "create-order": ORDER,
    "set-product": {"Whole": True, "ProductMaster": PRODUCT},
    "announce-goods": json_text.decode(Seko.resource("receipt").samples(Seko.package)[0].payload),
    "set-kit": json_text.decode(Seko.resource("kit").samples(Seko.package)[0].payload),
}


def _of(*lines: tuple[str, int], **header: str) -> Any:
    """The sample's order with other lines, or with another field in its header."""
    items = [
        {"LineNumber": place, "ProductCode": code, "Quantity": count} for place, (code, count) in enumerate(lines, 1)
    ]
    changed = {"SalesOrderHeader": {**ORDER["SalesOrderHeader"], **header}}
    return {**ORDER, **changed, **({"List": {"SalesOrderLineItem": items}} if items else {})}


REFUSED = (
    Refused(
        name="no-free-stock",
        source=f"{MANUAL}, Error Messages",
        path=SUBMIT,
        body=_of(("TEAASSAM250", 100_000)),
        status=200,
        words="has no free stock.",
    ),
    Refused(
        name="product-twice",
        source=f"{MANUAL}, Web Sales Orders",
        path=SUBMIT,
        body=_of(("TEAASSAM250", 1), ("TEAASSAM250", 1)),
        status=200,
    ),
    Refused(
        name="unknown-distribution-centre",
        source=f"{MANUAL}, Error Messages",
        path=SUBMIT,
        body=_of(DCCode="DCXX99"),
        status=200,
        words="Invalid Mapping - DC",
    ),
    Refused(
        name="cancellation-of-an-unknown-order",
        source=f"{MANUAL}, Error Messages",
        path="/salesorders/v3/7/cancel",
        status=200,
        words="Sales Order does not exist.",
    ),
)


class TestSekoSandbox(SandboxContract):
    connector = Seko
    read_path = "/api/stock/v3/quantity"
    plain_resource = "stock_level"
    refused = REFUSED

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        for sample in Seko.resource("order").samples(Seko.package):
            answer = client.post(
                "/api/salesorders/v4/websubmit", params={"api_key": connection["api_key"]}, content=sample.payload
            )
            assert answer.json()["CallStatus"]["Success"] is True
        guid = answer.json()["GUID"]
        assert client.post("/_sandbox/advance", json={"seconds": 4 * 3600}).is_success
        between = {"dispatched_since": "2000-01-01T00:00:00Z", "dispatched_until": "2100-01-01T00:00:00Z"}
        return {"dispatched_order": between, "order_status": {"guid": guid}, "order_tracking": {"guid": guid}}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        if operation.name in SENT:
            return SENT[operation.name]
        answer = client.post("/api" + SUBMIT, params={"api_key": connection["api_key"]}, json=ORDER)
        assert answer.json()["CallStatus"]["Success"] is True
        return {"SalesOrderNumber": ORDER["WebSalesOrder"]["SalesOrderNumber"]}


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
