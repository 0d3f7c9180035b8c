"""Creating an order: ids for its SKUs before it is sent, and what became of it when nobody answered.

Veeqo's lines name a `sellable_id` and no SKU, its search is fuzzy, and it takes the same number twice. So SKUs and
numbers are searched for and compared letter by letter here, and a number that is there already is never sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock.errors import ErrorKind, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Document = dict[str, Any]
LINES = "line_items_attributes"
SKU = "sku_code"

NEW_ORDER = Resource(
    name="new_order",
    title="New order",
    description="An order to be made, as POST /orders takes it, but with SKUs where Veeqo wants its own ids.",
    key=("number",),
)
CREATE_ORDER = Operation(
    name="create-order",
    title="Create order",
    description="Makes an order, after its SKUs were found and its number was not.",
    resource="new_order",
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/orders",
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:
    """The sellable of each SKU; raises PlatformError (hold) for one that is none or several, and for a number in use."""
    if await orders_numbered(connector, line, message):
        raise _held(
            f"has an order {message['number']} in that store already, and would take it twice",
            "order-exists",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
        )
    skus = dict.fromkeys(each[SKU] for each in message[LINES])
    return {"sellables": {sku: await _sellable(connector, line, sku) for sku in skus}}


def body(message: Any, resolved: Mapping[str, Any]) -> Document:
    """What is sent: the message with ids in the place of SKUs."""
    lines = [
        {
            **{name: value for name, value in each.items() if name != SKU},
            "sellable_id": resolved["sellables"][each[SKU]],
        }
        for each in message[LINES]
    ]
    return {"order": {**message, LINES: lines}}


def receipt(number: str, made: str) -> Receipt:
    """Veeqo knows an order by its id; the shop's number is searched for."""
    return Receipt(id=made, identities=((CREATE_ORDER.kind, made), ("order_number", number)))


async def orders_numbered(connector: Connector, line: Line, message: Any) -> list[str]:
    """Ids of the orders with a new order's number in its store, cancelled ones included; raises PlatformError."""
    found = [
        order
        for resource in ("order", "cancelled_order")
        for order in await _search(connector, line, resource, message["number"])
    ]
    return [
        str(order["id"])
        for order in found
        if order.get("number") == message["number"] and (order.get("channel") or {}).get("id") == message["channel_id"]
    ]


async def _sellable(connector: Connector, line: Line, sku: str) -> int:
    found = {each["id"] for each in await _search(connector, line, "sellable", sku) if each.get("sku_code") == sku}
    if len(found) != 1:
        what, code = ("several variants", "sku-ambiguous") if found else ("no variant", "sku-unknown")
        raise _held(
            f"has {what} with the SKU {sku}, letter by letter", code, "Put the SKU right there, then let it go on."
        )
    (number,) = found
    return int(number)


async def _search(connector: Connector, line: Line, resource: str, words: str) -> list[Any]:
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    return [each async for each in Reader(connector, line=line).read(resource, query=words)]


def _held(what: str, code: str, remedy: str) -> PlatformError:
    return PlatformError(f"Veeqo {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)
