"""What is read from Deposco. Facts: Deposco's API description, and public client code where `inferred` says so."""

from __future__ import annotations

from crossdock.connect import Resource
from crossdock_deposco import events, inferred
from crossdock_deposco.inferred import CHANGED, ID
from crossdock_deposco.listing import DATA, NextLink
from crossdock_deposco.stock import STOCK, STOCK_ENTRY

PAGES = NextLink()
SINCE = "updatedAfter"
PAGE = {"pageSize": "50"}
"""The largest default; a largest page is not documented."""
OWNED = ("sales_order", "customer_order", "return", "item", "shipment")
"""Lists that can be asked for one business unit."""

SALES_ORDER = Resource(
    name="sales_order",
    title="Sales order",
    description="An order as a warehouse fulfils it, with all its lines.",
    key=(ID,),
    path="/orders/salesOrders",
    records=DATA,
    query=PAGE,
    since=SINCE,
    paging=PAGES,
    kind="order",
    version=CHANGED,
    aliases=(("order_number", "number"), ("customer_order", "customerOrderNumber")),
    tells=events.OF_SALES_ORDERS,
    inferred=(inferred.OWN_ID, inferred.NESTED, inferred.CHILD_ORDERS),
)
CUSTOMER_ORDER = Resource(
    name="customer_order",
    title="Customer order",
    description="An order of the order management, which becomes one or more sales orders; with all its lines.",
    key=(ID,),
    path="/orders/customerOrders",
    records=DATA,
    query=PAGE,
    since=SINCE,
    paging=PAGES,
    identity="externalOrderNumber",
    version=CHANGED,
    aliases=(("customer_order_id", ID),),
    tells=events.OF_CUSTOMER_ORDERS,
    inferred=(inferred.NESTED,),
)
SHIPMENT = Resource(
    name="shipment",
    title="Outbound shipment",
    description="What left, or is about to, of one order: a shipment of several orders is one record for each.",
    key=(ID, f"order.{ID}"),
    path="/shipments/outboundShipments",
    records=DATA,
    query=PAGE,
    since=SINCE,
    paging=PAGES,
    kind="order",
    identity=f"order.{ID}",
    version=CHANGED,
    aliases=(("shipment", ID), ("order_number", "order.number")),
    tells=events.OF_SHIPMENTS,
    inferred=(inferred.NESTED, inferred.SHIPMENT_ORDERS, inferred.OTHER_SHIPMENTS, inferred.SHIPMENT_PACKS),
)
RETURN = Resource(
    name="return",
    title="Customer return",
    description="Goods that a customer sends back, awaited or received; with all its lines.",
    key=(ID,),
    path="/orders/customerReturns",
    records=DATA,
    query=PAGE,
    since=SINCE,
    paging=PAGES,
    kind="return",
    identity="number",
    version=CHANGED,
    aliases=(("return_id", ID), ("order_number", "parentOrder.businessKey.number")),
    tells=events.OF_RETURNS,
    inferred=(inferred.NESTED, inferred.RETURN_PARENT),
)
ITEM = Resource(
    name="item",
    title="Item",
    description="Something that is kept and sold, with the packs it comes in.",
    key=("number",),
    path="/items",
    records=DATA,
    query=PAGE,
    since=SINCE,
    paging=PAGES,
    version=CHANGED,
    aliases=(("sku", "number"),),
    tells=events.OF_ITEMS,
)
FACILITY = Resource(
    name="facility",
    title="Facility",
    description="A warehouse or shop in which goods lie.",
    key=("number",),
    path="/facilities",
    records=DATA,
    query=PAGE,
    paging=PAGES,
)

RESOURCES = (SALES_ORDER, CUSTOMER_ORDER, SHIPMENT, RETURN, ITEM, FACILITY, STOCK_ENTRY, STOCK)
