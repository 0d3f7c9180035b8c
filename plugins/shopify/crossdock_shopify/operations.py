"""What is written to a shop. Facts: https://shopify.dev/docs/api/admin-rest (Fulfillment, Refund)."""

from __future__ import annotations

from crossdock.connect import Operation, Repeat, Writes
from crossdock_shopify import (
    cancellation_requests,
    cancelling,
    customers,
    inferred,
    inventory,
    items,
    ordering,
    prices,
    returning,
)

CREATE_FULFILMENT = "create-fulfilment"
SET_TRACKING = "set-tracking"
CREATE_REFUND = "create-refund"

OPERATIONS = (
    Operation(
        name=CREATE_FULFILMENT,
        title="Create fulfilment",
        description="Tells the shop what was shipped of an order, against the fulfilment orders of today.",
        resource="shipment",
        kind="fulfilment",
        writes=Writes.CREATE,
        repeat=Repeat.FOUND,
        path="/fulfillments.json",
        receipt_id="fulfillment.id",
    ),
    Operation(
        name=CREATE_REFUND,
        title="Create refund",
        description="Cancels what will not be shipped of an order, and gives back what the shop suggests for it.",
        resource="unshipped",
        kind="refund",
        writes=Writes.CREATE,
        repeat=Repeat.FOUND,
        path="/orders/{order_id}/refunds.json",
        receipt_id="refund.id",
        inferred=(inferred.SHOP_CURRENCY,),
    ),
    Operation(
        name=SET_TRACKING,
        title="Set tracking",
        description="Tells the shop how a shipment can be followed; tried again while it was not told of the shipment.",
        resource="tracking",
        kind="tracking",
        writes=Writes.SET,
        repeat=Repeat.HARMLESS,
        path="/fulfillments/{fulfilment_id}/update_tracking.json",
        receipt_id="fulfillment.id",
    ),
    ordering.OPERATION,
    customers.OPERATION,
    returning.OPERATION,
    cancelling.OPERATION,
    cancellation_requests.OPERATION,
    inventory.OPERATION,
    items.OPERATION,
    prices.OPERATION,
)
