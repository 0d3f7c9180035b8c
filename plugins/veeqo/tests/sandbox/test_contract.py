"""Veeqo's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from crossdock.testing import SandboxContract
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.sandbox.inferred import Inferred

from .conftest import MUG, TEA, new_order


class TestVeeqoSandbox(SandboxContract):
    connector = Veeqo
    read_path = "/orders"
    plain_resource = "product"

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        client.headers["x-api-key"] = connection["api_key"]
        shipped, stopped = (client.post("/orders", json=new_order((TEA, 2), (MUG, 3))).json() for _ in range(2))
        (first, _) = shipped["allocations"]
        shipment = {"tracking_number_attributes": {"tracking_number": "made-up-0001"}, "carrier_id": 1}
        body = {"shipment": shipment, "order_id": shipped["id"], "allocation_id": first["id"]}
        assert client.post("/shipments", json=body).status_code == 201
        assert client.put(f"/orders/{stopped['id']}/cancel", json={"reason": "Changed their mind"}).is_success
        return {}


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
