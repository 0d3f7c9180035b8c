"""Shopify's REST Admin API: reading, what the shop tells by webhooks, and telling it what was shipped.

REST rather than GraphQL, because webhooks and what merchants have saved are REST-shaped too. Facts:
https://shopify.dev/docs/api/admin-rest and the recorded answers of Shopify's own client libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect import (
    Answer,
    Connector,
    HeaderKey,
    LeakyBucket,
    Operation,
    Rate,
    Receipt,
    Restocked,
    Subscription,
    Webhook,
    path_of,
)
from crossdock.connect.errors import unclear
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_shopify import fulfilling, graphql, inventory, refunding, subscriptions
from crossdock_shopify.cannot import CANNOT
from crossdock_shopify.inferred import BUCKET_DRAINS_IN_SECONDS, BUCKET_SIZE, STATUS_KINDS, STOPPING
from crossdock_shopify.operations import CREATE_REFUND, OPERATIONS, SET_TRACKING
from crossdock_shopify.resources import RESOURCES
from crossdock_shopify.settings import ShopifySettings
from crossdock_shopify.states import STATES
from crossdock_shopify.webhooks import WEBHOOKS

if TYPE_CHECKING:
    from crossdock.connect.line import Line

BUCKET = LeakyBucket(header="x-shopify-shop-api-call-limit", drains_in_seconds=BUCKET_DRAINS_IN_SECONDS)
"""Of REST; what it leaves is for the shop's other uses of the same app."""


class Shopify(Connector):
    """A Shopify shop."""

    name = "shopify"
    title = "Shopify"
    settings: ShopifySettings
    settings_type = ShopifySettings
    base_url = "https://{shop}.myshopify.com/admin/api/{api_version}"
    auth = HeaderKey("X-Shopify-Access-Token", setting="access_token")
    rate = Rate(per_second=2, burst=40)
    """The bucket of the smallest plan, which every shop has at least."""
    limits = (BUCKET, graphql.COST)
    states = STATES
    inferred = (BUCKET_SIZE, STOPPING)
    cannot = CANNOT
    webhooks = WEBHOOKS
    sandbox = "crossdock_shopify.sandbox:ShopifySandbox"
    resources = RESOURCES
    operations = OPERATIONS

    @property
    def address(self) -> str:
        """The shop's own address, unless the connection leads to a sandbox on this machine."""
        settings = self.settings
        if settings.address is None:
            return super().address
        return f"{settings.address}/admin/api/{settings.api_version}"

    def kind(self, answer: Answer) -> ErrorKind | None:
        return STATUS_KINDS.get(answer.status)

    async def subscriptions(self, line: Line) -> list[Subscription]:
        return await subscriptions.listed(line)

    async def subscribe(self, line: Line, webhook: Webhook, address: str, instead: Subscription | None) -> Subscription:
        return await subscriptions.subscribed(line, webhook, address, instead)

    def words(self, answer: Answer) -> str:
        try:
            document = answer.document
        except Malformed:
            return super().words(answer)
        return "; ".join(_sentences(document.get("errors"))) if isinstance(document, dict) else ""

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        """The lines of today's fulfilment orders for a shipment; the fulfilment for a tracking number; a SKU's level."""
        if operation.name == inventory.SET_AVAILABLE:
            return await inventory.resolve(line, message)
        if operation.name == SET_TRACKING:
            return await fulfilling.resolve_tracking(line, message)
        if operation.name == CREATE_REFUND:
            return await refunding.resolve_refund(line, message)
        return await fulfilling.resolve_shipment(line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Send a shipment, a tracking number or a level with what was resolved for it."""
        if operation.name == inventory.SET_AVAILABLE:
            return await self._set_available(line, message, resolved)
        make = _BODIES[operation.name]
        try:
            answer = await line.ask(
                operation.method, path_of(operation, message, resolved), body=make(message, resolved)
            )
        except PlatformError as error:
            raise fulfilling.once_more_if_stale(error) from error
        return self.receipt(operation, message, answer)

    async def _set_available(self, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        body = inventory.request(message, resolved, self.settings.api_version)
        answer = await line.ask("POST", inventory.PATH, body=body)
        try:
            receipt = inventory.receipt(message, resolved, answer)
        except Malformed as error:
            raise unclear(answer, platform=self.title, what="something that is not JSON") from error
        if receipt is None:
            raise unclear(answer, platform=self.title, what="without 'inventorySetQuantities'")
        return receipt

    async def resolve_batch(
        self, line: Line, operation: Operation, messages: Sequence[Any]
    ) -> Sequence[dict[str, Any] | PlatformError]:
        if operation.name != inventory.SET_AVAILABLE:
            return await super().resolve_batch(line, operation, messages)
        return await inventory.resolve_all(line, messages)

    async def write_batch(
        self,
        line: Line,
        operation: Operation,  # noqa: ARG002  # stock is all that is set together
        messages: Sequence[Any],
        resolved: Sequence[Mapping[str, Any]],
    ) -> Sequence[Receipt | PlatformError]:
        return await inventory.set_all(line, messages, resolved, self.settings.api_version)

    def failure(self, answer: Answer) -> PlatformError | None:
        return super().failure(answer) or graphql.failure(answer)

    def receipt(self, operation: Operation, message: Any, answer: Answer) -> Receipt:
        """A fulfilment is known by its id, and a refund with what it puts back on sale; a tracking number names itself."""
        if operation.name != SET_TRACKING:
            made = super().receipt(operation, message, answer)
            return msgspec.structs.replace(made, restocked=_restocked(operation, message))
        fulfilment = self.told(answer, operation.receipt_id)
        return Receipt(id=fulfilment, identities=((operation.kind, message["tracking"]["number"]),))

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        """The fulfilment or refund that an interrupted write made, among those of its order."""
        if operation.name == CREATE_REFUND:
            found = await refunding.find_refund(line, message)
        else:
            found = await fulfilling.find_fulfilment(line, message, resolved)
        if found is None:
            return None
        return Receipt(id=found, identities=((operation.kind, found),), restocked=_restocked(operation, message))


_BODIES: Mapping[str, Callable[[Any, Mapping[str, Any]], dict[str, Any]]] = {
    "create-fulfilment": fulfilling.fulfilment,
    SET_TRACKING: fulfilling.tracking,
    CREATE_REFUND: refunding.refund,
}
"""What makes each operation's body."""


def _restocked(operation: Operation, message: Any) -> tuple[Restocked, ...]:
    return refunding.restocked(message) if operation.name == CREATE_REFUND else ()


def _sentences(errors: Any, field: str = "") -> list[str]:
    """Shopify's errors as sentences: they come as text, as list, or as object of either by field."""
    if isinstance(errors, dict):
        return [sentence for name, value in errors.items() for sentence in _sentences(value, name)]
    if isinstance(errors, list):
        return [sentence for value in errors for sentence in _sentences(value, field)]
    if errors is None:
        return []
    return [f"{field} {errors}" if field and field != "base" else str(errors)]
