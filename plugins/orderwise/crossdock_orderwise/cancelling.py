"""Cancelling an order. The call is not public, so an order counts as cancelled when OrderWise lists it so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.errors import ErrorKind, PlatformError
from crossdock_orderwise import inferred
from crossdock_orderwise.searching import held, orders_numbered

if TYPE_CHECKING:
    from crossdock.connect.line import Line
    from crossdock_orderwise.connector import OrderWise

CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="An order that is not to be despatched any more, by its number in the shop.",
    key=("number",),
)
CANCEL_ORDER = Operation(
    name="cancel-order",
    title="Cancel order",
    description="Stops an order of which nothing has left; done when OrderWise lists it as cancelled.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/sales/orders/{order_id}/cancel",
    inferred=(inferred.CANCELLING, inferred.EXACT_NUMBER, inferred.COLUMNS),
)


async def resolve(connector: OrderWise, line: Line, message: Any) -> dict[str, Any]:
    """Which order it is; raises PlatformError (hold) where there is none or several."""
    found = await orders_numbered(connector, line, message["number"])
    standing = [order for order in found if not _is_cancelled(connector, order)] or found[:1]
    if len(standing) != 1:
        what = f"has {len(standing)} orders {message['number']}" if standing else f"has no order {message['number']}"
        raise held(
            what,
            "Was it sent under another number, cancel that one there. Otherwise there is nothing to stop: skip this record.",
        )
    return {"order_id": standing[0]["order_id"], "cancelled": _is_cancelled(connector, standing[0])}


async def write(connector: OrderWise, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Ask for it; what is cancelled already is as it shall be. Raises PlatformError."""
    order = str(resolved["order_id"])
    asked = Receipt(id=order, identities=((CANCEL_ORDER.kind, order), ("order_number", message["number"])))
    if resolved["cancelled"]:
        return asked
    said = {name: value for name, value in message.items() if name != "number"}
    answer = await line.ask(CANCEL_ORDER.method, path_of(CANCEL_ORDER, message, resolved), body=said)
    connector.told(answer, CANCEL_ORDER.receipt_id)
    return msgspec.structs.replace(asked, accepted=True)


async def confirm(connector: OrderWise, line: Line, receipt: Receipt) -> Receipt | None:
    """Whether the order is listed as cancelled by now; raises PlatformError (hold) where it is not listed at all."""
    number = dict(receipt.identities)["order_number"]
    orders = {str(order["order_id"]): order for order in await orders_numbered(connector, line, number)}
    if receipt.id not in orders:
        raise PlatformError(
            f"OrderWise lists the order {number} no more, so nobody knows whether it was cancelled.",
            kind=ErrorKind.HOLD,
            remedy="Look there; then skip this record, or let it go on.",
        )
    return msgspec.structs.replace(receipt, accepted=False) if _is_cancelled(connector, orders[receipt.id]) else None


def _is_cancelled(connector: OrderWise, order: Any) -> bool:
    return bool(order["status"].casefold() == connector.settings.cancelled_status.casefold())
