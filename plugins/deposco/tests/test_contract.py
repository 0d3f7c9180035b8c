"""Deposco keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Resource, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock.testing.platform import Response
from crossdock_deposco.connector import Deposco
from crossdock_deposco.settings import DeposcoSettings

ORDERS = "/latest/orders/salesOrders/"


class TestDeposco(ConnectorContract):
    connector = Deposco
    settings = DeposcoSettings(
        business_unit="EXTEA",
        client_id="made-up-client",
        client_secret=Secret("made-up-client-secret"),
        refresh_token=Secret("made-up-refresh-token"),
        legacy_address="https://extea.deposco.com/integration/EXTEA",
        legacy_user="crossdock",
        legacy_password=Secret("made-up-legacy-password"),
    )
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {"cancel-order": {"order_id": 101, "cancelled": False}}

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        if resource.name == "stock_entry":
            return {"json": {"itemInventories": {"itemInventory": [_item(record) for record in records]}}}
        links = [{"rel": "next", "href": following}] if following else []
        listed = [_listed(resource, record) for record in records]
        return {"json": {"links": links, "complete": not following, "pages": 1, "data": listed}}

    def beside(self, request: httpx.Request) -> Response | None:
        """The orders that shipments are of."""
        if request.method != "GET" or not request.url.path.startswith(ORDERS):
            return None
        shipments = self.samples(self.connector.resource("shipment"))
        orders = {str(each["order"]["self"]["id"]): each["order"] for each in shipments}
        return {"json": {"salesOrder": orders[request.url.path.removeprefix(ORDERS)]}}

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        if operation.name == "cancel-order":
            return {"json": {"orderStatus": "Canceled"}}
        return super().accepted_answer(operation)

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything as it is, but for what wraps it, and what only the address tells."""
        if operation.name == "cancel-order":
            return request.url.path == f"{ORDERS}101/cancellations" and not request.content
        told = json_text.decode(request.content)
        if operation.name == "import-items":
            return bool({**told, "product": message["product"]} == {"entityType": "item", **message})
        return bool(told.get("customerOrder", told) == message)


def _listed(resource: Resource, record: Any) -> Any:
    """A shipment names its order by id only."""
    return {name: value for name, value in record.items() if resource.name != "shipment" or name != "order"}


def _item(record: Any) -> Any:
    """An item with what of it is at one facility."""
    inside = {name: value for name, value in record.items() if name != "item"}
    return {"itemNumber": record["item"], "facilityInventory": inside}
