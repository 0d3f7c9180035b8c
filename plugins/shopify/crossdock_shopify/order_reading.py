"""Reading an order before something is written about it: the order itself, and what of it still waits to be shipped.

Facts: https://shopify.dev/docs/api/admin-rest (Order, FulfillmentOrder).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.graphql import PATH
from crossdock_shopify.open_lines import Choice, OpenLine, Shipment, choose
from crossdock_shopify.variants import number_of, quoted

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
SHIPS = "create_fulfillment"
"""What stands among the supported actions of a fulfilment order that can be shipped."""
_FIND = """
query crossdockOrdersByName($query: String!) {
  orders(first: 10, query: $query) { nodes { id name } }
}
"""


class Purpose(msgspec.Struct, frozen=True, kw_only=True):
    """What open lines are wanted for, in words for people; where they are not open, what is to be done."""

    verb: str
    """Passive: 'be shipped'."""
    cancelled: str
    """The remedy where the order is cancelled."""
    closed: str
    """The remedy where they are not open for another reason."""
    scattered: str
    """Why one location must have them all."""
    gather: str
    """The remedy where several have them."""


async def read_order(line: Line, message: Any) -> Document:
    """The order a message names; raises PlatformError."""
    order: Document = await read(line, f"/orders/{message['order_id']}.json", "order")
    return order


async def id_of(line: Line, message: Any) -> str:
    """The id of the order that a message names, by its id or by its name. Raises PlatformError, also (hold) where the
    shop has none of that name, or several.
    """
    if "order_id" in message:
        return str(message["order_id"])
    name = message["order_name"].removeprefix("#")
    asked = {"query": _FIND, "variables": {"query": f"name:{quoted(name)}"}}
    nodes = at(line.document(await line.get(line.address(PATH, {}), asked)), "data.orders.nodes")
    if not isinstance(nodes, list):
        raise line.trouble("answered without orders where they were asked for")
    found = [str(number_of(node["id"])) for node in nodes if str(node.get("name")).removeprefix("#") == name]
    if len(found) != 1:
        raise held(
            f"has {len(found) or 'no'} orders of the name {message['order_name']}, so nothing was sent",
            "Look up the order's id in the shop, give it as `order_id`, and let this record go on.",
        )
    return found[0]


async def read_waiting(line: Line, message: Any) -> list[Document]:
    """The fulfilment orders of the order a message names; raises PlatformError."""
    waiting: list[Document] = await read(
        line, f"/orders/{message['order_id']}/fulfillment_orders.json", "fulfillment_orders"
    )
    return waiting


async def read(line: Line, path: str, name: str, **parameters: str) -> Any:
    """What an answer holds under a name; raises PlatformError where it holds nothing there."""
    answer = await line.ask("GET", path, parameters=parameters)
    found = at(line.document(answer), name)
    if not isinstance(found, dict | list):
        raise line.trouble(f"answered {path} without '{name}'")
    return found


def take_open(order: Document, wanted: Shipment, waiting: list[Document], purpose: Purpose) -> Choice:
    """Open lines for all that is wanted, of one location; raises PlatformError (hold) where none has all of it open."""
    lines = _open_lines(order, waiting)
    for location in dict.fromkeys(line.location for line in lines):
        choice = choose(wanted, [line for line in lines if line.location == location])
        if not choice.missing:
            return choice
    everywhere = choose(wanted, lines)
    if everywhere.missing:
        raise _not_open(order, wanted, everywhere, waiting, purpose)
    raise held(
        f"has these lines of order {order['name']} open at several locations, {purpose.scattered}", purpose.gather
    )


def held(what: str, remedy: str) -> PlatformError:
    """What a person has to put right."""
    return PlatformError(f"Shopify {what}.", kind=ErrorKind.HOLD, remedy=remedy)


def _open_lines(order: Document, waiting: list[Document]) -> list[OpenLine]:
    skus = {line["id"]: line.get("sku") or "" for line in order["line_items"]}
    return [
        OpenLine(
            id=line["id"],
            fulfilment_order=one["id"],
            location=one["assigned_location_id"],
            order_line=line["line_item_id"],
            sku=skus[line["line_item_id"]],
            quantity=line["fulfillable_quantity"],
        )
        for one in waiting
        if SHIPS in one.get("supported_actions", ())
        for line in one["line_items"]
        if line["fulfillable_quantity"] > 0 and skus.get(line["line_item_id"])
    ]


def _not_open(
    order: Document, wanted: Shipment, choice: Choice, waiting: list[Document], purpose: Purpose
) -> PlatformError:
    told = ", ".join(f"{missing} of {wanted.shipped[sku]} {sku}" for sku, missing in choice.missing.items())
    if order.get("cancelled_at"):
        what = f"has order {order['name']} cancelled, so these are not open to {purpose.verb}: {told}"
        return held(what, purpose.cancelled)
    kept = sorted({one["status"] for one in waiting} & {"on_hold", "scheduled"})
    also = f" (part of the order is {' and '.join(kept)} there)" if kept else ""
    return held(f"has these not open to {purpose.verb} on order {order['name']}: {told}{also}", purpose.closed)
