"""Veeqo keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Resource, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.settings import VeeqoSettings


class TestVeeqo(ConnectorContract):
    connector = Veeqo
    settings = VeeqoSettings(api_key=Secret("made-up-veeqo-key"))
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "create-order": {"sellables": {"MUG-STONE-02": 7100014}},
        "cancel-order": {"order_id": 9100005, "cancelled": False},
        "set-stock": {"sellable_id": 7100014},
    }

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        return super().page(resource, [_around(resource, record) for record in records], following)

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        if operation.name == "create-order":
            return super().accepted_answer(operation)
        return {"json": {"status": "cancelled"} if operation.name == "cancel-order" else {"physical_stock_level": 7}}

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything as it is, but for ids in the place of SKUs and numbers."""
        told = json_text.decode(request.content)
        if operation.name == "create-order":
            return bool(_with_skus(told["order"], self.resolved["create-order"]["sellables"]) == message)
        place, names = {
            "cancel-order": ("/orders/9100005/cancel", ("number", "channel_id")),
            "set-stock": ("/sellables/7100014/warehouses/6100001/stock_entry", ("sku_code", "warehouse_id")),
        }[operation.name]
        rest = {name: value for name, value in message.items() if name not in names}
        return request.url.path == place and told.get("stock_entry", told) == rest


def _with_skus(order: Any, sellables: Mapping[str, int]) -> Any:
    """A created order, as it was before its SKUs were looked up."""
    by_id = {number: sku for sku, number in sellables.items()}
    for line in order["line_items_attributes"]:
        line["sku_code"] = by_id[line.pop("sellable_id")]
    return order


def _around(resource: Resource, record: Any) -> Any:
    """What Veeqo lists, so that a record is found inside."""
    inside = dict(record)
    if resource.name in ("allocation", "shipment"):
        return {**inside.pop("order"), "allocations": [inside]}
    if resource.name == "return":
        return {**inside.pop("order"), "returns": [inside]}
    if resource.name == "sellable":
        return {**inside.pop("product"), "sellables": [inside]}
    if resource.name == "stock_entry":
        sellable = {**inside.pop("sellable"), "stock_entries": [inside]}
        return {"id": 1, "title": "Made up", "sellables": [sellable]}
    return record
