"""Which of a shop's messages tell ledger events. An order's name is its `id` throughout."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

ORDER = (
    Tells(event=LedgerEvent.ORDER_PLACED, at="created_at", lines="line_items", sku="sku", quantity="quantity"),
    Tells(event=LedgerEvent.ORDER_CANCEL_REQUESTED, at="cancelled_at", when=(("cancelled_at", ()),)),
)
"""A shop cancels a whole order. What an edit changed an order does not say; when money was captured, its transactions do."""

PRODUCT = (Tells(event=LedgerEvent.ITEM_CHANGED, at="updated_at", lines="variants", sku="sku"),)

VARIANT = (Tells(event=LedgerEvent.ITEM_CHANGED, at="product.updated_at", sku="sku", when=(("sku", ()),)),)

REFUND = (
    Tells(
        event=LedgerEvent.REFUNDED,
        order="order_id",
        at="created_at",
        lines="refund_line_items",
        sku="line_item.sku",
        quantity="quantity",
    ),
)
"""One of shipping costs alone has no lines."""

TRANSACTION = (
    Tells(
        event=LedgerEvent.CAPTURED,
        order="order_id",
        at="processed_at",
        when=(("kind", ("sale", "capture")), ("status", ("success",))),
    ),
)
"""Money is taken by a sale, or by a capture of what was authorised."""

FULFILMENT = (
    Tells(
        event=LedgerEvent.SHIPPED,
        order="order_id",
        at="created_at",
        lines="line_items",
        sku="sku",
        quantity="quantity",
        when=(("status", ("success",)),),
    ),
    Tells(
        event=LedgerEvent.TRACKING_SCANNED,
        order="order_id",
        at="updated_at",
        when=(("shipment_status", ("in_transit", "out_for_delivery", "attempted_delivery", "ready_for_pickup")),),
    ),
    Tells(
        event=LedgerEvent.DELIVERY_ARRIVED,
        order="order_id",
        at="updated_at",
        when=(("shipment_status", ("delivered",)),),
    ),
)
