"""Telling a store how a shipment can be followed, where the carrier's number comes after the shipment.

A shipment keeps no name of the sender's: a number belongs to the one that has it, or to the only one that has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.errors import ErrorKind, PlatformError
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.order_reading import held, read_list, read_order
from crossdock_bigcommerce.shipping import NEVER_SHIPPED, said_of
from crossdock_bigcommerce.states import COMPLETED, SHIPPED

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Document = dict[str, Any]
SETTLED = {*NEVER_SHIPPED, SHIPPED, COMPLETED}
"""Statuses in which no further shipment of an order is to come."""

TRACKING = Resource(
    name="tracking",
    title="Tracking",
    description="How a shipment of an order can be followed.",
    key=("order_id", "shipment"),
)
SET_TRACKING = Operation(
    name="set-tracking",
    title="Set tracking",
    description="Tells the carrier's number of a shipment that has none yet.",
    resource=TRACKING.name,
    kind="tracking",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/v2/orders/{order_id}/shipments/{shipment_id}",
    receipt_id="id",
    inferred=(inferred.SHIPMENT_CHANGED, inferred.SUB_LISTS),
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:  # noqa: ARG001  # as every writer has it
    """The shipment to which a number belongs, and its address.

    Raises PlatformError: to be tried again while the shipment may still be told, else for a person.
    """
    number = message["tracking"]["number"]
    shipments = await read_list(line, f"/v2/orders/{message['order_id']}/shipments")
    told = [each for each in shipments if each.get("tracking_number") == number]
    bare = [each for each in shipments if not each.get("tracking_number")]
    if not told and len(bare) != 1:
        raise await _without_place(line, message, len(bare))
    (found, *_) = told or bare
    return {"shipment_id": found["id"], "order_address_id": found["order_address_id"]}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Send the number. Raises PlatformError."""
    body = {"order_address_id": resolved["order_address_id"], **said_of(message["tracking"])}
    answer = await line.ask(SET_TRACKING.method, path_of(SET_TRACKING, message, resolved), body=body)
    made = connector.told(answer, SET_TRACKING.receipt_id)
    return Receipt(id=made, identities=((SET_TRACKING.kind, message["tracking"]["number"]),))


async def _without_place(line: Line, message: Any, bare: int) -> PlatformError:
    number, tracking = message["order_id"], message["tracking"]["number"]
    if bare:
        return held(
            f"has {bare} shipments of order {number} without tracking, and {tracking} may belong to any of them",
            "Enter the number at the right one in the store; then skip this record.",
        )
    if (await read_order(line, number))["status_id"] in SETTLED:
        return held(
            f"has no shipment of order {number} to which the tracking number {tracking} could belong, and none is to come",
            "Correct the number in the store where it replaces another one; then skip this record.",
        )
    return PlatformError(
        f"BigCommerce has no shipment of order {number} yet to which the tracking number {tracking} could belong.",
        kind=ErrorKind.RETRY,
        remedy="See what keeps the shipment of this order from the store; its number follows by itself.",
    )
