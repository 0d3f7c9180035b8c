"""What Veeqo's public documentation, as far as it was read for this connector, does not settle. Correct it here.

Each fact hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Inferred

PAGE_SIZE = 100
WORDS_AT = ("error_messages", "errors", "error", "message")
"""Where a refusal's words stand, the first that is there."""
LAG_SECONDS = 60

PAGE = Inferred(
    name="page-size",
    about="page_size of every list",
    assumed=f"A page holds {PAGE_SIZE} records when so many are asked for.",
    source="Several clients ask for so many; only the default of 12 is documented.",
)
WORDS = Inferred(
    name="refusal-words",
    about=f"body of refusals: {', '.join(WORDS_AT)}",
    assumed="A refusal says why in the first of these fields that it has.",
    source="No refusal's body is documented; these are what applications like Veeqo's use.",
)
CHANGED_SINCE = Inferred(
    name="changed-since-zone",
    about="updated_at_min",
    assumed="A time in ISO 8601 with its zone is understood.",
    source="Works for one client; the documentation shows a time without a zone.",
)
NO_WEBHOOKS = Inferred(
    name="no-webhooks",
    about="webhooks",
    assumed="Veeqo tells nothing by itself.",
    source="None are documented, and a working integration says that there are none.",
)
STATUS_OF_SLOWEST = Inferred(
    name="status-of-slowest",
    about="GET /orders status",
    assumed="An order's status follows its least advanced allocation, and hides what has left.",
    source="A working integration describes it; the documentation only lists the statuses.",
)
CANCELLED_APART = Inferred(
    name="cancelled-apart",
    about="GET /orders status=cancelled",
    assumed="Cancelled orders are listed only where they are asked for.",
    source="A working integration reads them in a pass of its own.",
)
TRACKING_STAGES = Inferred(
    name="tracking-stages",
    about="shipment.tracking_number collected_at, delivered_at",
    assumed="They say when the carrier collected a parcel and when it was delivered, and a change of them counts as a "
    "change of the order.",
    source="The fields stand in one client; what they do to the order is not said.",
)
RETURNS_IN_ORDERS = Inferred(
    name="returns-in-orders",
    about="GET /orders returns",
    assumed="An order tells its returns as GET /orders/{id}/returns does, one as object or several as list, and a return "
    "counts as a change of the order.",
    source="The order's sample has such a list; what stands in it, and since when, is not said.",
)
RECEIVED_GOODS = Inferred(
    name="received-goods",
    about="returns line_items received_quantity",
    assumed="It says how many have come back so far.",
    source="The name, in the documentation's sample.",
)
STOCK_LAG = Inferred(
    name="stock-lag",
    about="stock_entry available_stock_level",
    assumed=f"An order that was taken shows in the stock within {LAG_SECONDS} seconds.",
    source="Nothing is said of it.",
)
AVAILABLE = Inferred(
    name="available-left-out",
    about="stock_entry available_stock_level",
    assumed="Where it is not told, it is what is there less what is allocated.",
    source="Fits the documentation's samples, and is not stated.",
)
FUZZY_SEARCH = Inferred(
    name="fuzzy-search",
    about="query of GET /orders and GET /products",
    assumed="What is searched for by its exact number or SKU is always among what is found.",
    source="The parameter is documented; that it finds more than that is what clients say.",
)
NUMBER_TWICE = Inferred(
    name="number-twice",
    about="POST /orders number",
    assumed="Veeqo takes the same number twice.",
    source="No rule is documented, and clients look for it first.",
)
PRICES = Inferred(
    name="price-and-tax",
    about="POST /orders price_per_unit, tax_rate",
    assumed="The tax rate comes on top of the price; a price with its tax in it is sent with a rate of 0.",
    source="`taxless_discount_per_unit` is of prices without tax; which prices are meant is not said.",
)
PAYMENT_REFERENCE = Inferred(
    name="payment-reference",
    about="POST /orders payment_attributes.reference_number",
    assumed="It is told again as it was sent, as `payment.reference_number`.",
    source="Both stand in the documentation, apart from each other.",
)
CANCELLING = Inferred(
    name="cancel-endpoint",
    about="PUT /orders/{id}/cancel",
    assumed="It cancels an order, and whether it did is read off the order.",
    source="One client uses it, another says that there is no such thing; it is not in the documentation.",
)
CANCELLED_WHOLE = Inferred(
    name="cancelled-whole",
    about="PUT /orders/{id}/cancel",
    assumed="An order of which a part has left is not to be cancelled: nobody says what becomes of that part.",
    source="Nothing is said of it.",
)


def available(entry: Any) -> int | None:
    """What can be sold of a stock entry: told, or worked out; None where it is not counted.

    What is short is none, not less than none.
    """
    if entry.get("infinite"):
        return None
    told: int | None = entry.get("available_stock_level")
    left: int = entry["physical_stock_level"] - entry["allocated_stock_level"] if told is None else told
    return max(0, left)
