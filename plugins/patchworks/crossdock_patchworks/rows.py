"""Writing a row of a cross-reference lookup: the one with the same left value is changed, otherwise one is added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock_patchworks import inferred

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

LOOKUP_VALUE = Resource(
    name="lookup_value",
    title="Value of a lookup",
    description="What a left value of a cross-reference lookup stands for.",
    key=("lookup", inferred.LEFT),
)
SET_LOOKUP_VALUE = Operation(
    name="set-lookup-value",
    title="Set lookup value",
    description="Changes the row of a cross-reference lookup with that left value, or adds it.",
    resource=LOOKUP_VALUE.name,
    kind="lookup_value",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path=f"{inferred.ROWS}/{{value_id}}",
    receipt_id="data.id",
    inferred=(inferred.LOOKUP_ROWS, inferred.WRITING_ROWS),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """The row that is there already, if there is one. Raises PlatformError."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    rows = Reader(connector, line=line).read("lookup_row", lookup=message["lookup"])
    found = [row["id"] async for row in rows if row[inferred.LEFT] == message[inferred.LEFT]]
    return {"value_id": found[0]} if found else {}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Change or add a row. Raises PlatformError."""
    body = {name: value for name, value in message.items() if name != "lookup"}
    if resolved:
        answer = await line.ask("PUT", path_of(SET_LOOKUP_VALUE, message, resolved), body=body)
    else:
        rows = inferred.ROWS.format(lookup=quote(str(message["lookup"]), safe=""))
        answer = await line.ask("POST", rows, body=body)
    connector.told(answer, SET_LOOKUP_VALUE.receipt_id)
    name = f"{message['lookup']}/{message[inferred.LEFT]}"
    return Receipt(id=name, identities=((SET_LOOKUP_VALUE.kind, name),))
