"""Veeqo: reading orders, what was shipped of them, products, stock and customers; creating orders.

Veeqo sends no webhooks: orders are polled by the time they changed, and cancelled ones beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, Connector, HeaderKey, Operation, Rate, Receipt, Resource
from crossdock_veeqo import failures, nested, ordering, stock
from crossdock_veeqo.resources import RESOURCES
from crossdock_veeqo.settings import VeeqoSettings

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class Veeqo(Connector):
    """A company's account at Veeqo."""

    name = "veeqo"
    title = "Veeqo"
    settings: VeeqoSettings
    settings_type = VeeqoSettings
    base_url = "{base_url}"
    auth = HeaderKey("x-api-key", setting="api_key")
    rate = Rate(per_second=5, burst=100)
    """Of a key: all programs that use the same one share it."""
    sandbox = "crossdock_veeqo.sandbox:VeeqoSandbox"
    resources = (*RESOURCES, ordering.NEW_ORDER)
    operations = (ordering.CREATE_ORDER,)

    def records(self, resource: Resource, document: Any) -> list[Any]:
        listed = super().records(resource, document)
        take_out = nested.INSIDE.get(resource.name)
        return listed if take_out is None else list(take_out(listed))

    def stock(
        self,
        resource: Resource,  # noqa: ARG002  # there is one
        lines: Sequence[Any],
        absent: Sequence[tuple[str, str]],
        at: datetime,
    ) -> list[Any]:
        return stock.counted(lines, absent, at)

    def words(self, answer: Answer) -> str:
        return failures.words(answer) or super().words(answer)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:  # noqa: ARG002  # there is one
        return await ordering.resolve(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        answer = await line.ask(operation.method, operation.path, body=ordering.body(message, resolved))
        return ordering.receipt(message["number"], self.told(answer, operation.receipt_id))

    async def find(
        self,
        line: Line,
        operation: Operation,  # noqa: ARG002  # there is one
        message: Any,
        resolved: Mapping[str, Any],  # noqa: ARG002  # the number says it
    ) -> Receipt | None:
        """An order under that number was not there before it was sent, so the first one is it."""
        found = await ordering.orders_numbered(self, line, message)
        return ordering.receipt(message["number"], found[0]) if found else None
