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
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {"create-order": {"sellables": {"MUG-STONE-02": 7100014}}}

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        return super().page(resource, [_around(resource, record) for record in records], following)

    def pages(self, resource: Resource, lists: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """Each page tells how many there are."""
        told = {"X-Total-Pages-Count": str(len(lists))}
        return [{**self.page(resource, records), "headers": told} for records in lists]

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:  # noqa: ARG002  # there is one
        """Everything as it is, but ids in the place of SKUs."""
        told = json_text.decode(request.content)["order"]
        by_id = {number: sku for sku, number in self.resolved["create-order"]["sellables"].items()}
        for line in told["line_items_attributes"]:
            line["sku_code"] = by_id[line.pop("sellable_id")]
        return bool(told == message)


def _around(resource: Resource, record: Any) -> Any:
    """What Veeqo lists, so that a record is found inside."""
    inside = dict(record)
    if resource.name in ("allocation", "shipment"):
        return {**inside.pop("order"), "allocations": [inside]}
    if resource.name == "sellable":
        return {**inside.pop("product"), "sellables": [inside]}
    if resource.name == "stock_entry":
        sellable = {**inside.pop("sellable"), "stock_entries": [inside]}
        return {"id": 1, "title": "Made up", "sellables": [sellable]}
    return record
