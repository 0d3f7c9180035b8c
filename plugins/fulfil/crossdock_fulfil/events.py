"""What Fulfil's records say happened, and where they say it."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

_SKU, _QUANTITY = "product_code", "quantity"

OF_ORDERS = (
    Tells(event=LedgerEvent.ORDER_ACCEPTED, at="create_date", lines="lines", sku=_SKU, quantity=_QUANTITY),
    Tells(event=LedgerEvent.PICK_CANCELLED, at="changed_at", lines="lines", sku=_SKU, quantity="quantity_canceled"),
)
OF_SHIPMENTS = (Tells(event=LedgerEvent.SHIPPED, lines="outgoing_moves", sku=_SKU, quantity=_QUANTITY),)
"""A shipment tells the day it left, and no time."""
OF_RETURNS = (
    Tells(
        event=LedgerEvent.RETURNED,
        lines="incoming_moves",
        sku=_SKU,
        quantity=_QUANTITY,
        when=(("state", ("received", "done")),),
    ),
)
OF_PRODUCTS = (Tells(event=LedgerEvent.ITEM_CHANGED, at="changed_at", sku="code"),)
OF_STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="as_of", sku="sku", quantity="available"),)
