"""What is known of Deposco only from clients' code, or not at all, and assumed here. Correct it here.

Each fact hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from crossdock.connect import Inferred

ID = "self.id"
CREATED, CHANGED = "createdDate", "updatedDate"
ITEM_ENTITY = "item"
REQUEST = "requestId"
"""Where the answer to what is done later names the request."""
SETTLES_SECONDS = 60
LAG_SECONDS = 300

OWN_ID = Inferred(
    name="own-id",
    about="self.id, createdDate, updatedDate of every record",
    assumed="A record tells its own id as `self.id`, and when it was made and last changed as `createdDate` and `updatedDate`.",
    source="The models have the three; their spelling is that of the generated client, and of one integration.",
)
CHANGED_AFTER = Inferred(
    name="changed-after",
    about="updatedAfter of every list",
    assumed="A time in ISO 8601 with its zone is understood, and whatever a record shows counts as a change of it.",
    source="The parameter is documented; its format, and what counts, is not.",
)
NESTED = Inferred(
    name="nested-lists",
    about="orderLines, customerOrderLines, shipmentLines inside of records",
    assumed="A list inside of a record that is not `complete` is cut at ten rows; below the record's own path it is whole.",
    source="Measured by one integration in 2026; it was refused `/coLines`, and `/customerOrderLines` is documented.",
)
BUSINESS_UNIT = Inferred(
    name="business-unit-filter",
    about="businessUnit of every list",
    assumed="It takes the code of the business unit; where it is ignored, rows of others are left out here.",
    source="The parameter is documented; one integration saw other filters being ignored without a word.",
)
SHIPMENT_ORDERS = Inferred(
    name="orders-of-a-shipment",
    about="outboundShipments orderHeaders, shipmentLines.orderLine.id",
    assumed="A shipment names its orders by id; where there are several, a line is of the order that has its order line.",
    source="One integration goes this way, since `externalLineNumber` is often empty.",
)
OTHER_SHIPMENTS = Inferred(
    name="other-shipments",
    about="outboundShipments of transfers and vendor returns",
    assumed="A shipment whose orders are not among the sales orders is of a transfer or a vendor return, and left out.",
    source="Such orders are documented; how their shipments are told from others is not.",
)
SHIPMENT_PACKS = Inferred(
    name="packs-shipped",
    about="shipmentLines pack, shippedPackQuantity",
    assumed="Quantities are packs; a line that names no pack is of single units.",
    source="Quantities in packs are documented; a pack is not always shown.",
)
CHILD_ORDERS = Inferred(
    name="child-orders",
    about="salesOrders customerOrderNumber",
    assumed="The sales orders that a customer order becomes carry its external number as `customerOrderNumber`.",
    source="A field of that name is documented; one integration finds them so.",
)
REQUEST_ID = Inferred(
    name="request-id",
    about="202 of POST /orders/customerOrders and /async/bulkImports",
    assumed=f"The answer names the request as `{REQUEST}`, and GET /async/{{id}} tells what became of it.",
    source="That there is an id is documented, its field is not; the states are.",
)
SETTLING = Inferred(
    name="customer-order-settles",
    about="GET /orders/customerOrders externalOrderNumber",
    assumed=f"A customer order that was taken in is found by its number within {SETTLES_SECONDS} seconds.",
    source="One integration saw it appear seconds later, and made one order eighteen times before it waited.",
)
ITEM_IMPORT = Inferred(
    name="item-import",
    about="POST /async/bulkImports entityType",
    assumed=f"`{ITEM_ENTITY}` imports items, each of which is made or changed as by POST /items.",
    source="The call and its limits are documented; the names of the types were not seen.",
)
LEGACY_JSON = Inferred(
    name="legacy-json",
    about="GET inventory/full as JSON",
    assumed="It has the elements of the XML under their names; one of several may stand without its list, and null as an object.",
    source="The XML's elements were seen but for the outermost; the older API answers JSON where it is accepted.",
)
AVAILABLE = Inferred(
    name="available-to-promise",
    about="inventory/full availableToPromise",
    assumed="It is what can be sold of an item at a facility: without blocked goods, less every open order.",
    source="The name; what it takes off is not said.",
)
STOCK_LAG = Inferred(
    name="stock-lag",
    about="inventory/full availableToPromise",
    assumed=f"An order that was taken shows in it within {LAG_SECONDS} seconds.",
    source="Nothing is said of it.",
)
ONE_RATE = Inferred(
    name="one-rate",
    about="429",
    assumed="Both APIs share about four requests a second with everybody on the account.",
    source="Measured by one integration at the newer API; nothing is documented.",
)
RETURN_PARENT = Inferred(
    name="return-parent",
    about="customerReturns parentOrder",
    assumed="It takes the business key of the sales order that the goods were sent with.",
    source="The field is documented, its business key is not; that of other orders is the number.",
)
