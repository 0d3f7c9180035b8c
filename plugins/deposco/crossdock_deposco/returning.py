"""Announcing a customer return: goods that a facility is to expect. It is made or changed by its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_deposco import inferred
from crossdock_deposco.searching import told

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

NEW_RETURN = Resource(
    name="new_return",
    title="Return to expect",
    description="Goods that a customer sends back to a facility, by item and pack.",
    key=("number",),
)
CREATE_RETURN = Operation(
    name="create-return",
    title="Announce return",
    description="Tells a facility what comes back; what was told once is not made again.",
    resource=NEW_RETURN.name,
    kind="return",
    writes=Writes.CREATE,
    repeat=Repeat.HARMLESS,
    path="/orders/customerReturns",
    receipt_id=inferred.ID,
    inferred=(inferred.RETURN_PARENT,),
)


async def write(connector: Connector, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Announce a return. Raises PlatformError."""
    answer = await line.ask(CREATE_RETURN.method, CREATE_RETURN.path, body=message)
    made = told(connector, answer, "customerReturn")
    names = ((CREATE_RETURN.kind, message["number"]), ("return_id", made))
    return Receipt(id=made, identities=names)
