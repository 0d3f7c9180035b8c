"""Setting several levels by one call: each is judged, and where one is refused none is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.graphql_call import number_of
from crossdock_shopify.sandbox.inventory import MOST, NO_ITEM, TOO_MUCH, Level
from crossdock_shopify.sandbox.shop import Shop

MOST_AT_ONCE = 250
"""Items that any list of an input may have."""
TWICE = "The combination of inventoryItemId and locationId must be unique."
Document = dict[str, Any]


def set_levels(shop: Shop, name: str, wanted: Sequence[Document], compares: str) -> list[Document]:
    """Set all levels; gives the user errors where one is refused, each with its item's place, and sets none then.

    `compares` is the field that says what a level is expected to have.
    """
    errors = [*_twice(wanted)]
    for place, one in enumerate(wanted):
        errors += _judged(shop, name, one, compares, place)
    for one in () if errors else wanted:
        level = shop.inventory.connect(*_key(one), shop.now())
        quantity = _available(level, name, one)
        changed = shop.inventory.change(level.item, level.location, quantity, shop.now(), by=False)
        shop.webhooks.send("inventory_levels/update", changed.document())
    return errors


def _judged(shop: Shop, name: str, wanted: Document, compares: str, place: int) -> Iterator[Document]:
    if compares not in wanted:
        yield _error(place, compares, f"The {compares} argument must be given.", "INVALID_QUANTITY")
        return
    level = shop.inventory.find(*_key(wanted))
    if level is None:
        yield _error(place, "inventoryItemId", NO_ITEM, "INVALID_INVENTORY_ITEM")
        return
    has = level.available if name == "available" else level.on_hand
    if wanted[compares] is not None and wanted[compares] != has:
        code = "CHANGE_FROM_QUANTITY_STALE" if compares == "changeFromQuantity" else "COMPARE_QUANTITY_STALE"
        yield _error(place, compares, inferred.COMPARED_IN_VAIN, code)
    if abs(_available(level, name, wanted)) > MOST:
        yield _error(place, "quantity", TOO_MUCH, "INVALID_QUANTITY_TOO_HIGH")


def _twice(wanted: Sequence[Document]) -> Iterator[Document]:
    counted = Counter(map(_key, wanted))
    for place, one in enumerate(wanted):
        if counted[_key(one)] > 1:
            yield _error(place, "locationId", TWICE, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR")


def _available(level: Level, name: str, wanted: Document) -> int:
    return int(wanted["quantity"]) - (level.committed if name == "on_hand" else 0)


def _key(wanted: Document) -> tuple[int, int]:
    return number_of(wanted.get("inventoryItemId")), number_of(wanted.get("locationId"))


def _error(place: int, field: str, message: str, code: str) -> Document:
    return {"field": ["input", "quantities", str(place), field], "message": message, "code": code}
