"""Where orders, shipments and returns stand at Deposco. The lists of statuses: Deposco's own API description."""

from __future__ import annotations

from crossdock.connect import State, States

RECALLABLE = ("New", "Hold", "Ready for Fulfillment", "Wave Built", "Back Ordered", "Draft")
"""In these a whole order can be cancelled."""
CANCELED = "Canceled"

_BEFORE = (
    State("Draft", "It is being written, and goes nowhere."),
    State("New", "It was taken in."),
    State("Hold", "Somebody keeps it back."),
    State("Ready for Fulfillment", "Everything for it is there."),
    State("Wave Built", "It is planned to be picked together with others."),
    State("Back Ordered", "Something of it is not there."),
)
_BEYOND = (
    State("Partially Released", "A part of it was given to the floor."),
    State("Released", "It was given to the floor."),
    State("Picking", "Somebody has it in hand."),
    State("Pick Complete", "All of it is picked, or will never be."),
    State("Partially Staged", "A part of it stands at the dock."),
    State("Staged", "It stands at the dock."),
    State("Partially Loaded", "A part of it is on the truck."),
    State("Loaded", "It is on the truck."),
    State("Partially Shipped", "A part of it has left, and the rest may follow."),
    State("Ship Complete", "All that will ever leave has left; less than was ordered, where picks were cancelled."),
)
BEYOND_RECALL = tuple(state.name for state in _BEYOND)

SALES_ORDER = States(
    kind="order",
    resource="sales_order",
    path="orderStatus",
    states=(*_BEFORE, *_BEYOND, State(CANCELED, "It was called back, or nothing of it was found.")),
    no_return=BEYOND_RECALL,
    note="`cancel-order` asks for the status first and sends nothing from `Partially Released` on: call the warehouse.",
)
CUSTOMER_ORDER = States(
    kind="customer_order",
    resource="customer_order",
    path="status",
    states=(
        State("New", "It was taken in."),
        State("Open", "It is being looked at."),
        State("Review", "Something about it is missing, such as how it is to be shipped; a person goes on."),
        State("Accepted", "It is right, and will be sourced."),
        State("Rejected", "It will not be served."),
        State("Draft", "It is being written."),
        State("Template", "It is a pattern for others."),
        State("Future", "It is for later."),
        State("Sourced", "It is known which facilities serve it."),
        State("Allocating", "Goods are being set aside."),
        State("Partially Allocated", "Some goods are set aside."),
        State("Allocated", "All goods are set aside."),
        State("Partially InFulfillment", "Some of its sales orders are at a warehouse."),
        State("InFulfillment", "Its sales orders are at their warehouses."),
        State("Partially Released", "Some of it was given to the floor."),
        State("Released", "It was given to the floor."),
        State("Back Ordered", "Something of it is nowhere."),
        State("Incomplete", "It ended without all of its goods."),
        State("Complete", "All of it has left."),
        State("Closed", "It is over."),
        State(CANCELED, "It was called back."),
        State("Voided", "It counts for nothing."),
    ),
    no_return=("Partially Released", "Released", "Incomplete", "Complete", "Closed"),
    note="A customer order is called back by cancelling its sales orders, each as long as it can be.",
)
SHIPMENT = States(
    kind="order",
    resource="shipment",
    path="status",
    states=(
        State("New", "It is being packed."),
        State("Shipping", "It has a label."),
        State("Shipped", "It has left."),
        State("Rolled Back", "It was taken back before it left."),
    ),
    no_return=("Shipped",),
    note="A shipment is rolled back by the warehouse only.",
)
RETURN = States(
    kind="return",
    resource="return",
    path="orderStatus",
    states=(
        State("Draft", "It is being written."),
        State("New", "It is awaited."),
        State("Hold", "Somebody keeps it back."),
        State("In-Transit", "It is on its way."),
        State("Arrived", "It is at the door."),
        State("Receiving", "It is being unpacked."),
        State("Partial Receipt", "Some of it is back."),
        State("Received", "All of it is back."),
        State(CANCELED, "It is not awaited any more."),
        State("Closed", "It is over."),
    ),
    no_return=("Partial Receipt", "Received", "Closed"),
    note="A return can be cancelled from New and Receiving, at Deposco.",
)

STATES = (SALES_ORDER, CUSTOMER_ORDER, SHIPMENT, RETURN)
