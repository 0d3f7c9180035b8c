"""What a connector says of its platform's business, for the API's description."""

from __future__ import annotations

from crossdock.connect.inferred import Part
from crossdock.connect.ledger import LedgerEvent
from crossdock_api.fact_shapes import InferredDetail, LedgerEventDetail, PlaceDetail, StateDetail, StatesDetail

STATES = StatesDetail(
    kind="order",
    resource="order",
    path="fulfillment_status",
    states=(
        StateDetail(name="", meaning="Nothing of it was shipped.", no_return=False),
        StateDetail(name="fulfilled", meaning="All of it was shipped.", no_return=True),
    ),
    note="Lines that are still open are taken off it by a refund.",
)
ORDER_PLACED = LedgerEventDetail(
    event=LedgerEvent.ORDER_PLACED,
    resource="order",
    webhooks=("order-created",),
    order="",
    at="created_at",
    lines="line_items",
    sku="sku",
    quantity="quantity",
    less="",
    when=(),
)
INFERRED = InferredDetail(
    name="bucket-size",
    about="X-Shopify-Shop-Api-Call-Limit",
    assumed="A full bucket drains in 20 seconds on every plan.",
    source="The rates are documented; the bucket sizes of the larger plans were not read again.",
    used_by=(PlaceDetail(part=Part.CONNECTOR, name=""),),
)
