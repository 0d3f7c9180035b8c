"""What Veeqo's records say happened to an order, and where they say it."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

_LINES, _SKU, _QUANTITY = "line_items", "sellable.sku_code", "quantity"
_TRACKING = "shipment.tracking_number"

OF_ORDERS = (Tells(event=LedgerEvent.ORDER_ACCEPTED, at="created_at", lines=_LINES, sku=_SKU, quantity=_QUANTITY),)
OF_CANCELLED_ORDERS = (
    Tells(event=LedgerEvent.PICK_CANCELLED, at="cancelled_at", lines=_LINES, sku=_SKU, quantity=_QUANTITY),
)
OF_ALLOCATIONS = (Tells(event=LedgerEvent.ALLOCATED, lines=_LINES, sku=_SKU, quantity=_QUANTITY),)
"""An allocation tells no time of its own."""
OF_SHIPMENTS = (
    Tells(event=LedgerEvent.SHIPPED, at="shipment.created_at", lines=_LINES, sku=_SKU, quantity=_QUANTITY),
    Tells(
        event=LedgerEvent.TRACKING_SCANNED,
        at=f"{_TRACKING}.collected_at",
        when=((f"{_TRACKING}.collected_at", ()),),
    ),
    Tells(
        event=LedgerEvent.DELIVERY_ARRIVED,
        at=f"{_TRACKING}.delivered_at",
        when=((f"{_TRACKING}.delivered_at", ()),),
    ),
)
OF_RETURNS = (Tells(event=LedgerEvent.RETURNED, lines=_LINES, sku="sku_code", quantity="received_quantity"),)
"""Told of what has arrived; when that was, a return does not tell."""
OF_SELLABLES = (Tells(event=LedgerEvent.ITEM_CHANGED, sku="sku_code"),)
OF_STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="as_of", sku="sku_code", quantity="available"),)
