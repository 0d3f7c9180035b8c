"""Veeqo's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation
from crossdock.testing import Refused, SandboxContract
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.sandbox.inferred import Inferred
from crossdock_veeqo.sandbox.start_data import NORTH, SHOP

from .conftest import MUG, TEA, new_order

DOCUMENTED = "github.com/VeeqoAPI/api-docs"
REFUSED = (
    Refused(
        name="unknown-store",
        source=f"{DOCUMENTED}, Errors: 404 also for an id inside of a body",
        path="/orders",
        body=new_order((TEA, 1), channel_id=7),
        status=404,
    ),
    Refused(
        name="unknown-sellable",
        source=f"{DOCUMENTED}, Errors",
        path="/orders",
        body=new_order((7, 1)),
        status=404,
    ),
    Refused(name="unknown-order", source=f"{DOCUMENTED}, Errors", method="GET", path="/orders/7", status=404),
    Refused(
        name="order-without-lines",
        source=f"{DOCUMENTED}, Orders: line_items_attributes is required",
        path="/orders",
        body=new_order(),
    ),
    Refused(
        name="order-without-customer",
        source=f"{DOCUMENTED}, Orders: customer_id is required, or customer_attributes",
        path="/orders",
        body=new_order((TEA, 1), customer_id=None),
    ),
    Refused(
        name="order-without-address",
        source=f"{DOCUMENTED}, Orders: deliver_to_id is required, or deliver_to_attributes",
        path="/orders",
        body=new_order((TEA, 1), deliver_to_attributes=None),
    ),
    Refused(
        name="body-without-order",
        source=f"{DOCUMENTED}, Errors: 400 for a missing attribute",
        path="/orders",
        body={},
        status=400,
    ),
)


class TestVeeqoSandbox(SandboxContract):
    connector = Veeqo
    read_path = "/orders"
    plain_resource = "product"
    small_pages: ClassVar[Mapping[str, Any]] = {"page_size": 2}
    refused = REFUSED

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        client.headers["x-api-key"] = connection["api_key"]
        shipped, stopped = (
            client.post("/orders", json=new_order((TEA, 2), (MUG, 3), number=number)).json() for number in "12"
        )
        (first, _) = shipped["allocations"]
        shipment = {"tracking_number_attributes": {"tracking_number": "made-up-0001"}, "carrier_id": 1}
        body = {"shipment": shipment, "order_id": shipped["id"], "allocation_id": first["id"]}
        assert client.post("/shipments", json=body).status_code == 201
        returned = {"order": shipped["number"], "sku": "TEA-ASSAM-250", "quantity": 1}
        assert client.post("/_sandbox/returns", json=returned).status_code == 201
        assert client.put(f"/orders/{stopped['id']}/cancel", json={"reason": "Changed their mind"}).is_success
        return {}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        if operation.name == "create-order":
            order = new_order()["order"]
            lines = [{"sku_code": "TEA-ASSAM-250", "quantity": 2, "price_per_unit": "5.50"}]
            return {**order, "line_items_attributes": lines}
        if operation.name == "set-stock":
            return {"sku_code": "MUG-STONE-01", "warehouse_id": NORTH, "physical_stock_level": 9}
        order = new_order((TEA, 1))
        assert client.post("/orders", headers={"x-api-key": connection["api_key"]}, json=order).status_code == 201
        return {"number": order["order"]["number"], "channel_id": SHOP}


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
