"""Creating a customer order: what the order management sources, and makes sales orders of.

It is taken in first and shows later; the same number is taken twice, and an unknown item makes a line that nobody can
mend. So items and number are looked up before, and after a time-out nothing is sent until it would show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_deposco import asynchronous, inferred
from crossdock_deposco.searching import customer_order, held, require_item

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

NEW_CUSTOMER_ORDER = Resource(
    name="new_customer_order",
    title="New customer order",
    description="An order for the order management, which finds out which facilities serve it.",
    key=("externalOrderNumber",),
)
CREATE_CUSTOMER_ORDER = Operation(
    name="create-customer-order",
    title="Create customer order",
    description="Has a customer order taken in, after its items were found and its number was not.",
    resource=NEW_CUSTOMER_ORDER.name,
    kind="customer_order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/orders/customerOrders",
    receipt_id=inferred.REQUEST,
    settles_seconds=inferred.SETTLES_SECONDS,
    inferred=(inferred.REQUEST_ID, inferred.SETTLING),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """Nothing is needed; raises PlatformError (hold) for a number in use, and for an item that is not there."""
    number = message["externalOrderNumber"]
    if await customer_order(connector, line, number) is not None:
        raise held(
            f"has a customer order {number} already, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
            "order-exists",
        )
    for item in dict.fromkeys(each["itemNumber"] for each in message["coLines"]["data"]):
        await require_item(connector, line, item)
    return {}


async def write(connector: Connector, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Have an order taken in; what became of it is asked later. Raises PlatformError."""
    operation = CREATE_CUSTOMER_ORDER
    answer = await line.ask(operation.method, operation.path, body={"customerOrder": message})
    return asynchronous.accepted(connector, answer, operation, message["externalOrderNumber"])


async def find(connector: Connector, line: Line, message: Any) -> Receipt | None:
    """What became of an order that nobody answered: the oldest one that is alive."""
    found = await customer_order(connector, line, message["externalOrderNumber"])
    return receipt(found) if found else None


async def confirm(connector: Connector, line: Line, taken: Receipt) -> Receipt | None:
    """The order, once its request is done and it shows. Raises PlatformError (hold) where it failed."""
    if not await asynchronous.is_done(line, taken):
        return None
    found = await customer_order(connector, line, taken.identities[0][1])
    return receipt(found) if found else None


def receipt(order: Any) -> Receipt:
    """An order that shows; its sales orders carry its external number."""
    made = str(order["self"]["id"])
    names = ((CREATE_CUSTOMER_ORDER.kind, order["externalOrderNumber"]), ("customer_order_id", made))
    return Receipt(id=made, identities=names)
