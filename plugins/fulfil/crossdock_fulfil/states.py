"""Where an order stands at Fulfil. The life cycle: Fulfil's public guides; the spelling of two states is inferred."""

from __future__ import annotations

from crossdock.connect import State, States

_STATES = (
    State("draft", "It is being written, and reserves nothing."),
    State("quotation", "It is offered, and not agreed on."),
    State("confirmed", "It is agreed on; shipments of it are not made yet."),
    State("processing", "Shipments of it are made; some of them may have left."),
    State("done", "All of it has left and is invoiced."),
    State("cancel", "It was cancelled."),
)
_NOTE = (
    "An order that is processed has one shipment or several, and each has a state of its own: what is packed or done is "
    "not called back by `cancel-order`, whatever the order's state says."
)

STATES = (
    States(kind="order", resource="order", path="state", states=_STATES, no_return=("done",), note=_NOTE),
    States(
        kind="order",
        resource="return",
        path="state",
        states=(
            State("draft", "Goods are to come back."),
            State("received", "They came, and were looked at."),
            State("done", "They are put away, and on sale again."),
            State("cancel", "They are not expected any more."),
        ),
        no_return=("received", "done"),
        note="Returns are made by people at Fulfil, or by its own returns portal.",
    ),
)
