"""What BigCommerce's public documentation, as far as it was read for this connector, does not settle. Correct it here.

Each fact hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from crossdock.connect import Inferred

LAG_SECONDS = 60

SIGNED = Inferred(
    name="standard-webhooks",
    about="headers of webhooks: webhook-id, webhook-timestamp, webhook-signature",
    assumed="Webhooks are signed by the Standard Webhooks scheme, and its key is the text of the client secret.",
    source="The guide names the scheme and gives its library the secret in base64; it does not spell the headers out.",
)
SIGNED_ANEW = Inferred(
    name="signed-anew",
    about="webhook-timestamp of a webhook that is tried again",
    assumed="Each try tells, and signs, the time of its own sending.",
    source="The scheme says so of its senders.",
)
CHANGED_SINCE = Inferred(
    name="changed-since-zone",
    about="GET /v2/orders min_date_modified, max_date_modified",
    assumed="A time in ISO 8601 with its zone is understood, though orders tell theirs as mail does (RFC 2822).",
    source="Clients send either.",
)
REFUNDED_SINCE = Inferred(
    name="refunded-since",
    about="GET /v3/orders/payment_actions/refunds created:min",
    assumed="It leaves out refunds that were made before.",
    source="Filters of v3 are written so elsewhere.",
)
SUB_LISTS = Inferred(
    name="lists-of-an-order",
    about="GET /v2/orders/{id}/products, shipping_addresses, shipments",
    assumed="A page that holds fewer than the 250 that were asked for is the last one.",
    source="Lists of v2 tell no total; that a short page ends them is documented, the largest page of these lists is not.",
)
VARIANT_SEARCH = Inferred(
    name="variant-search",
    about="GET /v3/catalog/variants sku",
    assumed="It gives the variants with exactly this SKU, and those without options (base variants) among them.",
    source="Clients use it so; letters are compared here once more.",
)
BASE_VARIANT = Inferred(
    name="base-variant-price",
    about="PUT /v3/catalog/products/{product_id}/variants/{variant_id} price",
    assumed="The price of a product without options is set at its base variant.",
    source="Every product has a base variant; that it takes a price is not said.",
)
STOCK_LAG = Inferred(
    name="stock-lag",
    about="GET /v3/inventory/items available_to_sell",
    assumed=f"An order that was taken shows in the stock within {LAG_SECONDS} seconds.",
    source="Stock is said to be worked off later, and not how much later.",
)
ON_HAND = Inferred(
    name="on-hand",
    about="PUT /v3/inventory/adjustments/absolute quantity",
    assumed="It sets total_inventory_onhand; available_to_sell is that less the safety stock of the location.",
    source="The names, and that a change below the safety stock is refused.",
)
CONFIRMED = Inferred(
    name="adjustment-done",
    about="PUT /v3/inventory/adjustments/absolute transaction_id",
    assumed="An adjustment is done when the level is the one that was set, or another one than was read before.",
    source="The answer names a transaction; nothing is documented that tells what became of it.",
)
NOT_COMPARED = Inferred(
    name="not-compared",
    about="PUT /v3/inventory/adjustments/absolute",
    assumed="What the store sells between the reading of a level and its being set is overwritten.",
    source="An absolute adjustment takes no quantity to compare with.",
)
ORDER_TWICE = Inferred(
    name="order-twice",
    about="POST /v2/orders external_order_id",
    assumed="The store takes the same external order id twice, and lists an order by it as soon as it is made.",
    source="No key against repeats is documented, and listing by it first is what is advised.",
)
CANCELLED_IN_PART = Inferred(
    name="cancelled-in-part",
    about="PUT /v2/orders/{id} status_id 5",
    assumed="An order of which a part has left is not to be cancelled: nobody says what becomes of that part.",
    source="Nothing is said of it.",
)
SHIPMENT_FOUND = Inferred(
    name="shipment-found",
    about="GET /v2/orders/{id}/shipments",
    assumed="A shipment that was made is listed at once, with the lines and the tracking number that it was made with.",
    source="Nothing else is said of it.",
)
SHIPMENT_CHANGED = Inferred(
    name="shipment-changed",
    about="PUT /v2/orders/{id}/shipments/{shipment_id}",
    assumed="With its address it takes the tracking fields that a new shipment takes, and leaves its items as they are.",
    source="That a shipment can be changed is documented, and told by a webhook when its number is; the fields were not read.",
)
FIRST_METHOD = Inferred(
    name="first-refund-method",
    about="POST /v3/orders/{id}/payment_actions/refund_quotes refund_methods",
    assumed="The first way to give money back is the one that the order was paid by.",
    source="The samples; an order of ways is not documented.",
)
SHIPPING_ITEM = Inferred(
    name="shipping-item",
    about="POST /v3/orders/{id}/payment_actions/refund_quotes item_type SHIPPING",
    assumed="It takes the order's address id and an amount.",
    source="That the id is the address's is documented, what else it needs is not.",
)
