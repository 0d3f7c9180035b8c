"""Cancelling an order, as far as Veeqo lets itself be told: the call is not in its documentation.

So that it was answered is no proof: an order counts as cancelled when Veeqo shows it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.errors import ErrorKind, PlatformError
from crossdock_veeqo import inferred
from crossdock_veeqo.ordering import receipt
from crossdock_veeqo.searching import held, orders_numbered

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

CANCELLED = "cancelled"

CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="An order that is not to be shipped any more, by its number in its store.",
    key=("number",),
)
CANCEL_ORDER = Operation(
    name="cancel-order",
    title="Cancel order",
    description="Stops an order of which nothing has left; done when Veeqo shows it as cancelled.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/orders/{order_id}/cancel",
    receipt_id="status",
    inferred=(inferred.CANCELLING, inferred.CANCELLED_WHOLE, inferred.FUZZY_SEARCH),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """Which order it is; raises PlatformError (hold) where there is none or several, and where some of it has left.

    It is to be tried again (retry) while an order is allocated anew, and does not show what has left of it.
    """
    found = await orders_numbered(connector, line, message)
    wanted = [order for order in found if order["status"] != CANCELLED] or found[:1]
    number = message["number"]
    if len(wanted) != 1:
        what = f"has {len(wanted)} orders {number}" if wanted else f"has no order {number}"
        raise held(
            f"{what} in that store",
            "Was it sent under another number, cancel that one there. Otherwise there is nothing to stop: skip this record.",
        )
    (order,) = wanted
    _require_allocations(order)
    if any(allocation.get("shipment") for allocation in order["allocations"]):
        raise held(
            f"cannot call order {number} back: {_how_much(order)} has left",
            "Have the carrier stop the parcel, or let it come back as a return; then skip this record.",
        )
    return {"order_id": order["id"], "cancelled": order["status"] == CANCELLED}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Cancel an order; one that is cancelled already is as it shall be. Raises PlatformError.

    An answer that does not show the order is no proof; then it is looked up again, as `resolve` does.
    """
    made = receipt(message["number"], str(resolved["order_id"]))
    if resolved["cancelled"]:
        return made
    said = {name: value for name, value in message.items() if name not in ("number", "channel_id")}
    try:
        answer = await line.ask(CANCEL_ORDER.method, path_of(CANCEL_ORDER, message, resolved), body=said)
    except PlatformError as error:
        if error.status != 404:
            raise
        raise _not_cancelled(error.message) from error  # the order is there: it was just read
    status = connector.told(answer, CANCEL_ORDER.receipt_id)
    if status != CANCELLED:
        raise _not_cancelled(f"Veeqo answered, and shows the order {message['number']} as {status}.")
    return made


def _require_allocations(order: Any) -> None:
    """Raise PlatformError (retry) for an order without allocations that by its status must have some."""
    if not order["allocations"] and order["status"] in ("awaiting_fulfillment", "shipped"):
        raise PlatformError(
            f"Veeqo allocates order {order['number']} anew, and does not show what has left of it.",
            kind=ErrorKind.RETRY,
            remedy="It is over in a moment; then it is looked at again.",
        )


def _how_much(order: Any) -> str:
    return "all of it" if order["status"] == "shipped" else "a part of it"


def _not_cancelled(why: str) -> PlatformError:
    return PlatformError(
        f"{why} So it cannot be cancelled from here.",
        kind=ErrorKind.HOLD,
        remedy="Cancel it in Veeqo by hand as long as it has not left, then skip this record.",
    )
