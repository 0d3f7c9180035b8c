"""Fulfil keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Resource, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock.testing.platform import Response
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.models import MODELS, told
from crossdock_fulfil.settings import FulfilSettings

INVENTORY = "/get_product_inventory"


class TestFulfil(ConnectorContract):
    connector = Fulfil
    settings = FulfilSettings(
        address="https://example-tea.fulfil.io",
        token=Secret("made-up-fulfil-token"),
        webhook_secret=Secret("bWFkZS11cC1mdWxmaWwtd2ViaG9vay1zZWNyZXQ="),
    )
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "cancel-order": {"order": 910001, "cancelled": False, "lines": {"1201": 2}},
        "reduce-order": {"order": 910001, "cancelled": False, "lines": {"1201": 1}},
        "set-customer": {"party": 8101, "contacts": []},
    }

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        return super().page(resource, [_row(resource, record) for record in records], following)

    def pages(self, resource: Resource, lists: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """Nothing but an empty page ends a list."""
        return [self.page(resource, records) for records in (*lists, ())]

    def beside(self, request: httpx.Request) -> Response | None:
        """What records name by id, as the samples have it."""
        path = request.url.path
        if path.endswith("/read"):
            (ids, _) = json_text.decode(request.content)
            return {"json": [row for row in self._related(path) if row["id"] in ids]}
        if path.endswith(INVENTORY):
            return {"json": self._inventory()}
        if path.endswith("/stock.location/search_read") and b'"code"]]' in request.content:
            return {"json": [{"id": 4001, "code": "NORTH"}]}
        return None

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        record = {"id": 910001, "state": "cancel"}
        return {"json": [record] if operation.path == "/model/account.move" else record}

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything as it is, but for what the call wants around it."""
        sent = operation.format.decode(request.content)
        match operation.name:
            case "create-order":
                return bool(sent == [message["channel"], _without(message, "channel")])
            case "cancel-order":
                lines = [{"channel_identifier": "1201", "quantity_canceled": 2}]
                rest = {**_without(message, "channel"), "status": "cancelled", "sale_lines": lines}
                return bool(sent == [message["channel"], rest])
            case "reduce-order":
                lines = [{"channel_identifier": "1201", "quantity_canceled": 1}]
                rest = {**_without(message, "channel", "lines", "reason"), "sale_lines": lines}
                return bool(sent == [message["channel"], rest])
            case "set-customer":
                contacts = {name: [["create", message[name]]] for name in ("contact_mechanisms",) if name in message}
                return bool(sent == {**message, **contacts})
        return bool(sent == [{**message, "lines": [["create", message["lines"]]]}])

    def _related(self, path: str) -> list[Any]:
        """The rows of a model that samples hold."""
        return [
            {_dotted(related.fields, name): value for name, value in row.items()}
            for name, model in MODELS.items()
            for related in model.related
            if f"/{related.model}/" in path
            for record in self.samples(self.connector.resource(name))
            for row in record[related.field]
        ]

    def _inventory(self) -> Any:
        names = ("quantity_on_hand", "quantity_available")
        return {
            str(line["product"]): {str(line["location"]): {name: line[name] for name in names}}
            for line in self.samples(self.connector.resource("stock_line"))
        }


def _row(resource: Resource, record: Any) -> Any:
    """A record as Fulfil lists it: with dots in its fields' names, and ids in the place of what it names."""
    model = MODELS[resource.name]
    if resource.name == "stock_line":
        left_out = ("product", "sku", "location", "quantity_on_hand", "quantity_available")
        return {"id": record["product"], "code": record["sku"], **_without(record, *left_out)}
    named = {related.field for related in model.related}
    return {
        _dotted(model.fields, name): [row["id"] for row in value] if name in named else value
        for name, value in _without(record, "order", "changed_at").items()
    }


def _dotted(fields: Sequence[str], name: str) -> str:
    return next((field for field in fields if told(field) == name), name)


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}
