"""Setting what can be sold: `available` of an inventory item at a location, never `on_hand`.

GraphQL, since only it compares before it sets: what is overwritten is what was read. What the shop has less than was
expected it sold, and nobody told us yet; so many fewer are set. Several levels are read by one query for each location,
and set by one mutation. Facts: recorded answers of real shops (API versions 2025-01 and 2026-04) and
https://shopify.dev/docs/api/admin-graphql (inventorySetQuantities).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crossdock.connect import Answer, Operation, Receipt, Repeat, Resource, StockTarget, StockTold, Writes
from crossdock.connect.resource import at
from crossdock.errors import Malformed, PlatformError
from crossdock_shopify import inferred
from crossdock_shopify.graphql import PATH
from crossdock_shopify.variants import held, number_of, only, search_for

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
SET_AVAILABLE = "set-available"
NAME = "available"
"""The quantity's name; `on_hand` is what lies there, what is committed to orders included."""
REASON = "correction"
AT_ONCE = 100
"""Levels that are set by one mutation; it would take 250 (https://shopify.dev/docs/api/usage/limits), but the query that
reads them before costs points by how many it asks for."""
ALIKE = 9
"""Variants beyond those asked for that a page has room for: whose SKU begins alike."""
NOT_STOCKED = "not-stocked"

LEVEL = Resource(
    name="available_level",
    title="Available quantity",
    description="How many of a SKU can be sold from a location.",
    key=("sku", "location_id"),
)
OPERATION = Operation(
    name=SET_AVAILABLE,
    title="Set available",
    description="Sets how many can be sold from a location, unless the shop sold some meanwhile; then it is looked anew.",
    resource=LEVEL.name,
    kind="inventory-level",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path=PATH,
    stock=StockTarget(quantity="available", expected="expected"),
    batch=AT_ONCE,
    inferred=(inferred.IDEMPOTENT, inferred.STALE, inferred.ALL_OR_NONE),
)

_FIND = """
query crossdockLevels($query: String!, $location: ID!, $first: Int!, $after: String) {
  productVariants(first: $first, after: $after, query: $query) {
    pageInfo { hasNextPage endCursor }
    nodes {
      sku
      inventoryItem {
        id
        inventoryLevel(locationId: $location) { quantities(names: ["available"]) { name quantity } }
      }
    }
  }
}
"""
_SET = """
mutation crossdockSet($input: InventorySetQuantitiesInput!{declared}) {{
  inventorySetQuantities(input: $input){directive} {{
    inventoryAdjustmentGroup {{ createdAt changes {{ name delta }} }}
    userErrors {{ field message code }}
  }}
}}
"""


async def resolve(line: Line, message: Any) -> Document:
    """The inventory item of a SKU, and what the shop has of it at the location.

    Raises PlatformError: held as `sku-unknown`, `sku-ambiguous` or `not-stocked` where there is no one level to set.
    """
    (found,) = await resolve_all(line, [message])
    if isinstance(found, PlatformError):
        raise found
    return found


async def resolve_all(line: Line, messages: Sequence[Any]) -> list[Document | PlatformError]:
    """What `resolve` gives or raises for each of several messages."""
    skus: dict[str, list[str]] = {}
    for message in messages:
        skus.setdefault(message["location_id"], []).append(message["sku"])
    variants = {location: await _variants(line, location, wanted) for location, wanted in skus.items()}
    return [_level(message, variants[message["location_id"]]) for message in messages]


def request(message: Any, resolved: Mapping[str, Any], api_version: str) -> Document:
    """The body that sets a level in place of the one that was read."""
    return request_of_all([message], [resolved], api_version)


def request_of_all(messages: Sequence[Any], resolved: Sequence[Mapping[str, Any]], api_version: str) -> Document:
    """The body that sets several levels, each in place of the one that was read: all of them, or none."""
    compares = api_version >= inferred.IDEMPOTENT_SINCE
    quantities = [
        {
            "inventoryItemId": found["inventory_item_id"],
            "locationId": message["location_id"],
            "quantity": _wanted(message, found),
            "changeFromQuantity" if compares else "compareQuantity": found["found"],
        }
        for message, found in zip(messages, resolved, strict=True)
    ]
    variables: Document = {"input": {"name": NAME, "reason": REASON, "quantities": quantities}}
    if compares:
        # A key of its own for each request: what makes a repeat harmless is that it compares.
        variables["key"] = str(uuid4())
    declared, directive = (", $key: String!", " @idempotent(key: $key)") if compares else ("", "")
    return {"query": _SET.format(declared=declared, directive=directive), "variables": variables}


