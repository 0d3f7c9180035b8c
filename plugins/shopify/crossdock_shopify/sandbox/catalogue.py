"""Products and their variants, locations and customers."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox import start_data
from crossdock_shopify.sandbox.ids import Ids
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found

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

    def by_handle(self, handle: Any) -> Document | None:
        """The product of a handle; None where there is none."""
        return next((product for product in self.products.values() if product["handle"] == handle), None)

    def add_product(self, fields: Document, variant: Document, now: str) -> Document:
        """A new product with one variant."""
        made = start_data.new_product(self._ids, fields, variant, now)
        self.products[made["id"]] = made
        self.variants[made["variants"][0]["id"]] = made["variants"][0]
        return made

    def change_product(self, product: Document, fields: Document, now: str) -> None:
        """Set some of a product's fields."""
        product.update(fields, updated_at=now)

    def change_variant(self, variant: Document, fields: Document, now: str) -> None:
        """Set some of a variant's fields; its product counts as changed, too."""
        variant.update(fields, updated_at=now)
        self.products[variant["product_id"]]["updated_at"] = now

    def variant(self, number: int) -> Document:
        """One variant; raises Refused where there is none."""
        if number not in self.variants:
            raise not_found()
        return self.variants[number]

    def customers_found(self, query: str) -> list[Document]:
        """Those of an e-mail address: `email:"..."`; the search knows nothing else."""
        wanted = query.removeprefix("email:").strip('"').lower()
        return [customer for customer in self.customers.values() if (customer["email"] or "").lower() == wanted]

    def add_customer(self, sent: Any, now: str) -> Document:
        """A new customer; raises Refused where the e-mail address or the phone number is another's."""
        if not isinstance(sent, dict):
            raise missing("customer")
        for field in ("email", "phone"):
            if sent.get(field) and any(known[field] == sent[field] for known in self.customers.values()):
                raise Refused({field: ["has already been taken"]})
        made = self.customer_of({**sent, "id": 0}, now) or {}
        made.update({name: sent[name] for name in ("note", "tags", "tax_exempt") if name in sent})
        return made

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
