"""What a shop's orders and fulfilments go through. Facts: https://shopify.dev/docs/api/admin-rest (Order, Fulfillment)."""

from __future__ import annotations

from crossdock.connect import State, States

ORDER = States(
    kind="order",
    resource="order",
    path="fulfillment_status",
    states=(
        State("", "Nothing of it was shipped."),
        State("partial", "Part of it was shipped."),
        State("fulfilled", "All of it was shipped."),
        State("restocked", "It was cancelled, and all of it was put back on sale."),
    ),
    no_return=("fulfilled",),
    note="An order with a fulfilment that is not cancelled cannot be cancelled as a whole; lines that are still open are "
    "taken off it by a refund.",
)

FULFILMENT = States(
    kind="fulfilment",
    resource="fulfilment",
    path="status",
    states=(
        State("pending", "It was asked for, and is not taken up yet."),
        State("open", "Whoever ships it has taken it up."),
        State("success", "It was shipped."),
        State("cancelled", "It was taken back."),
        State("error", "Whoever ships it could not take it up."),
        State("failure", "It could not be shipped."),
    ),
    no_return=(),
    note="The shop lets a fulfilment be cancelled whatever became of its parcel, and calls no parcel back by that.",
)

PARCEL = States(
    kind="fulfilment",
    resource="fulfilment",
    path="shipment_status",
    states=(
        State("", "No carrier told anything of it."),
        State("label_printed", "Its label was printed."),
        State("label_purchased", "Its label was bought."),
        State("confirmed", "The carrier was told of it."),
        State("in_transit", "The carrier has it."),
        State("out_for_delivery", "It is on its last way."),
        State("attempted_delivery", "It could not be handed over, and will be brought again."),
        State("ready_for_pickup", "It waits for its buyer."),
        State("delivered", "Its buyer has it."),
        State("failure", "It did not reach its buyer."),
    ),
    no_return=("in_transit", "out_for_delivery", "attempted_delivery", "ready_for_pickup", "delivered", "failure"),
    note="What the carrier has comes back as a return only.",
)

STATES = (ORDER, FULFILMENT, PARCEL)
