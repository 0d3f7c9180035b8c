"""Where an order stands at OrderWise. Statuses are texts that each installation can rename.

Values: seen in despatch exports of live installations; `Cancelled` is what a setting says.
"""

from __future__ import annotations

from crossdock.connect import State, States

_STATES = (
    State("Awaiting despatch", "It was taken in, and nothing of it has left."),
    State("On hold", "Somebody keeps it back, as for a check of its payment."),
    State("Partially despatched", "Some of it has left."),
    State("Completed", "All of it has left."),
    State("Cancelled", "It was cancelled."),
)
_NOTE = (
    "Statuses are texts of the installation's own: map them by a lookup, and hold what is not in it. `cancel-order` counts "
    "as done when the order shows the status that the connection's settings call cancelled."
)

_LEFT = ("Partially despatched", "Completed")

STATES = tuple(
    States(kind=kind, resource=resource, path=path, states=_STATES, no_return=_LEFT, note=_NOTE)
    for kind, resource, path in (("order", "order", "status"), ("session_order", "session_despatch", "orderStatus"))
)
