"""Which of SEKO's messages tell ledger events. An order's name is the `SalesOrderNumber` throughout."""

from __future__ import annotations

from crossdock.connect import LedgerEvent, Tells

_LINES = "List.DispatchLineItem"

DISPATCH = (
    Tells(
        event=LedgerEvent.SHIPPED,
        order="SalesOrderNumber",
        at="DispatchDate",
        lines=_LINES,
        sku="ProductCode",
        quantity="QuantityShipped",
    ),
    Tells(
        event=LedgerEvent.PICK_CANCELLED,
        order="SalesOrderNumber",
        at="DispatchDate",
        lines=_LINES,
        sku="ProductCode",
        quantity="QuantityOrdered",
        less="QuantityShipped",
        when=((f"{_LINES}.QuantityOrdered", ()),),
    ),
)
"""A dispatch closes its order: the rest never comes."""

GOODS_RECEIVED = (
    Tells(
        event=LedgerEvent.RETURNED,
        order="HBRef",
        lines="GRNLineItem",
        sku="ProductCode",
        quantity="Quantity",
        when=(("RMA", ("{HBRef}.{DeliveryNumber}",)),),
    ),
)
"""A return without notice names its order, and no time. One that was announced names the announcement only."""

STOCK = (Tells(event=LedgerEvent.STOCK_COUNTED, at="AsOf", sku="ProductCode", quantity="Available"),)
