"""Where an order stands at Veeqo. The list of statuses: Veeqo's public API documentation."""

from __future__ import annotations

from crossdock.connect import State, States

_STATES = (
    State("awaiting_payment", "It was made without a payment, and goes nowhere until there is one."),
    State("awaiting_stock", "Something of it is not there; other parts of it may have left already."),
    State("awaiting_fulfillment", "Everything is there and allocated, and something has still to leave."),
    State("awaiting_amazon_stock", "As awaiting_stock, where Amazon ships it."),
    State("on_hold", "Somebody at Veeqo keeps it back."),
    State("shipped", "All of it has left."),
    State("cancelled", "It was cancelled; lists leave it out unless they are asked for such orders."),
    State("refunded", "Its money was given back."),
)
_NOTE = (
    "The status is worked out from the slowest allocation, so an order that has left in part may still read "
    "awaiting_stock: what has left is read off its allocations, and from the first shipment on nothing of it is "
    "called back by `cancel-order`."
)

STATES = tuple(
    States(kind="order", resource=resource, path=path, states=_STATES, no_return=("shipped", "refunded"), note=_NOTE)
    for resource, path in (
        ("order", "status"),
        ("cancelled_order", "status"),
        ("allocation", "order.status"),
    )
)
