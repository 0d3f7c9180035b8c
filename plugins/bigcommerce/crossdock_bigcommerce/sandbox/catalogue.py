"""Products and their variants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.sandbox.refusal import MISSING, invalid, v3

Record = dict[str, Any]
NEEDED = ("name", "type", "weight", "price")
WRITABLE = {*NEEDED, "sku", "description", "is_visible", "inventory_tracking", "upc"}


class Catalogue:
    """All products."""

    def __init__(self, ids: Iterator[int]) -> None:
        self._ids = ids
        self.products = {product["id"]: product for product in start_data.products()}

    def variants(self) -> list[Record]:
        """Of all products."""
        return [variant for product in self.products.values() for variant in product["variants"]]

    def product(self, number: int) -> Record:
        """One product; raises Refused where there is none."""
        if number not in self.products:
            raise v3(MISSING, 404)
        return self.products[number]

    def variant(self, number: int) -> Record | None:
        """One variant; None where there is none."""
        return next((each for each in self.variants() if each["id"] == number), None)

    def create(self, sent: Record, now: str) -> Record:
        """A new product with its base variant; raises Refused for one that is not whole, or is there already."""
        self._check(sent)
        number, base = next(self._ids), next(self._ids)
        usual = {**self.products[77], "sku": "", "description": "", "is_visible": True, "inventory_tracking": "none"}
        product = {**usual, **sent, "id": number, "base_variant_id": base, "date_created": now, "date_modified": now}
        product["variants"] = [start_data.variant(base, number, sent.get("sku", ""), float(sent["price"]))]
        self.products[number] = product
        return product

    def set_price(self, product: int, number: int, sent: Record, now: str) -> Record:
        """A variant with another price; raises Refused where there is no such variant, or no such price."""
        of_it: list[Record] = self.product(product)["variants"]
        variant = next((each for each in of_it if each["id"] == number), None)
        if variant is None:
            raise v3(MISSING, 404)
        price = sent.get("price")
        if isinstance(price, bool) or not isinstance(price, int | float) or price < 0:
            raise invalid(price="price must be a number, 0 or more")
        variant.update(price=price, calculated_price=price, sale_price=sent.get("sale_price", variant["sale_price"]))
        self.products[product]["date_modified"] = now
        return variant

    def _check(self, sent: Record) -> None:
        missing = {name: "error.path.missing" for name in NEEDED if sent.get(name) in (None, "")}
        if missing:
            raise invalid(**missing)
        if unknown := sorted(set(sent) - WRITABLE):
            raise invalid(**{unknown[0]: "error.unexpected"})
        if any(each["name"] == sent["name"] for each in self.products.values()):
            raise v3("The product name is a duplicate", 409, {"name": "The product name is a duplicate"})
        if sent.get("sku") and any(each["sku"] == sent["sku"] for each in self.variants()):
            raise v3("The product SKU is a duplicate", 409, {"sku": "The product SKU is a duplicate"})
