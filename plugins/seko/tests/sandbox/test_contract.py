"""SEKO's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from crossdock.testing import SandboxContract
from crossdock_seko.connector import Seko
from crossdock_seko.sandbox.inferred import Inferred


class TestSekoSandbox(SandboxContract):
    connector = Seko
    read_path = "/api/stock/v3/quantity"
    plain_resource = "stock_level"

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


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
