"""Setting how many of a SKU lie at a location. It is taken in, and worked off later: so it is looked up whether it was.

A store compares nothing: what it sells between our reading a level and setting it is overwritten. So the level is read
right before, and what is missing of what was expected is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect import Answer, Operation, Receipt, Repeat, Resource, StockTarget, StockTold, Writes
from crossdock.connect.moment import moment_of
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.order_reading import held, read_list
from crossdock_bigcommerce.searching import SKU_UNKNOWN
from crossdock_bigcommerce.stock import ITEMS

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

REASON = "Counted by the warehouse"

LEVEL = Resource(
    name="level",
    title="Level",
    description="How many of a SKU there are to be at a location.",
    key=("sku", "location_id"),
)
SET_STOCK = Operation(
    name="set-stock",
    title="Set stock",
    description="Sets how many of a SKU lie at a location, less what the store sold meanwhile; done when it shows so.",
    resource=LEVEL.name,
    kind="inventory-level",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/v3/inventory/adjustments/absolute",
    receipt_id="transaction_id",
    stock=StockTarget(quantity="available", expected="expected"),
    inferred=(inferred.ON_HAND, inferred.CONFIRMED, inferred.NOT_COMPARED),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as every writer has it
    """How many lie there now; raises PlatformError (hold) where the store does not count the SKU."""
    on_hand = await _on_hand(line, message["sku"], message["location_id"])
    if on_hand is None:
        raise held(
            f"counts no item with the SKU {message['sku']}",
            "Give the product this SKU in the store and have it count its stock; then let it go on.",
            SKU_UNKNOWN,
        )
    return {"found": on_hand}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Ask for a level. Raises PlatformError. The receipt is final where nothing is to be changed."""
    wanted = _wanted(message, resolved)
    item = {"location_id": message["location_id"], "sku": message["sku"], "quantity": wanted}
    answer = await line.ask(SET_STOCK.method, SET_STOCK.path, body={"reason": REASON, "items": [item]})
    transaction = connector.told(answer, SET_STOCK.receipt_id)
    name = f"{message['sku']}/{message['location_id']}"
    return Receipt(
        id=transaction,
        identities=((SET_STOCK.kind, name),),
        details={**item, "found": resolved["found"]},
        accepted=wanted != resolved["found"],
        told=StockTold(quantity=wanted, missing=_missing(message, resolved), at=_moment(answer)),
    )


async def confirm(line: Line, receipt: Receipt) -> Receipt | None:
    """The receipt, final, once the level is another one than before; None until then. Raises PlatformError."""
    asked = receipt.details
    on_hand = await _on_hand(line, asked["sku"], asked["location_id"])
    done = on_hand == asked["quantity"] or on_hand != asked["found"]
    return msgspec.structs.replace(receipt, accepted=False) if done else None


async def _on_hand(line: Line, sku: str, location: int) -> int | None:
    """How many lie at a location; 0 where none ever did, None where the store knows no such item."""
    listed = await read_list(line, ITEMS, "data", **{"sku:in": sku})
    items = [each for each in listed if each["identity"].get("sku") == sku]
    if not items:
        return None
    places = (place for item in items for place in item["locations"] if place["location_id"] == location)
    return sum(int(place["total_inventory_onhand"]) for place in places)


def _moment(answer: Answer) -> datetime:
    """When it was taken in, by the store's own clock; ours where it does not tell."""
    return moment_of(answer.headers.get("date", "")) or answer.received_at


def _missing(message: Any, resolved: Mapping[str, Any]) -> int:
    """Units that the store sold, of orders that are not known yet."""
    expected = message.get("expected")
    return 0 if expected is None else max(0, expected - resolved["found"])


def _wanted(message: Any, resolved: Mapping[str, Any]) -> int:
    return max(0, int(message["available"]) - _missing(message, resolved))
