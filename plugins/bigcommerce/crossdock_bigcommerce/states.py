"""Where an order stands in a store. The ids and their names: BigCommerce's public documentation (Order Status)."""

from __future__ import annotations

from crossdock.connect import State, States

INCOMPLETE, SHIPPED, PART_SHIPPED, REFUNDED, CANCELLED, DECLINED, COMPLETED = 0, 2, 3, 4, 5, 6, 10

_STATES = (
    State("0", "Incomplete: a checkout that was begun and not paid; it is no order yet."),
    State(
        "1", "Pending: made, and nobody has looked at it; what an order made by a call has unless it says otherwise."
    ),
    State("7", "Awaiting Payment: placed, and not paid."),
    State("12", "Manual Verification Required: a person has to look at it first."),
    State("11", "Awaiting Fulfillment: paid, and to be packed."),
    State("9", "Awaiting Shipment: packed, and to be collected by a carrier."),
    State("8", "Awaiting Pickup: packed, and to be collected by its buyer."),
    State("3", "Partially Shipped: a part of it has left."),
    State("2", "Shipped: all of it has left; nobody says that it arrived."),
    State("10", "Completed: it has left, or was fetched, and nothing is to be done."),
    State("13", "Disputed: its payment is contested."),
    State("14", "Partially Refunded: a part of its money was given back; whether it has left is hidden."),
    State("4", "Refunded: all of its money was given back; whether it has left is hidden."),
    State("5", "Cancelled: it was called back; its money was not given back by that."),
    State("6", "Declined: its payment was refused."),
)
_NOTE = (
    "One status tells payment and shipping, and labels can be renamed, so ids count. What has left is read off "
    "items_shipped: from the first shipment on nothing of an order is called back by `cancel-order`."
)

STATES = (
    States(
        kind="order",
        resource="order",
        path="status_id",
        states=_STATES,
        no_return=("2", "3", "10"),
        note=_NOTE,
    ),
)
