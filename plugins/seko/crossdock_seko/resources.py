"""What SEKO's messages look like, and where they are read. Facts: SEKO's public manuals, spaces SHUB and SMAN."""

from __future__ import annotations

from crossdock.connect import Resource
from crossdock_seko import first_generation, goods, inferred, products, stock, telling

LINES = "List.StockQuantityLineItem"

RESOURCES = (
    Resource(
        name="order",
        title="Web sales order",
        description="An order to a consumer, to be shipped by a distribution centre.",
        key=("WebSalesOrder.SalesOrderNumber",),
    ),
    Resource(
        name="cancellation",
        title="Cancellation",
        description="An order that is not to be shipped any more.",
        key=("SalesOrderNumber",),
    ),
    products.PRODUCT,
    Resource(
        name="stock_level",
        title="Stock level",
        description="Stock by product, distribution centre and kind of location; read for `product_codes`, "
        "for a `dc`, or for both.",
        key=("ProductCode", "DCCode", "LocationType"),
        path="/stock/v3/quantity",
        records=LINES,
        inferred=(inferred.BARE_OBJECT,),
    ),
    goods.RECEIPT,
    goods.KIT,
    Resource(
        name="dispatch",
        title="Dispatch",
        description="An order that left the distribution centre; pushed by SEKO.",
        key=("DispatchNumber",),
        tells=telling.DISPATCH,
        inferred=(inferred.DISPATCH_HEADER, inferred.DISPATCH_LINES, inferred.DISPATCH_ADDRESS, inferred.SHORT_PICK),
    ),
    Resource(
        name="tracking",
        title="Tracking",
        description="Tracking of a dispatched order; pushed by SEKO.",
        key=("DispatchNumber",),
    ),
    Resource(
        name="goods_received",
        title="Goods received",
        description="Goods a distribution centre received (GRN); pushed by SEKO.",
        key=("IntegrationId", "SequenceNumber"),
        tells=telling.GOODS_RECEIVED,
        inferred=(inferred.RECEIVED_LINES,),
    ),
    stock.STOCK,
    stock.MOVEMENT,
    *first_generation.RESOURCES,
)
