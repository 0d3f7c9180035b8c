"""What is read from OrderWise. Facts: public code that talks to live installations."""

from __future__ import annotations

from crossdock.connect import Keyset, Resource
from crossdock_orderwise import events, inferred
from crossdock_orderwise.exports import PATH, SINCE
from crossdock_orderwise.stock import STOCK

PAGE = {"limit": "1000"}
BY_ID = Keyset("last_id", of="id")
EXPORTED = (inferred.COLUMNS,)

RESOURCES = (
    Resource(
        name="order",
        title="Order",
        description="An order with its status, as a definition lists it; without lines.",
        key=("order_id",),
        path=PATH,
        since=SINCE,
        kind="order",
        version="amended_at",
        aliases=(("order_number", "ecommerce_order_number"), ("sales_order", "order_number")),
        tells=events.OF_ORDERS,
        inferred=(*EXPORTED, inferred.EXACT_NUMBER),
    ),
    Resource(
        name="despatch",
        title="Despatch",
        description="A delivery of an order that has left, with its lines; a part delivery is one of several.",
        key=("delivery_number",),
        path=PATH,
        since=SINCE,
        kind="order",
        identity="order_id",
        version="despatched_at",
        aliases=(
            ("delivery", "delivery_number"),
            ("order_number", "ecommerce_order_number"),
            ("tracking", "consignment_number"),
        ),
        tells=events.OF_DESPATCHES,
        inferred=EXPORTED,
    ),
    Resource(
        name="variant",
        title="Variant",
        description="What is sold, with its product, its price with and without tax, and its tax code.",
        key=("variant_code",),
        path=PATH,
        since=SINCE,
        version="amended_at",
        aliases=(("product", "product_code"),),
        tells=events.OF_VARIANTS,
        inferred=EXPORTED,
    ),
    Resource(
        name="stock_row",
        title="Stock row",
        description="Free stock of a variant at a stock location.",
        key=("variant_code", "stock_location_id"),
        path=PATH,
        inferred=(*EXPORTED, inferred.STOCK_SHAPE),
    ),
    STOCK,
    Resource(
        name="customer",
        title="Customer",
        description="An account with its addresses, terms and balances.",
        key=("id",),
        path="/customers",
        query=PAGE,
        paging=BY_ID,
        aliases=(("account", "accountNumber"),),
    ),
    Resource(
        name="customer_contact",
        title="Customer contact",
        description="A person at a customer.",
        key=("id",),
        path="/customers/{customer_id}/customer-contacts",
        query=PAGE,
        paging=BY_ID,
    ),
)