async def set_all(
    line: Line, messages: Sequence[Any], resolved: Sequence[Mapping[str, Any]], api_version: str
) -> list[Receipt]:
    """Set several levels by one mutation. Raises PlatformError where none was set, or nobody knows."""
    answer = await line.ask("POST", PATH, body=request_of_all(messages, resolved, api_version))
    try:
        done = [receipt(message, found, answer) for message, found in zip(messages, resolved, strict=True)]
    except Malformed as error:
        raise line.trouble("answered with something that is not JSON", uncertain=True) from error
    receipts = [each for each in done if each is not None]
    if len(receipts) < len(messages):
        raise line.trouble("answered without saying what was set", uncertain=True)
    return receipts


def receipt(message: Any, resolved: Mapping[str, Any], answer: Answer) -> Receipt | None:
    """What an answer says was set; None where it does not say so. That it was refused is told by `graphql.failure`."""
    done = at(answer.document, "data.inventorySetQuantities")
    if not isinstance(done, dict):
        return None
    wanted, missing = _wanted(message, resolved), _missing(message, resolved)
    name = f"{message['sku']}/{number_of(message['location_id'])}"
    return Receipt(
        id=name,
        identities=((OPERATION.kind, name),),
        details={"available": wanted, "found": resolved["found"], "missing": missing},
        told=StockTold(quantity=wanted, missing=missing, at=_moment(done, answer)),
    )


async def _variants(line: Line, location: str, skus: Sequence[str]) -> list[Document]:
    """The variants that a search for SKUs finds, with what the shop has of them at a location."""
    found: list[Document] = []
    variables: Document = {
        "query": " OR ".join(map(search_for, skus)),
        "location": location,
        "first": len(skus) + ALIKE,
    }
    while True:
        answer = await line.get(line.address(PATH, {}), {"query": _FIND, "variables": variables})
        page = at(line.document(answer), "data.productVariants")
        nodes = at(page, "nodes")
        if not isinstance(nodes, list):
            raise line.trouble("answered without variants where they were asked for")
        found += nodes
        after = at(page, "pageInfo.endCursor") if at(page, "pageInfo.hasNextPage") else None
        if after is None or after == variables.get("after"):
            return found
        variables["after"] = after


def _level(message: Any, variants: Sequence[Document]) -> Document | PlatformError:
    """The one level that a message is about, among variants that were found."""
    sku, location = message["sku"], message["location_id"]
    # The search finds what begins alike, too.
    items = {node["inventoryItem"]["id"]: node["inventoryItem"] for node in variants if node.get("sku") == sku}
    try:
        item = only(list(items.values()), sku)
    except PlatformError as error:
        return error
    level = item.get("inventoryLevel")
    if level is None:
        return held(
            f"does not stock {sku} at {location}",
            "Stock the item at that location in the shop (Inventory, Edit locations), then let it go on.",
            NOT_STOCKED,
        )
    (quantity,) = (one["quantity"] for one in level["quantities"] if one["name"] == NAME)
    return {"inventory_item_id": item["id"], "found": quantity}


def _moment(done: Document, answer: Answer) -> datetime:
    """When it was set, by the shop's clock; where nothing changed it tells no time but that of its answer."""
    made, said = at(done, "inventoryAdjustmentGroup.createdAt"), answer.headers.get("date")
    if isinstance(made, str):
        return datetime.fromisoformat(made)
    return parsedate_to_datetime(said) if said else answer.received_at


def _missing(message: Any, resolved: Mapping[str, Any]) -> int:
    """Units that the shop sold, of orders that are not known yet."""
    expected = message.get("expected")
    return 0 if expected is None else max(0, expected - resolved["found"])


def _wanted(message: Any, resolved: Mapping[str, Any]) -> int:
    return max(0, int(message["available"]) - _missing(message, resolved))
