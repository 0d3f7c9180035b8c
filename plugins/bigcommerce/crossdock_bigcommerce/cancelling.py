"""Cancelling an order. It is a change of its status, gives no money back, and is done whatever has left; so that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.connect.errors import unclear
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.order_reading import held, read_order
from crossdock_bigcommerce.states import CANCELLED

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="An order that is not to be shipped any more.",
    key=("order_id",),
)
CANCEL_ORDER = Operation(
    name="cancel-order",
    title="Cancel order",
    description="Sets an order of which nothing has left to Cancelled; its money is given back by a refund of its own.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/v2/orders/{order_id}",
    receipt_id="id",
    inferred=(inferred.CANCELLED_IN_PART,),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as every writer has it
    """Whether it is cancelled already; raises PlatformError (hold) where some of it has left."""
    order = await read_order(line, message["order_id"])
    shipped, total = order.get("items_shipped") or 0, order.get("items_total") or 0
    if shipped:
        raise held(
            f"shows {shipped} of {total} items of order {message['order_id']} as shipped",
            "Have the carrier stop the parcel, or let it come back as a return; then skip this record.",
        )
    return {"cancelled": order.get("status_id") == CANCELLED}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Cancel an order; one that is cancelled already is as it shall be. Raises PlatformError."""
    made = Receipt(id=message["order_id"], identities=((CANCEL_ORDER.kind, message["order_id"]),))
    if resolved["cancelled"]:
        return made
    answer = await line.ask(
        CANCEL_ORDER.method, path_of(CANCEL_ORDER, message, resolved), body={"status_id": CANCELLED}
    )
    if connector.told(answer, "status_id") != str(CANCELLED):
        raise unclear(answer, platform=connector.title, what="with another status")
    return made
