"""Products and their variants, locations and customers: read only, but for customers who come with an order."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox import start_data
from crossdock_shopify.sandbox.ids import Ids
from crossdock_shopify.sandbox.refusal import not_found

Document = dict[str, Any]


class Catalogue:
    """What a shop sells, from where, to whom."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self.products: dict[int, Document] = {product["id"]: product for product in start_data.products()}
        self.variants: dict[int, Document] = {
            variant["id"]: variant for p in self.products.values() for variant in p["variants"]
        }
        self.locations = {location["id"]: location for location in start_data.locations()}
        self.customers = {customer["id"]: customer for customer in start_data.customers()}

    def product(self, number: int) -> Document:
        """One product; raises Refused where there is none."""
        if number not in self.products:
            raise not_found()
        return self.products[number]

    def variant(self, number: int) -> Document:
        """One variant; raises Refused where there is none."""
        if number not in self.variants:
            raise not_found()
        return self.variants[number]

    def customer_of(self, sent: Any, now: str) -> Document | None:
        """The customer an order names by id or by e-mail address, a new one where the address is new; None for none."""
        if not isinstance(sent, dict):
            return None
        known = self.customers.get(sent.get("id", 0)) or self._by_email(sent.get("email"))
        if known is None:
            known = {
                **self._ids.new("Customer"),
                "email": sent.get("email"),
                "phone": sent.get("phone"),
                "first_name": sent.get("first_name"),
                "last_name": sent.get("last_name"),
                "state": "disabled",
                "note": None,
                "tags": "",
                "currency": start_data.CURRENCY,
                "tax_exempt": False,
                "addresses": [],
                "created_at": now,
                "updated_at": now,
            }
            self.customers[known["id"]] = known
        return known

    def _by_email(self, email: Any) -> Document | None:
        """E-mail addresses are unique in a shop."""
        if not isinstance(email, str) or not email:
            return None
        return next((customer for customer in self.customers.values() if customer["email"] == email), None)
