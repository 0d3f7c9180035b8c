"""Creating a sales order: what a warehouse fulfils.

Deposco makes or changes a sales order by its number. So a number that is there already is asked about before anything
is sent: an order that was entered by hand is never overwritten, and one that a picker has is never set back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_deposco.inferred import ID
from crossdock_deposco.nested import ORDERS
from crossdock_deposco.searching import held, sales_order, told

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

NEW_ORDER = Resource(
    name="new_order",
    title="New sales order",
    description="An order to be fulfilled by a warehouse, its lines by item and pack.",
    key=("number",),
)
CREATE_ORDER = Operation(
    name="create-order",
    title="Create sales order",
    description="Makes a sales order at a facility, after its number was not found.",
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path=ORDERS,
    receipt_id=ID,
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """Nothing is needed; raises PlatformError (hold) for a number in use."""
    if await sales_order(connector, line, message["number"]) is not None:
        raise held(
            f"has a sales order {message['number']} already, and would change it",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
            "order-exists",
        )
    return {}


async def write(connector: Connector, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Send an order. Raises PlatformError."""
    answer = await line.ask(CREATE_ORDER.method, CREATE_ORDER.path, body=message)
    return receipt(message["number"], told(connector, answer, "salesOrder"))


async def find(connector: Connector, line: Line, message: Any) -> Receipt | None:
    """What became of an order that nobody answered: its number was not there before, so it is it."""
    found = await sales_order(connector, line, message["number"])
    return receipt(message["number"], str(found["self"]["id"])) if found else None


def receipt(number: str, made: str) -> Receipt:
    """Deposco knows an order by an id of its own, and by our number."""
    return Receipt(id=made, identities=((CREATE_ORDER.kind, made), ("order_number", number)))
