"""Items: made or changed one by one, or several at once by an import that is done later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_deposco import asynchronous, inferred
from crossdock_deposco.searching import told

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

NEW_ITEM = Resource(
    name="new_item",
    title="Item to be kept",
    description="An item as it shall be; it is made where its number is not there.",
    key=("number",),
)
ITEM_IMPORT = Resource(
    name="item_import",
    title="Items of a product",
    description="All items of one product as they shall be, imported together.",
    key=("product",),
)
SET_ITEM = Operation(
    name="set-item",
    title="Set item",
    description="Makes or changes one item, by its number.",
    resource=NEW_ITEM.name,
    kind="item",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/items",
    receipt_id=inferred.ID,
)
IMPORT_ITEMS = Operation(
    name="import-items",
    title="Import items",
    description="Makes or changes several items; done when Deposco says that none of them failed.",
    resource=ITEM_IMPORT.name,
    kind="product",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/async/bulkImports",
    receipt_id=inferred.REQUEST,
    inferred=(inferred.ITEM_IMPORT, inferred.REQUEST_ID),
)


async def set_item(connector: Connector, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Send one item. Raises PlatformError."""
    answer = await line.ask(SET_ITEM.method, SET_ITEM.path, body=message)
    made = told(connector, answer, "item")
    return Receipt(id=made, identities=((SET_ITEM.kind, message["number"]), ("item_id", made)))


async def import_items(connector: Connector, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Have items imported; what became of them is asked later. Raises PlatformError."""
    said = {name: value for name, value in message.items() if name != "product"}
    body = {"entityType": inferred.ITEM_ENTITY, **said}
    answer = await line.ask(IMPORT_ITEMS.method, IMPORT_ITEMS.path, body=body)
    return asynchronous.accepted(connector, answer, IMPORT_ITEMS, message["product"])


async def confirm_import(_: Connector, line: Line, taken: Receipt) -> Receipt | None:
    """The same receipt, once all items are there. Raises PlatformError (hold) where one failed."""
    if not await asynchronous.is_done(line, taken):
        return None
    return Receipt(id=taken.id, identities=taken.identities, details=taken.details)
