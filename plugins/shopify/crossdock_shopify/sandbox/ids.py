"""The numbers Shopify gives to what it makes, and its times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

_FIRST: Mapping[str, int] = {
    "Order": 5890012400000,
    "LineItem": 14870000100000,
    "ShippingLine": 5010000100000,
    "Product": 8120000100000,
    "ProductVariant": 44120000100000,
    "InventoryItem": 46200000100000,
    "Customer": 7300000100000,
    "OrderTransaction": 8800000100000,
    "FulfillmentOrder": 6610000100000,
    "FulfillmentOrderLineItem": 14110000100000,
    "Fulfillment": 5310000100000,
    "Refund": 9420000100000,
    "RefundLineItem": 6200000100000,
    "OrderAdjustment": 3300000100000,
    "WebhookSubscription": 1480000100000,
}
STORE_TIME = timezone(timedelta(hours=1))
"""The shop's own offset: its times are not in UTC, and cannot be compared as text."""


class Ids:
    """One row of numbers for each kind of thing."""

    def __init__(self, made_before: int = 0) -> None:
        self._made_before = made_before
        self._given: Counter[str] = Counter()

    def new(self, kind: str) -> dict[str, Any]:
        """The fields that name a new thing of a kind."""
        self._given[kind] += 1
        number = _FIRST[kind] + self._made_before + self._given[kind]
        return {"id": number, "admin_graphql_api_id": f"gid://shopify/{kind}/{number}"}


def written(moment: datetime) -> str:
    """A moment as Shopify writes it: with the shop's offset, to the second."""
    return moment.astimezone(STORE_TIME).isoformat(timespec="seconds")
