"""What Fulfil's public documentation and clients, as far as they were read for this connector, do not settle.

Correct it here. Each fact hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from crossdock.connect import Inferred

LAG_SECONDS = 60
SIGNATURE_HEADER = "x-fulfil-hmac-sha256"

CHANGED = Inferred(
    name="changed-since",
    about="write_date, create_date",
    assumed="The time of a record's last change is its write_date, and its create_date as long as it never changed.",
    source="A public sample has no write_date; that every model has both is said of all records.",
)
IDS_GROW = Inferred(
    name="ids-grow",
    about="search_read ordered by id",
    assumed="A list in the order of ids, each page from the last id on, gives every record once.",
    source="The public client reads ids first, and records then; this asks for both at once.",
)
DOTTED_READ = Inferred(
    name="dotted-fields",
    about="fields of search_read and read",
    assumed="Both give fields of the record that a field names, as 'party.name'.",
    source="Clients ask search_read so; of read nothing is said.",
)
AVAILABLE = Inferred(
    name="available-to-sell",
    about="get_product_inventory quantity_available",
    assumed="It is what lies at a warehouse less what is reserved for orders that are not shipped.",
    source="The names, and a public sample in which less is available than on hand.",
)
PRODUCTS_OF_STOCK = Inferred(
    name="stock-of-all-products",
    about="get_product_inventory of many products",
    assumed="One call takes 500 products with every warehouse, and tells each of them, also where nothing lies.",
    source="A public example asks for two products; no limit is named.",
)
GOODS_ONLY = Inferred(
    name="goods-only",
    about="product.template type",
    assumed="What is counted is of the type `goods`, and a charge for delivery is a `service`.",
    source="So Tryton, on which Fulfil is built, tells them apart.",
)
STOCK_LAG = Inferred(
    name="stock-lag",
    about="get_product_inventory quantity_available",
    assumed=f"An order that was taken shows in the stock within {LAG_SECONDS} seconds.",
    source="Nothing is said of it.",
)
LINE_PROGRESS = Inferred(
    name="line-progress",
    about="sale.line quantity_shipped, quantity_canceled",
    assumed="They say how many of a line have left and how many are cancelled, both in all, and quantity stays as it was ordered.",
    source="The call that changes orders names quantity_canceled; that lines tell both is by analogy.",
)
CANCELLED_BY_STATUS = Inferred(
    name="cancelled-by-status",
    about="sale.channel/create_order status",
    assumed="An order that is sent again as cancelled, with all of its goods cancelled, is cancelled, and the answer shows "
    "its state.",
    source="The status is documented for orders that are made, cancelling by lines for such that are there.",
)
QUANTITY_CANCELLED = Inferred(
    name="quantity-cancelled-in-all",
    about="sale.channel/create_order quantity_canceled",
    assumed="It sets how many of a line are cancelled in all, and is not added to what was cancelled before.",
    source="The call is idempotent by its documentation; it would not be, if it added.",
)
CUSTOMER_LINK = Inferred(
    name="customer-by-channel-id",
    about="customer.channel_identifier of create_order, code of party.party",
    assumed="A customer who is sent with the channel's id is the party whose code that is, whatever the e-mail address.",
    source="Addresses, lines and orders have such an identifier; of customers only the e-mail address is said to tell them.",
)
ORDER_METADATA = Inferred(
    name="order-metadata",
    about="sale.channel/create_order metadata, gateway_fee",
    assumed="An order keeps what is sent as metadata: the payment's gateway, its transaction and its fee.",
    source="Orders show metadata, and the call documents it for lines.",
)
RETURNS = Inferred(
    name="return-shipments",
    about="stock.shipment.out.return",
    assumed="A return has a number, a state, the orders it is of (sales) and what comes in by it (incoming_moves).",
    source="The model is Tryton's, and orders name their shipment_returns; that it names its sales is by analogy.",
)
ONE_ORDER = Inferred(
    name="shipment-of-one-order",
    about="stock.shipment.out sales",
    assumed="A shipment is of one order; one of several is told to a person.",
    source="The field is a list, and public guides show one order with several shipments, never the other way.",
)
STATE_NAMES = Inferred(
    name="state-names",
    about="sale.sale state",
    assumed="An offer is `quotation`, and what is cancelled is `cancel`.",
    source="The life cycle is documented in words; so Tryton, on which Fulfil is built, spells them.",
)
JOURNAL_ENTRIES = Inferred(
    name="journal-entries",
    about="POST /model/account.move",
    assumed="It takes a journal, a date, a description and lines with account, description, debit and credit, and makes a draft.",
    source="All models are made alike by the documentation, accounting included; the fields are Tryton's.",
)
WEBHOOK_HEADER = Inferred(
    name="webhook-header",
    about=f"header {SIGNATURE_HEADER}",
    assumed="The signature is in this header, in base64.",
    source="Fulfil's client shows how it is made, and takes it from whoever calls.",
)
WEBHOOK_BODY = Inferred(
    name="webhook-body",
    about="webhooks' bodies",
    assumed="A webhook tells model, id, rec_name and changed_at of one record; each kind is subscribed to by hand.",
    source="No body is published.",
)
