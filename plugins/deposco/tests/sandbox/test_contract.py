"""Deposco's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Connector, Operation
from crossdock.connect.line import Line
from crossdock.testing import Refused, SandboxContract
from crossdock_deposco.connector import Deposco
from crossdock_deposco.sandbox.inferred import Inferred
from crossdock_deposco.sandbox.start_data import UNIT

from .conftest import MUG, TEA, Environment, new_customer_order, new_order, new_return, reference

DOCUMENTED = "Deposco's API description"
SEEN = "public client code"
ORDERS, CUSTOMER_ORDERS, RETURNS = "/orders/salesOrders", "/orders/customerOrders", "/orders/customerReturns"
LONG = "An invented first name of more than thirty letters"
REFUSED = (
    Refused(
        name="order-without-recipient",
        source=f"{DOCUMENTED}, salesOrder: shipToContact is required",
        path=ORDERS,
        body=new_order((TEA, 1), shipToContact=None),
        status=400,
    ),
    Refused(
        name="name-too-long",
        source=f"{SEEN}: '{{path}} size must be between 0 and {{n}}'",
        path=ORDERS,
        body=new_order((TEA, 1), shipToContact={"firstName": LONG, "lastName": "Example"}),
        status=400,
        words="salesOrder.shipToContact.firstName size must be between 0 and 30",
    ),
    Refused(
        name="unknown-item",
        source=f"{SEEN}: 'Item with business key number = [X]'",
        path=ORDERS,
        body=new_order(("NO-SUCH", 1)),
        status=404,
        words="Item with business key number = [NO-SUCH]",
    ),
    Refused(
        name="order-that-begins-released",
        source=f"{DOCUMENTED}, salesOrder: orderStatus is New or Hold on create",
        path=ORDERS,
        body=new_order((TEA, 1), orderStatus="Released"),
        status=400,
    ),
    Refused(name="unknown-order", source=DOCUMENTED, method="GET", path=f"{ORDERS}/7", status=404),
    Refused(
        name="customer-order-bare",
        source=f"{SEEN}: the wrapper customerOrder is required",
        path=CUSTOMER_ORDERS,
        body=new_customer_order(TEA),
        status=400,
    ),
    Refused(
        name="return-without-facility",
        source=f"{DOCUMENTED}, customerReturn: shipToFacility is required",
        path=RETURNS,
        body=new_return((TEA, 1), shipToFacility=None),
        status=400,
    ),
    Refused(
        name="item-without-packs",
        source=f"{DOCUMENTED}, item: packs is required",
        path="/items",
        body={"businessUnit": reference(code=UNIT), "number": "NEW", "name": "New"},
        status=400,
    ),
)


class TestDeposcoSandbox(SandboxContract):
    connector = Deposco
    read_path = "/latest/orders/salesOrders"
    plain_resource = "item"
    small_pages: ClassVar[Mapping[str, Any]] = {"pageSize": "3"}
    refused = REFUSED

    @asynccontextmanager
    async def line(self, connector: Connector) -> AsyncIterator[Line]:
        """One that has its token: trouble is then met by what a check is about."""
        async with super().line(connector) as line:
            await line.ask("GET", "/facilities")
            yield line

    def prepare(
        self,
        client: httpx.Client,
        connection: Mapping[str, str],  # noqa: ARG002  # the environment of the tests knows its keys
    ) -> Mapping[str, Mapping[str, Any]]:
        environment = Environment(client)
        environment.order((TEA, 1))
        environment.post(CUSTOMER_ORDERS, {"customerOrder": new_customer_order(MUG)})
        environment.work_on(120)
        assert environment.post(RETURNS, new_return((TEA, 1))).status_code == 201
        return {}

    def written(
        self,
        operation: Operation,
        client: httpx.Client,
        connection: Mapping[str, str],  # noqa: ARG002  # as above
    ) -> Any:
        environment = Environment(client)
        environment.control("switches", {"seconds_to_show": 0, "seconds_to_import": 0})
        if operation.name == "create-customer-order":
            return new_customer_order(TEA)
        if operation.name in ("cancel-order", "create-return"):
            environment.order((TEA, 2))
            return {"number": "1001"} if operation.name == "cancel-order" else new_return((TEA, 1))
        if operation.name == "create-order":
            return new_order((TEA, 2))
        packs = [{"type": "Each", "quantity": 1}]
        item = {"businessUnit": reference(code=UNIT), "number": "NEW", "name": "New", "packs": packs}
        return item if operation.name == "set-item" else {"product": "7", "entities": [item]}


def test_the_readme_lists_what_can_be_switched_about_it() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in Inferred.__struct_fields__ if f"`{name}`" not in readme] == []
