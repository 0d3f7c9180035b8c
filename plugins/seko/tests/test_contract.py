"""SEKO keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx
from msgspec import structs

from crossdock.connect import Incoming, Operation, Resource, Secret, Webhook
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_seko.connector import Seko
from crossdock_seko.inferred import ENVELOPES
from crossdock_seko.settings import SekoSettings


class TestSeko(ConnectorContract):
    connector = Seko
    settings = SekoSettings(
        base_url="https://ihub.example.com:8081/api",
        api_key=Secret("made-up/api+key"),
        push_secret=Secret("made-up-push-secret"),
    )
    parameters: ClassVar[Mapping[str, Any]] = {
        "stock_level": {"product_codes": ["MUGSTONE01", "TEAASSAM250"]},
        "dispatched_order": {"dispatched_since": "2026-03-01T09:00:00Z", "dispatched_until": "2026-03-01T10:00:00Z"},
        "order_status": {"guid": "made-up-guid"},
        "order_tracking": {"guid": "made-up-guid"},
    }

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        answer = super().page(resource, records, following)
        answer["json"]["CallStatus"] = {"Success": True, "Code": 0, "Message": ""}
        return answer

    def deliveries(self, webhook: Webhook, records: Sequence[Any]) -> list[Incoming]:
        (first, *_) = super().deliveries(webhook, records)
        responses = [{"Response": {ENVELOPES[webhook.name]: record}} for record in records]
        return [structs.replace(first, body=json_text.encode({"Responses": responses}))]

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        if operation.name == "set-product":
            return bool({**json_text.decode(request.content), "Whole": True} == message)
        if operation.name != "cancel-order":
            return super().tells(operation, message, request)
        return (
            request.url.path.endswith(f"/salesorders/v3/{message['SalesOrderNumber']}/cancel") and not request.content
        )

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:  # noqa: ARG002  # all are answered alike
        return {"json": {"CallStatus": {"Success": True, "Code": 0, "Message": ""}, "GUID": "made-up-guid"}}

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:  # noqa: ARG002  # as above
        return {"json": {"CallStatus": {"Success": False, "Code": 100, "Message": words}}}

    def repeated_answer(self, operation: Operation) -> dict[str, Any]:
        what = "ASN" if operation.name == "announce-goods" else "Sales Order"
        return self.refused_answer(operation, f"Error Submitting 1001 - Error. {what} Number already exists.")
