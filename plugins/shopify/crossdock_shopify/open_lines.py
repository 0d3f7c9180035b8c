"""Which open lines of an order a shipment takes: by SKU and quantity, bundles by their components.

Warehouses give SKUs back in their own spelling ('TEAASSAM250' of 'TEA-ASSAM-250'). So SKUs are compared by their
letters and digits, unless two SKUs of the order would then be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

Quantities = Mapping[str, int]


class OpenLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a fulfilment order that can be shipped today."""

    id: int
    """Of the line in its fulfilment order; it changes when the order is split, moved, or shipped in part."""
    fulfilment_order: int
    location: int
    order_line: int
    """The order's own line."""
    sku: str
    quantity: int


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """So many of an open line."""

    line: OpenLine
    quantity: int


class Shipment(msgspec.Struct, frozen=True, kw_only=True):
    """What left, and which SKUs of the shop leave as components."""

    shipped: Quantities
    bundles: Mapping[str, Quantities]

    @classmethod
    def of(cls, message: Any) -> Shipment:
        """The shipment that a message tells."""
        bundles = {bundle["sku"]: _summed(bundle["components"]) for bundle in message.get("bundles", ())}
        return cls(shipped=_summed(message["lines"]), bundles=bundles)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken of the open lines, and how many of which SKUs found none."""

    taken: tuple[Taken, ...]
    missing: Quantities
    alone: Quantities
    """How many of which SKUs were sold by themselves and not as parts of a bundle; as what left spells them."""


def choose(shipment: Shipment, lines: Sequence[OpenLine]) -> Choice:
    """Take what was shipped from the open lines in their order: single products first, then whole bundles."""
    spelt = _spelling(shipment, lines)
    left = Counter({spelt(sku): 0 for sku in shipment.shipped})
    for sku, quantity in shipment.shipped.items():
        left[spelt(sku)] += quantity
    bundles = {spelt(sku): {spelt(part): n for part, n in parts.items()} for sku, parts in shipment.bundles.items()}
    singles = [line for line in lines if spelt(line.sku) not in bundles]
    sets = [line for line in lines if spelt(line.sku) in bundles]
    alone = list(_take(singles, left, lambda line: {spelt(line.sku): 1}))
    whole = list(_take(sets, left, lambda line: bundles[spelt(line.sku)]))
    missing = {sku: left[spelt(sku)] for sku in shipment.shipped if left[spelt(sku)]}
    return Choice(taken=(*alone, *whole), missing=missing, alone=_as_told(shipment.shipped, alone, spelt))


def _take(lines: Iterable[OpenLine], left: Counter[str], parts_of: Callable[[OpenLine], Quantities]) -> Iterator[Taken]:
    for line in lines:
        parts = parts_of(line)
        quantity = min(line.quantity, *(left[sku] // each for sku, each in parts.items()))
        if quantity > 0:
            left.subtract({sku: each * quantity for sku, each in parts.items()})
            yield Taken(line=line, quantity=quantity)


def _as_told(shipped: Quantities, taken: Iterable[Taken], spelt: Callable[[str], str]) -> Quantities:
    """How many were taken of which SKUs, spelt as what left."""
    left: Counter[str] = Counter()
    for each in taken:
        left[spelt(each.line.sku)] += each.quantity
    told: dict[str, int] = {}
    for sku, quantity in shipped.items():
        told[sku] = min(quantity, left[spelt(sku)])
        left[spelt(sku)] -= told[sku]
    return {sku: quantity for sku, quantity in told.items() if quantity}


def _spelling(shipment: Shipment, lines: Sequence[OpenLine]) -> Callable[[str], str]:
    parts = [sku for parts in shipment.bundles.values() for sku in parts]
    ours = {line.sku for line in lines} | {*shipment.bundles, *parts}
    return _plain if len({_plain(sku) for sku in ours}) == len(ours) else str


def _plain(sku: str) -> str:
    kept = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKD", sku).upper())
    return kept or sku


def _summed(entries: Iterable[Mapping[str, Any]]) -> Quantities:
    """Quantities by SKU; a SKU may stand on several lines, as with lots."""
    summed: Counter[str] = Counter()
    for entry in entries:
        summed[entry["sku"]] += entry["quantity"]
    return dict(summed)
