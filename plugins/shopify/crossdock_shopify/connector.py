"""Shopify's Admin API: reading, what the shop tells by webhooks, telling it what was shipped, and what products are.

Read over REST, because webhooks and what merchants have saved are REST-shaped too; stock, products and prices are set over
GraphQL. Facts: https://shopify.dev/docs/api and the recorded answers of Shopify's own client libraries.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from crossdock.connect import (
    Answer,
    Connector,
    HeaderKey,
    LeakyBucket,
    Operation,
    Query,
    Rate,
    Receipt,
    Resource,
    Subscription,
    Webhook,
    path_of,
)
from crossdock.connect.errors import unclear
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_shopify import (
    cancellation_requests,
    cancelling,
    customers,
    fulfilling,
    graphql,
    inventory,
    items,
    ordering,
    payouts,
    prices,
    refunding,
    returning,
    subscriptions,
    variants,
)
from crossdock_shopify.cannot import CANNOT
from crossdock_shopify.inferred import BUCKET_DRAINS_IN_SECONDS, BUCKET_SIZE, STATUS_KINDS, STOPPING
from crossdock_shopify.operations import CREATE_FULFILMENT, CREATE_REFUND, OPERATIONS, SET_TRACKING
from crossdock_shopify.resources import RESOURCES
from crossdock_shopify.settings import ShopifySettings
from crossdock_shopify.states import STATES
from crossdock_shopify.webhooks import WEBHOOKS

if TYPE_CHECKING:
    from crossdock.connect.line import Line

BUCKET = LeakyBucket(header="x-shopify-shop-api-call-limit", drains_in_seconds=BUCKET_DRAINS_IN_SECONDS)
"""Of REST; what it leaves is for the shop's other uses of the same app."""


class _GraphqlWriter(Protocol):
    """A module that writes over GraphQL."""

    async def resolve(self, line: Line, message: Any, /) -> dict[str, Any]: ...

    def request(self, message: Any, resolved: Mapping[str, Any], version: str, /) -> dict[str, Any]: ...

    def receipt(self, message: Any, resolved: Mapping[str, Any], answer: Answer, /) -> Receipt | None: ...


_BY_GRAPHQL: Mapping[str, _GraphqlWriter] = {
    inventory.SET_AVAILABLE: inventory,
    items.SET_PRODUCT: items,
    prices.SET_PRICE: prices,
}


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

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        asked = payouts.looking_back(parameters) if resource.name == payouts.PAYOUT.name else parameters
        return super().queries(resource, asked)

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:
        return variants.inside(listed) if resource.name == "variant" else listed

    async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:
        """A payout's transactions stand in a list of their own."""
        if resource.name != payouts.PAYOUT.name:
            return records
        return await payouts.with_transactions(self, line, records)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        """The lines of today's fulfilment orders for a shipment; the fulfilment for a tracking number; a SKU's variant."""
        resolve = _RESOLVERS.get(operation.name)
        return {} if resolve is None else await resolve(line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Send a message with what was resolved for it."""
        if operation.name in _BY_GRAPHQL:
            return await self._write_by_graphql(line, operation, message, resolved)
        done = message["order_id"] if resolved.get("cancelled") else resolved.get("known")
        if done is not None:  # it is as it shall be
            return Receipt(id=done, identities=((operation.kind, done),))
        make = _BODIES[operation.name]
        try:
            answer = await line.ask(
                operation.method, path_of(operation, message, resolved), body=make(message, resolved)
            )
        except PlatformError as error:
            raise fulfilling.once_more_if_stale(error) from error
        return msgspec.structs.replace(
            self.receipt(operation, message, answer), restocked=refunding.restocked(resolved)
        )

    async def _write_by_graphql(
        self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]
    ) -> Receipt:
        writer = _BY_GRAPHQL[operation.name]
        answer = await line.ask("POST", graphql.PATH, body=writer.request(message, resolved, self.settings.api_version))
        try:
            receipt = writer.receipt(message, resolved, answer)
        except Malformed as error:
            raise unclear(answer, platform=self.title, what="something that is not JSON") from error
        if receipt is None:
            raise unclear(answer, platform=self.title, what=f"without saying what '{operation.name}' did")
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
        """A fulfilment is known by its id; a tracking number names itself."""
        if operation.name != SET_TRACKING:
            return super().receipt(operation, message, answer)
        fulfilment = self.told(answer, operation.receipt_id)
        return Receipt(id=fulfilment, identities=((operation.kind, message["tracking"]["number"]),))

    def is_repeat(self, error: PlatformError) -> bool:
        return customers.is_taken(error)

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        """The fulfilment, refund or answer that an interrupted write made, among those of its order."""
        found = await _find(line, operation, message, resolved)
        if found is None:
            return None
        return Receipt(id=found, identities=((operation.kind, found),), restocked=refunding.restocked(resolved))


_RESOLVERS: Mapping[str, Callable[[Line, Any], Awaitable[dict[str, Any]]]] = {
    CREATE_FULFILMENT: fulfilling.resolve_shipment,
    SET_TRACKING: fulfilling.resolve_tracking,
    CREATE_REFUND: refunding.resolve_refund,
    returning.REFUND_RETURN: returning.resolve,
    cancelling.CANCEL_ORDER: cancelling.resolve,
    ordering.CREATE_ORDER: ordering.resolve,
    customers.CREATE_CUSTOMER: customers.resolve,
    **{name: writer.resolve for name, writer in _BY_GRAPHQL.items()},
}
"""What looks up what each operation needs; others need nothing."""

_BODIES: Mapping[str, Callable[[Any, Mapping[str, Any]], dict[str, Any]]] = {
    CREATE_FULFILMENT: fulfilling.fulfilment,
    SET_TRACKING: fulfilling.tracking,
    CREATE_REFUND: refunding.refund,
    returning.REFUND_RETURN: returning.refund,
    cancelling.CANCEL_ORDER: cancelling.cancellation,
    ordering.CREATE_ORDER: ordering.order,
    customers.CREATE_CUSTOMER: customers.customer,
    cancellation_requests.ANSWER_REQUEST: cancellation_requests.answer,
}
"""What makes the body of each operation over REST."""


async def _find(line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> str | None:
    if operation.name == CREATE_REFUND:
        return await refunding.find_refund(line, message, refunding.note_of(message))
    if operation.name == returning.REFUND_RETURN:
        return await refunding.find_refund(line, {**message, **resolved}, returning.note_of(message))
    if operation.name == ordering.CREATE_ORDER:
        return await ordering.find_order(line, message)
    if operation.name == cancellation_requests.ANSWER_REQUEST:
        return await cancellation_requests.find_answer(line, message)
    return await fulfilling.find_fulfilment(line, message, resolved)


def _sentences(errors: Any, field: str = "") -> list[str]:
    """Shopify's errors as sentences: they come as text, as list, or as object of either by field."""
    if isinstance(errors, dict):
        return [sentence for name, value in errors.items() for sentence in _sentences(value, name)]
    if isinstance(errors, list):
        return [sentence for value in errors for sentence in _sentences(value, field)]
    if errors is None:
        return []
    return [f"{field} {errors}" if field and field != "base" else str(errors)]
