"""Kits: what a product is made of in a distribution centre. They can be revised, and never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from crossdock_seko.sandbox import inferred
from crossdock_seko.sandbox.fields import lines_of, text_of, whole_number
from crossdock_seko.sandbox.orders import OrderBook, Status
from crossdock_seko.sandbox.products import Products
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.submission import distribution_centre

_OVER = (Status.DISPATCHED, Status.CANCELLED)


class Kit(msgspec.Struct, kw_only=True):
    """One kit in one centre."""

    dc: str
    code: str
    components: dict[str, int]
    received: int = 1


class Kits:
    """All kits by centre and product."""

    def __init__(self) -> None:
        self._kits: dict[tuple[str, str], Kit] = {}

    def __iter__(self) -> Iterator[Kit]:
        return iter(self._kits.values())

    def submit(self, document: Any, products: Products, orders: OrderBook) -> Kit:
        """Load a kit, or revise it; raises Refused for the first fault."""
        dc, code = distribution_centre(document, "Kit.DCCode"), _kit_code(document, products)
        components = dict(_component(line, products) for line in lines_of(document, "List.KitLineItem"))
        known = self._kits.get((dc, code))
        if known is None:
            known = self._kits[dc, code] = Kit(dc=dc, code=code, components=components)
            return known
        if known.components != components and _is_ordered(dc, code, orders):
            raise Refused(inferred.KIT_IN_USE.format(code=code))
        known.components, known.received = components, known.received + 1
        return known


def _kit_code(document: Any, products: Products) -> str:
    code = text_of(document, "Kit.KitProductCode", required=True)
    product = products.find(code)
    if product is None:
        raise Refused(inferred.UNKNOWN_PRODUCT.format(code=code))
    if product.document["ProductMaster"].get("Kit") is not True:
        raise Refused(inferred.NO_KIT.format(code=code))
    return product.code


def _component(line: Any, products: Products) -> tuple[str, int]:
    code = text_of(line, "KitComponentProductCode", required=True)
    product = products.find(code)
    if product is None:
        raise Refused(inferred.UNKNOWN_PRODUCT.format(code=code))
    return product.code, whole_number(line, "KitComponentQuantity")


def _is_ordered(dc: str, code: str, orders: OrderBook) -> bool:
    waiting = [order for order in orders if order.dc == dc and order.status not in _OVER]
    return any(line.code == code for order in waiting for line in order.lines)
