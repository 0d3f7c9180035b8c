"""Setting how many of a SKU are at a warehouse. The level is absolute: what was sold since it was counted is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.connect.errors import unclear
from crossdock_veeqo import inferred
from crossdock_veeqo.searching import sellable_id

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

LEVEL = "physical_stock_level"

PHYSICAL_LEVEL = Resource(
    name="physical_level",
    title="Physical level",
    description="How many of a SKU are at a warehouse, those promised to orders included, as they were counted.",
    key=("sku_code", "warehouse_id"),
)
SET_STOCK = Operation(
    name="set-stock",
    title="Set stock",
    description="Sets how many of a SKU are at a warehouse. For goods that were counted; Veeqo counts sales itself.",
    resource=PHYSICAL_LEVEL.name,
    kind="stock",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/sellables/{sellable_id}/warehouses/{warehouse_id}/stock_entry",
    receipt_id=LEVEL,
    inferred=(inferred.FUZZY_SEARCH,),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """The sellable of a SKU; raises PlatformError (hold) where none or several have it."""
    return {"sellable_id": await sellable_id(connector, line, message["sku_code"])}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Set a level. Raises PlatformError, also (uncertain) where the answer tells another one."""
    said = {name: value for name, value in message.items() if name not in ("sku_code", "warehouse_id")}
    answer = await line.ask(SET_STOCK.method, path_of(SET_STOCK, message, resolved), body={"stock_entry": said})
    if connector.told(answer, LEVEL) != str(message[LEVEL]):
        raise unclear(answer, platform=connector.title, what=f"with another '{LEVEL}'")
    name = f"{message['sku_code']}/{message['warehouse_id']}"
    return Receipt(id=name, identities=((SET_STOCK.kind, name),))
