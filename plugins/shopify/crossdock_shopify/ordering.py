"""Making an order: variants for its SKUs before it is sent, and what became of it when nobody answered.

Shopify takes the same order twice and keeps no key for that. So each order carries its sender's own number as
`source_identifier`, which is searched for. Facts: https://shopify.dev/docs/api/admin-rest (Order),
https://shopify.dev/docs/api/admin-graphql (orders).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock.connect.resource import at
from crossdock_shopify import inferred
from crossdock_shopify.graphql import PATH
from crossdock_shopify.variants import held, number_of, of_sku, quoted

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
CREATE_ORDER = "create-order"
NEW_ORDER = Resource(
    name="new_order",
    title="New order",
    description="An order to be made, as POST /orders.json takes it, but with SKUs where Shopify wants its own ids.",
    key=("source_identifier",),
)
OPERATION = Operation(
    name=CREATE_ORDER,
    title="Create order",
    description="Makes an order, after its SKUs were found and its number was not.",
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/orders.json",
    receipt_id="order.id",
    settles_seconds=inferred.SEARCH_LAG_SECONDS,
    inferred=(inferred.SEARCHED_BY_SOURCE,),
)
_FIND = """
query crossdockOrders($query: String!) {
  orders(first: 10, query: $query) { nodes { id sourceIdentifier } }
}
"""


async def resolve(line: Line, message: Any) -> Document:
    """The variant of each SKU; raises PlatformError (hold) for one that is none or several, and for a number in use."""
    number = message["source_identifier"]
    if (known := await find_order(line, message)) is not None:
        raise held(
            f"has the order {number} already, as {known}, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
            "order-exists",
        )
    skus = dict.fromkeys(each["sku"] for each in message["line_items"])
    return {"variants": {sku: await of_sku(line, sku) for sku in skus}}


def order(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body: the message, with variants in the place of SKUs."""
    lines = [
        {
            **{name: value for name, value in each.items() if name != "sku"},
            "variant_id": resolved["variants"][each["sku"]],
        }
        for each in message["line_items"]
    ]
    return {"order": {**message, "line_items": lines}}


async def find_order(line: Line, message: Any) -> str | None:
    """The id of the order that has the message's number; None where the search knows none. Raises PlatformError."""
    number = message["source_identifier"]
    asked = {"query": _FIND, "variables": {"query": f"source_identifier:{quoted(number)}"}}
    nodes = at(line.document(await line.get(line.address(PATH, {}), asked)), "data.orders.nodes")
    if not isinstance(nodes, list):
        raise line.trouble("answered without orders where they were asked for")
    return next((number_of(node["id"]) for node in nodes if node.get("sourceIdentifier") == number), None)
