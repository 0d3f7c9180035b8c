"""What is read from Veeqo. Facts: Veeqo's public API documentation (github.com/VeeqoAPI/api-docs)."""

from __future__ import annotations

from crossdock.connect import Resource
from crossdock_veeqo import inferred
from crossdock_veeqo.paging import SIZE, ToldPages
from crossdock_veeqo.stock import STOCK

PAGE = {SIZE: str(inferred.PAGE_SIZE)}
PAGES = ToldPages()
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
        version="order.updated_at",
        aliases=(("shipment", "shipment.id"), ("allocation", "id"), ("order_number", "order.number")),
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
    ),
    Resource(
        name="stock_entry",
        title="Stock entry",
        description="Stock of a sellable at a warehouse; read off all products.",
        key=("sellable_id", "warehouse_id"),
        path="/products",
        query=PAGE,
        paging=PAGES,
    ),
    STOCK,
    Resource(
        name="warehouse",
        title="Warehouse",
        description="A place where stock lies.",
        key=("id",),
        path="/warehouses",
        query=PAGE,
        paging=PAGES,
    ),
)

CUSTOMERS = (
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

RESOURCES = (*ORDERS, *CATALOGUE, *CUSTOMERS)
