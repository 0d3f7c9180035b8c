"""Calling an order back, all of it or some of its lines, by the call that makes and changes orders.

What is packed or has left is not called back: then nothing is sent, and a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock.errors import ErrorKind, PlatformError
from crossdock_fulfil import asking, inferred
from crossdock_fulfil.looking import held, order_of
from crossdock_fulfil.models import SHIPMENT
from crossdock_fulfil.ordering import MONEY, PATH, receipt

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

CANCELLED = "cancel"
TOO_FAR = ("packed", "done")
"""States of a shipment from which it is not called back."""
_STOP_PARCEL = "Have the parcel stopped at Fulfil or at its carrier, or let it come back; then skip this record."

CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="An order that is not to be shipped any more, by its name in its channel.",
    key=("channel", "channel_identifier"),
)
CANCEL_ORDER = Operation(
    name="cancel-order",
    title="Cancel order",
    description="Stops an order of which nothing is packed or has left; done when Fulfil shows it as cancelled.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path=PATH,
    format=MONEY,
    inferred=(inferred.CANCELLED_BY_STATUS, inferred.LINE_PROGRESS, inferred.GOODS_ONLY),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as all writers
    """Which order it is, and what each of its lines comes to; raises PlatformError (hold) where some of it has left."""
    order = await order_of(line, message)
    if order["state"] != CANCELLED:
        await require_none_packed(line, order)
    lines = {each["channel_identifier"]: each["quantity"] for each in order["lines"] if each.get("channel_identifier")}
    return {"order": order["id"], "cancelled": order["state"] == CANCELLED, "lines": lines}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Cancel an order; one that is cancelled already is as it shall be. Raises PlatformError."""
    made = receipt(message, str(resolved["order"]))
    if resolved["cancelled"]:
        return made
    rest = {name: value for name, value in message.items() if name != "channel"}
    said = {**rest, "status": "cancelled", "sale_lines": cancelled_lines(resolved["lines"])}
    answer = await line.ask("PUT", PATH, body=[message["channel"], said], format=MONEY)
    state = connector.told(answer, "state")
    if state != CANCELLED:
        raise PlatformError(
            f"Fulfil answered, and shows the order {message['channel_identifier']} as {state}.",
            kind=ErrorKind.HOLD,
            remedy="Cancel it there by hand as long as it has not left, then skip this record.",
        )
    return made


def cancelled_lines(quantities: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Lines as the call takes them, each with how many of it are cancelled in all."""
    return [{"channel_identifier": name, "quantity_canceled": many} for name, many in quantities.items()]


async def require_none_packed(line: Line, order: asking.Record) -> None:
    """Raise PlatformError (hold) for an order of which something is packed, or has left."""
    found = await asking.search(line, SHIPMENT.name, [["sales", "=", order["id"]]], ("number", "state"))
    far = [f"{each['number']} is {each['state']}" for each in found if each["state"] in TOO_FAR]
    if far:
        raise held(f"cannot call order {order['number']} back: shipment {', '.join(far)}", _STOP_PARCEL)
