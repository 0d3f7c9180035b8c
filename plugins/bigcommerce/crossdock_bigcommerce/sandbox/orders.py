"""Orders, and what they are told as. One status tells payment and shipping; what has left stands with the lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import msgspec

from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.sandbox.inventory import Place

Record = dict[str, Any]
INCOMPLETE, SHIPPED, PART_SHIPPED, REFUNDED, CANCELLED, PART_REFUNDED, TO_PACK = 0, 2, 3, 4, 5, 14, 11


class Line(msgspec.Struct, kw_only=True):
    """What was ordered."""

    id: int
    product: int
    variant: int | None
    name: str
    sku: str
    type: str
    quantity: int
    price: float
    """With tax."""
    shipped: int = 0
    refunded: int = 0

    @property
    def ships(self) -> bool:
        """Whether it goes anywhere."""
        return self.type == "physical"


class Order(msgspec.Struct, kw_only=True):
    """One order, to one address."""

    id: int
    address_id: int
    status: int
    created_at: datetime
    modified_at: datetime
    lines: list[Line]
    billing: Record
    ship_to: Record
    shipping: float
    said: Record
    """What else was sent of it, as it is told again."""
    taken: list[tuple[Place, int]] = []
    shipments: list[Record] = []
    refunds: list[Record] = []

    @property
    def total(self) -> float:
        """With tax."""
        return round(sum(line.price * line.quantity for line in self.lines) + self.shipping, 4)

    @property
    def refunded(self) -> float:
        """What was paid back."""
        return round(sum(float(refund["total_amount"]) for refund in self.refunds), 4)

    @property
    def is_shipped(self) -> bool:
        """Whether everything that goes anywhere has left."""
        return all(line.shipped >= line.quantity for line in self.lines if line.ships)

    def line(self, number: Any) -> Line | None:
        """One line; None where there is none."""
        return next((line for line in self.lines if line.id == number), None)

    def document(self) -> Record:
        """As v2 tells it, with links to what stands elsewhere."""
        ships = [line for line in self.lines if line.ships]
        return {
            "id": self.id,
            "customer_id": 0,
            "date_created": mailed(self.created_at),
            "date_modified": mailed(self.modified_at),
            "date_shipped": self.shipments[-1]["date_created"] if self.shipments else "",
            "status_id": self.status,
            "status": start_data.STATUSES[self.status],
            "custom_status": start_data.STATUSES[self.status],
            "channel_id": start_data.STOREFRONT,
            "order_source": "www",
            "currency_code": "GBP",
            "default_currency_code": "GBP",
            "currency_exchange_rate": "1.0000000000",
            "is_tax_inclusive_pricing": True,
            "handling_cost_inc_tax": "0.0000",
            "wrapping_cost_inc_tax": "0.0000",
            "discount_amount": "0.0000",
            "coupon_discount": "0.0000",
            "store_credit_amount": "0.0000",
            "gift_certificate_amount": "0.0000",
            "refunded_amount": "0.0000",
            "payment_method": "Credit Card",
            "payment_provider_id": None if self.status == INCOMPLETE else f"made-up-payment-{self.id}",
            "payment_status": "" if self.status == INCOMPLETE else "captured",
            "order_is_digital": not ships,
            "staff_notes": "",
            "customer_message": "",
            "geoip_country_iso2": "GB",
            "external_id": None,
            "external_order_id": "",
            "external_source": None,
            "is_deleted": False,
            **self.said,
            **self._totals(),
            "items_total": sum(line.quantity for line in self.lines),
            "items_shipped": sum(line.shipped for line in self.lines),
            "billing_address": self.billing,
            **{name: self._link(name) for name in ("products", "shipping_addresses", "coupons")},
        }

    def line_documents(self) -> list[Record]:
        """Its lines, as v2 tells them."""
        return [self._line(line) for line in self.lines]

    def address_documents(self) -> list[Record]:
        """Where it goes to; nowhere where nothing of it is shipped."""
        ships = [line for line in self.lines if line.ships]
        cost = _with_tax("cost", self.shipping)
        quantity, shipped = sum(line.quantity for line in ships), sum(line.shipped for line in ships)
        told = {"id": self.address_id, "order_id": self.id, "items_total": quantity, "items_shipped": shipped}
        return [{**self.ship_to, **told, **cost}] if ships else []

    def _totals(self) -> Record:
        lines = sum(line.price * line.quantity for line in self.lines)
        return {
            **_with_tax("subtotal", lines),
            "base_shipping_cost": money(self.shipping),
            **_with_tax("shipping_cost", self.shipping),
            **_with_tax("total", lines + self.shipping),
        }

    def _line(self, line: Line) -> Record:
        every, all_of_it = _with_tax("price", line.price), _with_tax("total", line.price * line.quantity)
        return {
            "id": line.id,
            "order_id": self.id,
            "product_id": line.product,
            "variant_id": line.variant,
            "order_address_id": self.address_id if line.ships else 0,
            "name": line.name,
            "sku": line.sku,
            "upc": "",
            "type": line.type,
            "quantity": line.quantity,
            "quantity_shipped": line.shipped,
            "quantity_refunded": line.refunded,
            "is_refunded": line.refunded >= line.quantity,
            "base_price": money(line.price),
            **every,
            **all_of_it,
            "discounted_total_inc_tax": all_of_it["total_inc_tax"],
            "weight": "0.2500",
            "applied_discounts": [],
            "product_options": [],
            "bin_picking_number": "",
            "external_id": None,
            "parent_order_product_id": None,
            "wrapping_message": "",
            "wrapping_name": "",
        }

    def _link(self, name: str) -> Mapping[str, str]:
        path = f"/orders/{self.id}/{name.replace('_', '')}"
        return {"url": f"https://api.bigcommerce.com/stores/{start_data.STORE_HASH}/v2{path}", "resource": path}


def mailed(moment: datetime) -> str:
    """A time as v2 writes it, in whole seconds."""
    return format_datetime(moment.replace(microsecond=0))


def money(amount: float) -> str:
    """An amount as v2 writes it."""
    return f"{amount:.4f}"


def _with_tax(name: str, amount: float) -> Record:
    without = amount / (1 + start_data.TAX)
    return {f"{name}_ex_tax": money(without), f"{name}_inc_tax": money(amount), f"{name}_tax": money(amount - without)}
