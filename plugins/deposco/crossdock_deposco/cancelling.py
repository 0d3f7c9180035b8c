"""Cancelling a sales order as a whole. Deposco is asked where it stands before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.errors import ErrorKind, PlatformError
from crossdock_deposco.nested import ORDERS
from crossdock_deposco.ordering import receipt
from crossdock_deposco.searching import held, sales_order, told
from crossdock_deposco.states import CANCELED, RECALLABLE

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="A sales order that is not to be shipped any more, by its number.",
    key=("number",),
)
CANCEL_ORDER = Operation(
    name="cancel-order",
    title="Cancel sales order",
    description="Stops a sales order that was not released to the floor yet; nothing is sent for any other.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path=f"{ORDERS}/{{order_id}}/cancellations",
    receipt_id="orderStatus",
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """Which order it is; raises PlatformError (hold) where there is none, and where it is beyond the point of no return."""
    number = message["number"]
    order = await sales_order(connector, line, number)
    if order is None:
        raise held(
            f"has no sales order {number}",
            "Was it sent under another number, cancel that one there. Otherwise there is nothing to stop: skip this record.",
        )
    status = order["orderStatus"]
    if status not in (*RECALLABLE, CANCELED):
        raise held(
            f"cannot call order {number} back: it is '{status}', beyond the point of no return",
            "Call the warehouse, have the carrier stop the parcel, or let it come back as a return; then skip this record.",
        )
    return {"order_id": order["self"]["id"], "cancelled": status == CANCELED}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Cancel an order; one that is cancelled already is as it shall be. Raises PlatformError."""
    made = receipt(message["number"], str(resolved["order_id"]))
    if resolved["cancelled"]:
        return made
    answer = await line.ask(CANCEL_ORDER.method, path_of(CANCEL_ORDER, message, resolved))
    status = told(connector, answer, "salesOrder", CANCEL_ORDER.receipt_id)
    if status != CANCELED:
        raise PlatformError(
            f"Deposco answered, and shows order {message['number']} as '{status}'.",
            kind=ErrorKind.HOLD,
            remedy="Cancel it there by hand as long as it has not left, then skip this record.",
        )
    return made
