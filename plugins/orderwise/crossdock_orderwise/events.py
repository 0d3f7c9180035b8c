"""What OrderWise's records say happened to an order, and where they say it."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

OF_ORDERS = (Tells(event=LedgerEvent.ORDER_ACCEPTED, at="order_date"),)
OF_DESPATCHES = (
    Tells(event=LedgerEvent.SHIPPED, at="despatched_at", lines="lines", sku="variant_code", quantity="quantity"),
)
OF_VARIANTS = (Tells(event=LedgerEvent.ITEM_CHANGED, at="amended_at", sku="variant_code"),)
OF_STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="as_of", sku="variant_code", quantity="free_stock"),)
