"""Records that Veeqo has no list of, because they stand inside of others.

An order's status follows the slowest of its allocations, so what was shipped is read off the allocations and never off
the status. Each record keeps who it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Record = dict[str, Any]

ORDER_NAMES = ("id", "number", "channel", "payment", "fulfilled_by_amazon")
"""What stays as it is while an order goes its way."""
ORDER_FIELDS = (*ORDER_NAMES, "status", "updated_at", "cancelled_at")
PRODUCT_FIELDS = ("id", "title")
SELLABLE_FIELDS = ("id", "sku_code")


def allocations(orders: Sequence[Any]) -> Iterator[Record]:
    """What of each order goes out from one warehouse, with the order it is of."""
    return _inside(orders, "allocations", ORDER_FIELDS)


def shipments(orders: Sequence[Any]) -> Iterator[Record]:
    """The allocations that have left. Of the order they tell only its names: a shipment does not change with it."""
    return (each for each in _inside(orders, "allocations", ORDER_NAMES) if each.get("shipment"))


def returns(orders: Sequence[Any]) -> Iterator[Record]:
    """What comes back of each order, with the order it is of; a single one may stand there without a list."""
    several = (
        {**order, "returns": [order["returns"]]} if isinstance(order.get("returns"), dict) else order
        for order in orders
    )
    return _inside(several, "returns", ORDER_NAMES)


def sellables(products: Sequence[Any]) -> Iterator[Record]:
    """What can be sold, with the product it is a variant of."""
    for product in products:
        about = _chosen(product, PRODUCT_FIELDS)
        yield from ({**sellable, "product": about} for sellable in _list_in(product, "sellables"))


def stock_entries(products: Sequence[Any]) -> Iterator[Record]:
    """Stock of each variant at each warehouse, with the variant it is of."""
    for sellable in sellables(products):
        about = _chosen(sellable, SELLABLE_FIELDS)
        yield from ({**entry, "sellable": about} for entry in _list_in(sellable, "stock_entries"))


INSIDE: Mapping[str, Callable[[Sequence[Any]], Iterator[Record]]] = {
    "allocation": allocations,
    "shipment": shipments,
    "return": returns,
    "sellable": sellables,
    "stock_entry": stock_entries,
}
"""What takes a resource's records out of the list that is read for it."""


def _inside(orders: Iterable[Any], name: str, about: Sequence[str]) -> Iterator[Record]:
    for order in orders:
        yield from ({**each, "order": _chosen(order, about)} for each in _list_in(order, name))


def _chosen(record: Record, fields: Sequence[str]) -> Record:
    return {name: record[name] for name in fields if name in record}


def _list_in(record: Any, name: str) -> list[Record]:
    """A list inside of a record; raises ValueError where it is not there: that is no empty one."""
    found = record.get(name) if isinstance(record, dict) else None
    if not isinstance(found, list):
        raise ValueError(f"a record has no list '{name}'")
    return found
