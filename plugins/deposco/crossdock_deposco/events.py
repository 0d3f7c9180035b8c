"""What Deposco's records say happened to an order, and where they say it. Quantities are packs."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells
from crossdock_deposco.inferred import CHANGED, CREATED
from crossdock_deposco.states import BEYOND_RECALL

_LINES, _SKU = "orderLines.data", "item.businessKey.number"

OF_SALES_ORDERS = (
    Tells(event=LedgerEvent.ORDER_ACCEPTED, at=CREATED, lines=_LINES, sku=_SKU, quantity="orderPackQuantity"),
    Tells(
        event=LedgerEvent.PICK_CANCELLED,
        at=CHANGED,
        lines=_LINES,
        sku=_SKU,
        quantity="canceledPackQuantity",
        when=(("orderStatus", (*BEYOND_RECALL, "Canceled")),),
    ),
)
"""Of an order that was called back in time nothing is picked either."""
OF_CUSTOMER_ORDERS = (
    Tells(
        event=LedgerEvent.ORDER_ACCEPTED, at=CREATED, lines="coLines.data", sku="itemNumber", quantity="orderQuantity"
    ),
)
OF_SHIPMENTS = (
    Tells(
        event=LedgerEvent.SHIPPED,
        at="shipmentDates.actualShipDate",
        lines="shipmentLines.data",
        sku=_SKU,
        quantity="shippedPackQuantity",
        when=(("status", ("Shipped",)),),
    ),
)
OF_RETURNS = (Tells(event=LedgerEvent.RETURNED, at=CHANGED, lines=_LINES, sku=_SKU, quantity="receivedPackQuantity"),)
OF_ITEMS = (Tells(event=LedgerEvent.ITEM_CHANGED, at=CHANGED, sku="number"),)
OF_STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="as_of", sku="item", quantity="available"),)
