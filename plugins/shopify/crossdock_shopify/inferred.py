"""What Shopify's documentation, as far as it was read for this connector, does not settle. Correct it here.

Each value stands beside the fact that it is assumed; the facts hang on the parts of the connector that use them, and the
README lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from crossdock.connect import Inferred
from crossdock.errors import ErrorKind

BUCKET_DRAINS_IN_SECONDS = 20.0
"""A full REST bucket is empty after this."""
BUCKET_SIZE = Inferred(
    name="bucket-size",
    about="X-Shopify-Shop-Api-Call-Limit",
    assumed="A full bucket drains in 20 seconds on every plan.",
    source="The rates (2, 4, 20 a second) are documented; the bucket sizes of the larger plans (80, 400) were not read "
    "again, and are taken to grow with the rate.",
)

STATUS_KINDS: Mapping[int, ErrorKind] = {
    402: ErrorKind.STOP,
    423: ErrorKind.STOP,
    430: ErrorKind.STOP,
}
"""402: the shop is frozen. 423: it is locked. 430: the request was refused for the shop's security."""
STOPPING = Inferred(
    name="stopping-statuses",
    about="answers 402, 423 and 430",
    assumed="A shop that answers 402, 423 or 430 does so until somebody acts, so the connection stops.",
    source="The statuses are documented, how long they last is not.",
)

UPDATED_SINCE = "updated_at_min"
FILTERED = Inferred(
    name="updated-since",
    about="updated_at_min of products, customers, inventory_levels and fulfillments",
    assumed="`updated_at_min` leaves out what has not changed, as it does for orders.",
    source="Confirmed for orders only.",
)

IDEMPOTENT_SINCE = "2026-01"
"""The API version from which on setting stock takes `changeFromQuantity`."""
IDEMPOTENT = Inferred(
    name="idempotent-stock",
    about="inventorySetQuantities changeFromQuantity, @idempotent",
    assumed="From API version 2026-01 on setting stock takes `changeFromQuantity` and must have an idempotency key.",
    source="Seen in 2026-04; 2025-01 takes `compareQuantity`, and the versions between were not seen.",
)

COMPARED_IN_VAIN = ("COMPARE_QUANTITY_STALE", "CHANGE_FROM_QUANTITY_STALE")
"""How it is said that the quantity changed since it was read."""
STALE = Inferred(
    name="stale-quantity",
    about="inventorySetQuantities userErrors.code",
    assumed="That a quantity changed since it was read is told as `CHANGE_FROM_QUANTITY_STALE`.",
    source="The older version's `COMPARE_QUANTITY_STALE` is documented; this one is named after it.",
)

ITEMS = "quantities"
"""After this, an error's `field` names an item by its place."""
ALL_OR_NONE = Inferred(
    name="all-or-none",
    about="inventorySetQuantities userErrors.field",
    assumed="Where one of several quantities is refused none is set, and `field` names it by its place: `input`, "
    "`quantities`, `0`.",
    source="That nothing was set then is told by the empty group of the answer; the path is seen, not documented.",
)

REFUND_CURRENCY = "currency"
"""Which of an order's currencies a refund is in."""
SHOP_CURRENCY = Inferred(
    name="refund-currency",
    about="POST /orders/{order_id}/refunds.json currency",
    assumed="A refund is in the shop's own currency, not the buyer's.",
    source="That it must be told for orders of two currencies is documented, which one is meant is not.",
)

STATUSES = Inferred(
    name="fulfilment-statuses",
    about="fulfillment_status of orders, status and shipment_status of fulfillments",
    assumed="These statuses have the values that are declared, and no others.",
    source="The vendor's lists as they are known; they were not read again, and values may be added.",
)

ANSWERS = {"accept": "cancellation_accepted", "reject": "cancellation_rejected"}
"""The request status of a fulfilment order whose cancellation was answered."""
ANSWERED = Inferred(
    name="answered-requests",
    about="fulfillment_orders request_status",
    assumed="A fulfilment order keeps `cancellation_accepted` or `cancellation_rejected` once its request was answered.",
    source="The values are documented, for how long they stay is not.",
)

SCANNED = Inferred(
    name="scanned-at",
    about="fulfillment updated_at",
    assumed="A fulfilment was last changed when its carrier was last heard of.",
    source="`shipment_status` tells no time of its own.",
)

PAID_SINCE = "date_min"
DAYS_UNTIL_PAID = timedelta(days=10)
"""How far before a time payouts are read that are paid since."""
PAID_WITHIN = Inferred(
    name="paid-within",
    about="GET /shopify_payments/payouts.json date_min",
    assumed="A payout is paid at most ten days after its date.",
    source="`date_min` is of the day on which it was issued; the bank's days after that are not told.",
)
PAYOUT_LINE = Inferred(
    name="payout-line",
    about="GET /shopify_payments/balance/transactions.json type",
    assumed="A payout's transactions may hold the payout itself, of type `payout` with its sign turned; all others sum up to it.",
    source="The type is documented; whether it is listed among a payout's own transactions is not.",
)

SEARCH_LAG_SECONDS = 60
SEARCHED_BY_SOURCE = Inferred(
    name="searched-by-source",
    about="orders query source_identifier",
    assumed="An order is found by its `source_identifier` a minute after it was made at the latest.",
    source="The filter is documented, and that searches lag behind; by how much is not.",
)

SEARCHED_BY_NAME = Inferred(
    name="searched-by-name",
    about="orders query name",
    assumed="An order is found by its name without the '#' that it begins with, and what is found is compared once more.",
    source="The documented example has no '#', and names in a shop begin with it unless the merchant changes that.",
)

HANDLE_PREFIX = "sku-"
"""What the handles of products begin with that are made here."""
HANDLE_OF_SKU = Inferred(
    name="handle-of-sku",
    about="productSet identifier.handle, productByIdentifier",
    assumed="A product can be set by its handle, and is found by that as soon as it is made.",
    source="That a product is named so is documented; that it does not lag behind as the search does is not.",
)
