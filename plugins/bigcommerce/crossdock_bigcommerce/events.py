"""What a store's records say happened to an order, and where they say it. An order's name is its `id` throughout."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

OF_ORDERS = (
    Tells(
        event=LedgerEvent.ORDER_PLACED,
        at="date_created",
        lines="products",
        sku="sku",
        quantity="quantity",
        when=(("status_id", ("1", "2", "3", "7", "8", "9", "10", "11", "12")),),
    ),
    Tells(event=LedgerEvent.ORDER_CANCEL_REQUESTED, at="date_modified", when=(("status_id", ("5",)),)),
)
"""An incomplete order (0) was not placed. Statuses do not tell who cancelled it, and when is when it last changed."""
OF_SHIPMENTS = (
    Tells(
        event=LedgerEvent.SHIPPED, order="order_id", at="date_created", lines="items", sku="sku", quantity="quantity"
    ),
)
OF_REFUNDS = (Tells(event=LedgerEvent.REFUNDED, order="order_id", at="created"),)
"""Its items name lines of the order by their ids only."""
OF_VARIANTS = (Tells(event=LedgerEvent.ITEM_CHANGED, sku="sku"),)
OF_STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="as_of", sku="sku", quantity="available"),)
