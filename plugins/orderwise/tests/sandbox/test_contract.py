"""OrderWise's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation
from crossdock.testing import Refused, SandboxContract
from crossdock_orderwise.connector import OrderWise
from crossdock_orderwise.sandbox.inferred import Inferred

from .conftest import MUG, TEA, Api, new_order

CLIENT_CODE = "public client code: required, and looked up by its name or number"
SESSION = {"session_id": "5"}


def refused(name: str, order: Any, words: str, **changes: Any) -> Refused:
    sent = {"path": "/sales/order", "parameters": SESSION, "body": order, "status": 400, "words": words}
    return Refused(name=name, source=CLIENT_CODE, **{**sent, **changes})


REFUSED = (
    refused("unknown-variant", new_order(("NO-SUCH-THING", 1)), "orderLines[0].variantCode"),
    refused("unknown-delivery-method", new_order((TEA, 1), deliveryMethodId=9), "Delivery method '9' not found"),
    refused("order-without-lines", new_order(), "orderLines"),
    refused("zoned-date", new_order((TEA, 1), orderDate="2026-03-02T09:00:00Z"), "orderHeader.orderDate"),
    refused("unknown-customer", {**new_order((TEA, 1)), "customer": {"id": 7}}, "Customer '7' not found"),
    refused("unknown-session", new_order((TEA, 1)), "Session '9' not found", parameters={"session_id": "9"}),
    refused("unknown-definition", [], "No HTTP resource", path="/system/export-definition/9", status=404),
    refused("missing-parameter", [{"name": "", "value": None}], "@changed_since", path="/system/export-definition/102"),
)


class TestOrderWiseSandbox(SandboxContract):
    connector = OrderWise
    read_path = "/OWAPI/customers"
    plain_resource = "customer"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 1}
    refused = REFUSED

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        api = Api(client, connection)
        api.order((TEA, 2), (MUG, 3))
        assert api.cancel(api.order((TEA, 1), number="5550001002")).is_success
        api.control("advance", seconds=7200)
        return {"customer_contact": {"customer_id": 1002}}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        if operation.name == "create-order":
            return new_order((TEA, 2), orderDate="2026-03-02T09:00:00+00:00")
        Api(client, connection).order((TEA, 1))
        return {"number": "5550001001", "reason": "Changed their mind"}


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
