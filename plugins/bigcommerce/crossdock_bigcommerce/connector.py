"""BigCommerce: reading a store, and telling it orders, cancellations, shipments, refunds, stock, products and prices.

What is odd here: two generations of the API side by side, orders that are told in several lists (`order_reading.py`),
webhooks that say no more than an id (`webhooks.py`, `fetching.py`), and stock that is set later than it is asked for
(`setting_stock.py`). Facts: BigCommerce's public API documentation (developer.bigcommerce.com).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from crossdock.connect import (
    Answer,
    Connector,
    HeaderKey,
    Incoming,
    Message,
    Operation,
    Rate,
    Receipt,
    Resource,
    SharedQuota,
    Subscription,
    Webhook,
)
from crossdock.connect.resource import at
from crossdock.engine import json_text
from crossdock.errors import ErrorKind
from crossdock_bigcommerce import (
    cancelling,
    failures,
    fetching,
    order_reading,
    ordering,
    pricing,
    refunding,
    setting_stock,
    shipping,
    stock,
    subscriptions,
    tracking,
    webhooks,
)
from crossdock_bigcommerce.cannot import CANNOT
from crossdock_bigcommerce.resources import RESOURCES
from crossdock_bigcommerce.settings import BigCommerceSettings
from crossdock_bigcommerce.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class _Writer(Protocol):
    """What looks up what an operation needs, and sends it."""

    async def resolve(self, connector: Connector, line: Line, message: Any) -> dict[str, Any]: ...

    async def write(self, connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt: ...


_WRITERS: Mapping[str, _Writer] = {
    ordering.CREATE_ORDER.name: ordering,
    cancelling.CANCEL_ORDER.name: cancelling,
    shipping.CREATE_SHIPMENT.name: shipping,
    tracking.SET_TRACKING.name: tracking,
    refunding.CREATE_REFUND.name: refunding,
    setting_stock.SET_STOCK.name: setting_stock,
    pricing.CREATE_PRODUCT.name: pricing.Creating,
    pricing.SET_PRICE.name: pricing.Pricing,
}
_WHOLE: Mapping[str, Callable[[Line, dict[str, Any]], Awaitable[dict[str, Any]]]] = {
    "order": order_reading.whole_order,
    "shipment": order_reading.whole_shipment,
    "refund": order_reading.whole_refund,
}
QUOTA = SharedQuota(
    left="x-rate-limit-requests-left", resets="x-rate-limit-time-reset-ms", resets_in="milliseconds", keep=5
)
"""Of the store: all of its applications share it."""


class BigCommerce(Connector):
    """A BigCommerce store."""

    name = "bigcommerce"
    title = "BigCommerce"
    settings: BigCommerceSettings
    settings_type = BigCommerceSettings
    base_url = "{base_url}/stores/{store_hash}"
    auth = HeaderKey("X-Auth-Token", setting="access_token")
    rate = Rate(per_second=5, burst=100)
    """The smallest plans' 150 in 30 seconds, as long as nobody else asks; the answers tell where somebody does."""
    limits = (QUOTA,)
    sandbox = "crossdock_bigcommerce.sandbox:BigCommerceSandbox"
    resources = (
        *RESOURCES,
        *webhooks.NOTICES,
        ordering.NEW_ORDER,
        cancelling.CANCELLATION,
        shipping.NEW_SHIPMENT,
        tracking.TRACKING,
        refunding.NEW_REFUND,
        setting_stock.LEVEL,
        pricing.NEW_PRODUCT,
        pricing.PRICE,
    )
    webhooks = webhooks.WEBHOOKS
    operations = (
        ordering.CREATE_ORDER,
        cancelling.CANCEL_ORDER,
        shipping.CREATE_SHIPMENT,
        tracking.SET_TRACKING,
        refunding.CREATE_REFUND,
        setting_stock.SET_STOCK,
        pricing.CREATE_PRODUCT,
        pricing.SET_PRICE,
    )
    states = STATES
    cannot = CANNOT

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:
        if resource.name == stock.STOCK_LEVEL.name:
            return list(stock.levels(listed))
        return _variants(listed) if resource.name == "variant" else listed

    async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:
        make = _WHOLE.get(resource.name)
        return records if make is None else [await make(line, record) for record in records]

    def stock(
        self,
        resource: Resource,  # noqa: ARG002  # there is one
        lines: Sequence[Any],
        absent: Sequence[tuple[str, str]],
        at: datetime,
    ) -> list[Any]:
        return stock.counted(lines, absent, at)

    def messages(self, webhook: Webhook, incoming: Incoming) -> list[Message]:
        """One, known again by the platform's hash of it."""
        (message,) = super().messages(webhook, incoming)
        document = json_text.decode(message.payload)
        webhooks.require_type(webhook, document)
        return [msgspec.structs.replace(message, event_id=str(at(document, webhooks.EVENT) or ""))]

    async def fetch(self, line: Line, webhook: Webhook, message: Any, now: datetime) -> Any:  # noqa: ARG002  # as the base has it
        record = await fetching.FETCH[webhook.fetches](line, message)
        (whole,) = await self.whole(line, self.resource(webhook.fetches), [record])
        return whole

    async def subscriptions(self, line: Line) -> list[Subscription]:
        return await subscriptions.listed(line)

    async def subscribe(self, line: Line, webhook: Webhook, address: str, instead: Subscription | None) -> Subscription:
        return await subscriptions.subscribed(line, webhook, address, instead)

    def kind(self, answer: Answer) -> ErrorKind | None:
        return failures.STATUS_KINDS.get(answer.status)

    def words(self, answer: Answer) -> str:
        return failures.words(answer) or super().words(answer)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        return await _WRITERS[operation.name].resolve(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        return await _WRITERS[operation.name].write(self, line, message, resolved)

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        if operation.name == shipping.CREATE_SHIPMENT.name:
            return await shipping.find(line, message, resolved)
        if operation.name == refunding.CREATE_REFUND.name:
            return await refunding.find(line, message)
        return await ordering.find(line, message)

    async def confirm(self, line: Line, operation: Operation, receipt: Receipt) -> Receipt | None:  # noqa: ARG002  # one is taken in
        return await setting_stock.confirm(line, receipt)


def _variants(products: list[Any]) -> list[Any]:
    """The variants of products, each with the product it is of; raises ValueError for a product without."""
    found: list[Any] = []
    for product in products:
        variants = product.get("variants") if isinstance(product, dict) else None
        if not isinstance(variants, list):
            raise ValueError("a product has no list 'variants'")
        about = {name: product[name] for name in ("id", "name", "type", "is_visible") if name in product}
        found += [{**each, "product": about} for each in variants]
    return found
