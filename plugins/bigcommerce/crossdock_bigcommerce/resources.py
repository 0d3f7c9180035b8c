"""What is read from a store. Facts: BigCommerce's public API documentation (developer.bigcommerce.com).

Orders and what belongs to them are of v2: bare lists, money as text, times as in mail, and 204 for an empty list.
Everything else is of v3: `data` and `meta`, money as numbers, times by ISO 8601.
"""

from __future__ import annotations

from crossdock.connect import PageNumber, Resource, SinglePage, TotalPages, Worth
from crossdock_bigcommerce import events, inferred
from crossdock_bigcommerce.stock import STOCK, STOCK_LEVEL

NO_CONTENT = 204
PAGE = {"limit": "250"}
"""The most a page can hold."""
PAGES_V2 = PageNumber("page")
PAGES_V3 = TotalPages(PAGES_V2, path="meta.pagination.total_pages")

ORDERS = (
    Resource(
        name="order",
        title="Order",
        description="An order with its lines and its shipping addresses, which the store tells apart from it.",
        key=("id",),
        path="/v2/orders",
        empty_status=NO_CONTENT,
        query=PAGE,
        since="min_date_modified",
        until="max_date_modified",
        paging=PAGES_V2,
        kind="order",
        version="date_modified",
        aliases=(("external_order_id", "external_order_id"),),
        worth=Worth(amount="total_inc_tax", currency="currency_code"),
        tells=events.OF_ORDERS,
        inferred=(inferred.CHANGED_SINCE, inferred.SUB_LISTS),
    ),
    Resource(
        name="shipment",
        title="Shipment",
        description="What left of one order, with the SKUs of its lines; read for an `order_id`.",
        key=("id",),
        path="/v2/orders/{order_id}/shipments",
        empty_status=NO_CONTENT,
        query=PAGE,
        paging=PAGES_V2,
        kind="order",
        identity="order_id",
        aliases=(("shipment", "id"),),
        tells=events.OF_SHIPMENTS,
        inferred=(inferred.SUB_LISTS,),
    ),
    Resource(
        name="refund",
        title="Refund",
        description="Money that was given back of an order, with that order's status and the SKUs of its lines.",
        key=("id",),
        path="/v3/orders/payment_actions/refunds",
        records="data",
        query=PAGE,
        since="created:min",
        paging=PAGES_V3,
        kind="order",
        identity="order_id",
        version="created",
        aliases=(("refund", "id"),),
        tells=events.OF_REFUNDS,
        inferred=(inferred.REFUNDED_SINCE, inferred.SUB_LISTS),
    ),
    Resource(
        name="order_status",
        title="Order status",
        description="A status with the store's own label; ids are the same in all stores.",
        key=("id",),
        path="/v2/order_statuses",
        paging=SinglePage(),
    ),
)

CATALOGUE = (
    Resource(
        name="product",
        title="Product",
        description="A product with its variants; one without options has a single, base variant.",
        key=("id",),
        path="/v3/catalog/products",
        records="data",
        query={"include": "variants", **PAGE},
        since="date_modified:min",
        paging=PAGES_V3,
        version="date_modified",
    ),
    Resource(
        name="variant",
        title="Variant",
        description="What has the SKU and can be bought, with the product it is of.",
        key=("id",),
        path="/v3/catalog/products",
        records="data",
        query={"include": "variants", **PAGE},
        since="date_modified:min",
        paging=PAGES_V3,
        aliases=(("sku", "sku"),),
        tells=events.OF_VARIANTS,
    ),
    STOCK_LEVEL,
    STOCK,
)

STORE = (
    Resource(
        name="location",
        title="Location",
        description="A place where stock lies.",
        key=("id",),
        path="/v3/inventory/locations",
        records="data",
        query=PAGE,
        paging=PAGES_V3,
    ),
    Resource(
        name="customer",
        title="Customer",
        description="A customer with an account; guests have none.",
        key=("id",),
        path="/v3/customers",
        records="data",
        query=PAGE,
        since="date_modified:min",
        paging=PAGES_V3,
        version="date_modified",
        aliases=(("email", "email"),),
    ),
)

RESOURCES = (*ORDERS, *CATALOGUE, *STORE)
