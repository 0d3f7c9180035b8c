"""Which open lines of an order a shipment takes: by SKU and quantity, bundles by their components."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

Quantities = Mapping[str, int]


class OpenLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an order of which something has still to leave."""

    id: int
    """The order's own (`order_product_id`), not the product's."""
    address: int
    """Where it goes to (`order_address_id`)."""
    sku: str
    quantity: int


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken of the open lines, and how many of which SKUs found none."""

    taken: Mapping[int, int]
    """Quantities by line."""
    missing: Quantities


def open_lines(products: Iterable[Any]) -> list[OpenLine]:
    """What of an order's lines is neither shipped nor refunded, and can be shipped at all."""
    return [
        OpenLine(id=each["id"], address=each["order_address_id"], sku=each.get("sku") or "", quantity=left)
        for each in products
        if each.get("type") == "physical"
        and (left := each["quantity"] - each["quantity_shipped"] - each["quantity_refunded"]) > 0
    ]


def choose(message: Any, lines: Sequence[OpenLine]) -> Choice:
    """Take what was shipped from the open lines in their order: single products first, then whole bundles."""
    left = Counter(summed(message["lines"]))
    bundles = {bundle["sku"]: summed(bundle["components"]) for bundle in message.get("bundles", ())}
    singles = [line for line in lines if line.sku not in bundles]
    sets = [line for line in lines if line.sku in bundles]
    taken = dict(_take(singles, left, lambda line: {line.sku: 1}))
    taken |= dict(_take(sets, left, lambda line: bundles[line.sku]))
    return Choice(taken=taken, missing={sku: quantity for sku, quantity in left.items() if quantity})


def summed(entries: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Quantities by SKU; one may stand on several lines, as with lots."""
    found: Counter[str] = Counter()
    for entry in entries:
        found[entry["sku"]] += entry["quantity"]
    return dict(found)


def _take(
    lines: Iterable[OpenLine], left: Counter[str], parts_of: Callable[[OpenLine], Quantities]
) -> Iterator[tuple[int, int]]:
    for line in lines:
        parts = parts_of(line)
        quantity = min(line.quantity, *(left[sku] // each for sku, each in parts.items()))
        if quantity > 0:
            left.subtract({sku: each * quantity for sku, each in parts.items()})
            yield line.id, quantity
