"""Creating an order: ids for its SKUs before it is sent, and what became of it when nobody answered.

Veeqo's lines name a `sellable_id` and no SKU, and it takes the same number twice. So SKUs and numbers are looked for
first, and a number that is there already is never sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock.errors import PlatformError
from crossdock_veeqo import inferred
from crossdock_veeqo.searching import SELLABLE, held, orders_numbered, sellable_id

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
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/orders",
    inferred=(inferred.FUZZY_SEARCH, inferred.NUMBER_TWICE, inferred.PRICES, inferred.PAYMENT_REFERENCE),
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:
    """The sellable of each SKU; raises PlatformError (hold) for one that is none or several, and for a number in use."""
    if await orders_numbered(connector, line, message):
        raise held(
            f"has an order {message['number']} in that store already, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
            "order-exists",
        )
    skus = dict.fromkeys(each[SKU] for each in message[LINES])
    return {"sellables": {sku: await sellable_id(connector, line, sku) for sku in skus}}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Send an order with what was resolved for it. Raises PlatformError."""
    try:
        answer = await line.ask(CREATE_ORDER.method, CREATE_ORDER.path, body=body(message, resolved))
    except PlatformError as error:
        if error.status == 404:  # said of any id in the body that nobody has, so also of one that was a sellable's
            line.ids.forget(SELLABLE)
        raise
    return receipt(message["number"], connector.told(answer, CREATE_ORDER.receipt_id))


async def find(connector: Connector, line: Line, message: Any) -> Receipt | None:
    """What became of an order that nobody answered: its number was not there before, so the first one is it."""
    found = await orders_numbered(connector, line, message)
    return receipt(message["number"], str(found[0]["id"])) if found else None


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
