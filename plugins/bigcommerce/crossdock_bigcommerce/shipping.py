"""Telling a store what left the warehouse: a shipment for each parcel, of the order's own lines, to one address.

Making one moves the order to Shipped or Partially Shipped, and has the store write to its buyer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.open_lines import Choice, OpenLine, choose, open_lines
from crossdock_bigcommerce.order_reading import held, lines_of, read_list, read_order
from crossdock_bigcommerce.states import CANCELLED, DECLINED, INCOMPLETE

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line
    from crossdock.errors import PlatformError

Document = dict[str, Any]
NEVER_SHIPPED = {INCOMPLETE: "incomplete", CANCELLED: "cancelled", DECLINED: "declined"}
TRACKING = {
    "number": "tracking_number",
    "provider": "shipping_provider",
    "carrier": "tracking_carrier",
    "url": "tracking_link",
}

NEW_SHIPMENT = Resource(
    name="new_shipment",
    title="New shipment",
    description="What left a warehouse of one order, by SKU; it becomes a shipment of the order's lines.",
    key=("order_id", "shipment"),
)
CREATE_SHIPMENT = Operation(
    name="create-shipment",
    title="Create shipment",
    description="Tells what left of an order, with its tracking. The store writes to the buyer.",
    resource=NEW_SHIPMENT.name,
    kind="shipment",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/v2/orders/{order_id}/shipments",
    inferred=(inferred.SHIPMENT_FOUND, inferred.SUB_LISTS),
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:  # noqa: ARG001  # as every writer has it
    """The order's lines for what left, and the address they go to; raises PlatformError (hold) where they are not open.

    The shipments that were there before are noted, so that `find` tells ours from them.
    """
    number = message["order_id"]
    order = await read_order(line, number)
    if order["status_id"] in NEVER_SHIPPED:
        raise held(
            f"has order {number} {NEVER_SHIPPED[order['status_id']]}, and something of it left all the same",
            "Have the carrier stop the parcel, or announce its return; then skip this record.",
        )
    lines = open_lines(await lines_of(line, number))
    before = await read_list(line, f"/v2/orders/{number}/shipments")
    address, choice = _of_one_address(message, lines)
    items = [{"order_product_id": each, "quantity": quantity} for each, quantity in choice.taken.items()]
    return {"order_address_id": address, "items": items, "before": [each["id"] for each in before]}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Send a shipment with what was resolved for it. Raises PlatformError."""
    path = path_of(CREATE_SHIPMENT, message, resolved)
    answer = await line.ask(CREATE_SHIPMENT.method, path, body=body(message, resolved))
    return _receipt(connector.told(answer, CREATE_SHIPMENT.receipt_id))


async def find(line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
    """The shipment that an interrupted write made: a new one of the same lines, under the same tracking number."""
    number = (message.get("tracking") or {}).get("number") or ""
    for shipment in await read_list(line, f"/v2/orders/{message['order_id']}/shipments"):
        is_new = shipment["id"] not in resolved["before"]
        if is_new and _shipped(shipment) == _shipped(resolved) and (shipment.get("tracking_number") or "") == number:
            return _receipt(str(shipment["id"]))
    return None


def body(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that ships what was resolved."""
    said = said_of(message.get("tracking") or {})
    return {"order_address_id": resolved["order_address_id"], "items": resolved["items"], **said}


def said_of(tracking: Mapping[str, Any]) -> Document:
    """How a shipment can be followed, by the store's own names."""
    return {theirs: tracking[ours] for ours, theirs in TRACKING.items() if tracking.get(ours)}


def _of_one_address(message: Any, lines: Sequence[OpenLine]) -> tuple[int, Choice]:
    """The first address whose lines have all of it open; raises PlatformError (hold) where none has."""
    for address in dict.fromkeys(line.address for line in lines):
        choice = choose(message, [line for line in lines if line.address == address])
        if not choice.missing:
            return address, choice
    raise _not_open(message, choose(message, lines))


def _not_open(message: Any, everywhere: Choice) -> PlatformError:
    if not everywhere.missing:
        return held(
            f"has these lines of order {message['order_id']} going to several addresses, and a shipment goes to one",
            "Enter a shipment for each address in the store; then skip this record.",
        )
    told = ", ".join(f"{quantity} {sku}" for sku, quantity in everywhere.missing.items())
    return held(
        f"has these not open to be shipped on order {message['order_id']}: {told}",
        "See in the store whether they were shipped, refunded or changed there. Put it right and let it go on, or skip "
        "it where the store shows the shipment already.",
    )


def _shipped(shipment: Mapping[str, Any]) -> dict[int, int]:
    return {each["order_product_id"]: each["quantity"] for each in shipment["items"]}


def _receipt(made: str) -> Receipt:
    return Receipt(id=made, identities=((CREATE_SHIPMENT.kind, made),))
