"""BigCommerce keeps the contract of every connector."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Resource, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_bigcommerce.connector import BigCommerce
from crossdock_bigcommerce.settings import BigCommerceSettings

OF_AN_ORDER = re.compile(r"/v2/orders/(\d+)(?:/(products|shipping_addresses))?$")


class TestBigCommerce(ConnectorContract):
    connector = BigCommerce
    settings = BigCommerceSettings(
        store_hash="exampletea",
        access_token=Secret("made-up-access-token"),
        client_secret=Secret("made-up-client-secret"),
    )
    parameters: ClassVar[Mapping[str, Mapping[str, Any]]] = {"shipment": {"order_id": "1002"}}
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "create-order": {"variants": {"MUG-STONE-02": {"product_id": 79, "variant_id": 792}}},
        "cancel-order": {"cancelled": False},
        "create-shipment": {
            "order_address_id": 301,
            "items": [{"order_product_id": 501, "quantity": 2}],
            "before": [],
        },
        "set-tracking": {"shipment_id": 9, "order_address_id": 301},
        "create-refund": {
            "items": [{"item_type": "PRODUCT", "item_id": 501, "quantity": 1}],
            "payments": [{"provider_id": "storecredit", "amount": 5.5, "offline": True}],
        },
        "set-stock": {"found": 4},
        "create-product": {"there": ""},
        "set-price": {"product_id": 79, "variant_id": 792},
    }

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        if resource.empty_status and not records:
            return {"status_code": resource.empty_status, "content": b""}
        return super().page(resource, [_around(resource, record) for record in records], following)

    def beside(self, request: httpx.Request) -> dict[str, Any] | None:
        """Orders, their lines and their addresses, each where the store tells it."""
        asked = OF_AN_ORDER.search(request.url.path)
        if asked is None or request.method != "GET":
            return None
        number, part = asked.groups()
        orders = {str(order["id"]): order for order in self.samples(self.connector.resource("order"))}
        found = orders.get(number)
        return None if found is None else {"json": found[part] if part else found}

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        return {"json": {"status_id": 5}} if operation.name == "cancel-order" else super().accepted_answer(operation)

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything as it is, but for ids in the place of SKUs, and what only names the message."""
        told, looked_up = json_text.decode(request.content), self.resolved[operation.name]
        if operation.name == "create-order":
            return bool(_with_skus(told, looked_up["variants"]) == message)
        path, body = _sent(operation, message, looked_up)
        return request.url.path.endswith(path) and bool(told == body)


def _sent(operation: Operation, message: Any, looked_up: Mapping[str, Any]) -> tuple[str, Any]:
    """The path and the body that a message makes."""
    match operation.name:
        case "cancel-order":
            return "/v2/orders/1011", {"status_id": 5}
        case "create-shipment" | "set-tracking":
            return _shipment(operation, looked_up)
        case "create-refund":
            return "/v3/orders/1011/payment_actions/refunds", {**looked_up, "reason": "Came back (RN-0001)"}
        case "set-stock":
            item = {"location_id": 1, "sku": "MUG-STONE-02", "quantity": 9}
            return operation.path, {"reason": "Counted by the warehouse", "items": [item]}
        case "set-price":
            rest = {name: value for name, value in message.items() if name != "sku"}
            return "/v3/catalog/products/79/variants/792", rest
        case _:
            return operation.path, message


def _shipment(operation: Operation, looked_up: Mapping[str, Any]) -> tuple[str, Any]:
    """A shipment that is made, or one that is told how it can be followed."""
    if operation.name == "set-tracking":
        number, carrier, path = "made-up-0004", "dpd-uk", "/v2/orders/1011/shipments/9"
    else:
        number, carrier, path = "made-up-0003", "royal-mail", "/v2/orders/1011/shipments"
    said = {
        "tracking_number": number,
        "tracking_carrier": carrier,
        "tracking_link": f"https://track.example.com/{number}",
    }
    return path, {**said, **{name: looked_up[name] for name in ("order_address_id", "items") if name in looked_up}}


def _with_skus(order: Any, variants: Mapping[str, Any]) -> Any:
    """A created order, as it was before its SKUs were looked up."""
    by_id = {one["variant_id"]: sku for sku, one in variants.items()}
    for line in order["products"]:
        line["sku"] = by_id[line.pop("variant_id")]
        del line["product_id"]
    return order


def _around(resource: Resource, record: Any) -> Any:
    """What the store lists, so that a record is found inside."""
    inside = dict(record)
    if resource.name == "stock_level":
        return {"identity": inside.pop("identity"), "locations": [inside]}
    if resource.name == "variant":
        return {**inside.pop("product"), "variants": [inside]}
    return record
