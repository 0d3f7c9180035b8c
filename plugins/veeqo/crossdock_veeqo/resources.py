"""What is read from Veeqo. Facts: Veeqo's public API documentation (github.com/VeeqoAPI/api-docs)."""

from __future__ import annotations

from crossdock.connect import PageNumber, Resource, TotalPages, Totals
from crossdock_veeqo import events, inferred
from crossdock_veeqo.stock import STOCK

PAGE = {"page_size": str(inferred.PAGE_SIZE)}
NUMBERED = PageNumber("page")
PAGES = TotalPages(
    NUMBERED, header="x-total-pages-count", untold=Totals(NUMBERED, header="x-total-count", untold=NUMBERED)
)
"""Orders and customers tell their number of pages, products only how many there are in all; others may tell neither."""
CHANGED = "updated_at_min"

ORDERS = (
    Resource(
        name="order",
        title="Order",
        description="An order with its allocations, as Veeqo lists it. Cancelled ones are a list of their own.",
        key=("id",),
        path="/orders",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        kind="order",
        version="updated_at",
        aliases=(("order_number", "number"),),
        tells=events.OF_ORDERS,
        inferred=(inferred.STATUS_OF_SLOWEST, inferred.CANCELLED_APART),
    ),
    Resource(
        name="cancelled_order",
        title="Cancelled order",
        description="An order that was cancelled; Veeqo leaves these out unless it is asked for them.",
        key=("id",),
        path="/orders",
        query={"status": "cancelled", **PAGE},
        since=CHANGED,
        paging=PAGES,
        kind="order",
        version="updated_at",
        aliases=(("order_number", "number"),),
        tells=events.OF_CANCELLED_ORDERS,
        inferred=(inferred.CANCELLED_APART,),
    ),
    Resource(
        name="allocation",
        title="Allocation",
        description="What of an order goes out from one warehouse; read off every order that changed.",
        key=("id",),
        path="/orders",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        kind="order",
        identity="order.id",
        version="order.updated_at",
        aliases=(("allocation", "id"), ("order_number", "order.number")),
        tells=events.OF_ALLOCATIONS,
        inferred=(inferred.STATUS_OF_SLOWEST,),
    ),
    Resource(
        name="shipment",
        title="Shipment",
        description="An allocation that has left, with carrier and tracking; a part shipment is one of several.",
        key=("shipment.id",),
        path="/orders",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        kind="order",
        identity="order.id",
        version="shipment.created_at",
        aliases=(("shipment", "shipment.id"), ("allocation", "id"), ("order_number", "order.number")),
        tells=events.OF_SHIPMENTS,
        inferred=(inferred.STATUS_OF_SLOWEST, inferred.TRACKING_STAGES),
    ),
    Resource(
        name="return",
        title="Return",
        description="Goods that come back of an order; read off every order that changed. Veeqo makes them in its app.",
        key=("id",),
        path="/orders",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        kind="order",
        identity="order.id",
        aliases=(("return", "id"), ("return_number", "number"), ("order_number", "order.number")),
        tells=events.OF_RETURNS,
        inferred=(inferred.RETURNS_IN_ORDERS, inferred.RECEIVED_GOODS),
    ),
)

CATALOGUE = (
    Resource(
        name="product",
        title="Product",
        description="A product with its variants (sellables) and their stock.",
        key=("id",),
        path="/products",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        version="updated_at",
    ),
    Resource(
        name="sellable",
        title="Sellable",
        description="A variant of a product: what has the SKU, and what order lines name by its id.",
        key=("id",),
        path="/products",
        query=PAGE,
        since=CHANGED,
        paging=PAGES,
        aliases=(("sku", "sku_code"),),
        tells=events.OF_SELLABLES,
    ),
    Resource(
        name="stock_entry",
        title="Stock entry",
        description="Stock of a sellable at a warehouse; read off all products.",
        key=("sellable_id", "warehouse_id"),
        path="/products",
        query=PAGE,
        paging=PAGES,
        inferred=(inferred.AVAILABLE,),
    ),
    STOCK,
)

ACCOUNT = (
    Resource(
        name="warehouse",
        title="Warehouse",
        description="A place where stock lies.",
        key=("id",),
        path="/warehouses",
        query=PAGE,
        paging=PAGES,
    ),
    Resource(
        name="store",
        title="Store",
        description="A channel that orders come from, as orders name it by its id.",
        key=("id",),
        path="/channels",
        query=PAGE,
        paging=PAGES,
    ),
    Resource(
        name="delivery_method",
        title="Delivery method",
        description="A way to send orders, as orders name it by its id.",
        key=("id",),
        path="/delivery_methods",
        query=PAGE,
        paging=PAGES,
    ),
    Resource(
        name="customer",
        title="Customer",
        description="A customer with addresses.",
        key=("id",),
        path="/customers",
        query=PAGE,
        paging=PAGES,
    ),
)

RESOURCES = (*ORDERS, *CATALOGUE, *ACCOUNT)
