"""What an order goes through at SEKO. Facts: SEKO's public manual, order statuses and cancellation."""

from __future__ import annotations

from crossdock.connect import State, States

ORDER = States(
    kind="order",
    resource="order_status",
    path="Status",
    states=(
        State("Create", "A draft that was typed at SEKO."),
        State("Confirmed", "It was taken in."),
        State("To Be Picked", "The distribution centre has it, and no pick wave yet."),
        State("Being Picked", "A pick wave has it."),
        State("Pick Complete", "All that was found is picked."),
        State("To Be Packed", "It waits to be packed."),
        State("To Dispatch", "It is packed, and waits for the carrier."),
        State("Dispatched", "It left, whole or short; what was not shipped never follows."),
        State("Cancelled", "It was called back in time."),
    ),
    no_return=("Being Picked", "Pick Complete", "To Be Packed", "To Dispatch", "Dispatched"),
    note="A cancellation is taken until a pick wave has the order. Later the centre can be asked by hand; goods that were "
    "picked for a cancelled order come back as goods received.",
)

STATES = (ORDER,)
