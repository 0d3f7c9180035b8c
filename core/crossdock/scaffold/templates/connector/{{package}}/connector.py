"""{{title}}'s API, as its documentation tells it: orders are read, written, and told of by a webhook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.connect import (
    Answer,
    Connector,
    HeaderKey,
    HmacSignature,
    Operation,
    PageNumber,
    Receipt,
    Repeat,
    Resource,
    Webhook,
    Writes,
)
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.resource import at
from crossdock.errors import Malformed
from {{package}} import inferred
from {{package}}.settings import {{Class}}Settings


class {{Class}}(Connector):
    """One account."""

    name = "{{name}}"
    title = "{{title}}"
    settings_type = {{Class}}Settings
    base_url = "{address}/api"
    auth = HeaderKey("X-Token", setting="token")
    sandbox = "{{package}}.sandbox:{{Class}}Sandbox"
    resources = (
        Resource(
            name="order",
            title="Order",
            description="What a customer bought.",
            key=("number",),
            path="/orders",
            records="orders",
            paging=PageNumber("page"),
            since="changed_since",
            version="changed_at",
        ),
    )
    webhooks = (
        Webhook(
            name="order-changed",
            title="Order changed",
            description="An order is new, or not what it was.",
            resource="order",
            topic="order.changed",
            topic_headers=("x-topic",),
            kind="order",
            version="changed_at",
            event_headers=("x-event",),
            signature=HmacSignature(headers=("x-signature",), setting="hook_key", timestamp_header="x-time"),
        ),
    )
    operations = (
        Operation(
            name="create-order",
            title="Create order",
            description="Makes a new order.",
            resource="order",
            kind="order",
            writes=Writes.CREATE,
            repeat=Repeat.FOUND,
            path="/orders",
            receipt_id="order.number",
            inferred=(inferred.EXACT_NUMBER,),
        ),
    )

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        """The order with that number, if there is one."""
        number = message["number"]
        async with Reader(self, line=line) as reader:
            found = [order async for order in reader.read("order", number=number)]
        return Receipt(id=number, identities=((operation.kind, number),)) if found else None

    def words(self, answer: Answer) -> str:
        """Why something was refused stands under `error.text`."""
        try:
            told = at(answer.document, "error.text")
        except Malformed:
            told = None
        return told if isinstance(told, str) else super().words(answer)
