"""A new order as document, made of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock_shopify.sandbox import start_data
from crossdock_shopify.sandbox.catalogue import Catalogue
from crossdock_shopify.sandbox.ids import Ids
from crossdock_shopify.sandbox.order_lines import discount_codes, line_items, shipping_lines
from crossdock_shopify.sandbox.refusal import Refused
from crossdock_shopify.sandbox.totals import current_totals, placed_totals

FIRST_NUMBER = 1000
_TAKEN_OVER: Mapping[str, Any] = {
    "phone": None,
    "customer_locale": "en",
    "buyer_accepts_marketing": False,
    "test": False,
    "note": None,
    "note_attributes": [],
    "tags": "",
    "source_name": "api",
    "source_identifier": None,
    "source_url": None,
    "po_number": None,
    "location_id": None,
}
"""Fields that are kept as they were sent, and what they are where they were not."""
Document = dict[str, Any]


def new_order(sent: Document, catalogue: Catalogue, ids: Ids, now: str, *, number: int) -> Document:
    """The document; raises Refused for the first thing that cannot be."""
    currencies = _currencies(sent)
    lines = line_items(sent.get("line_items"), catalogue, ids, currencies)
    codes, applications = discount_codes(sent.get("discount_codes"), lines, currencies)
    if sent.get("location_id") is not None and sent["location_id"] not in catalogue.locations:
        raise Refused({"location_id": ["is invalid"]})
    customer = catalogue.customer_of(sent.get("customer"), now)
    email = sent.get("email") or (customer or {}).get("email")
    order = {
        **ids.new("Order"),
        "name": f"#{FIRST_NUMBER + number}",
        "order_number": FIRST_NUMBER + number,
        "number": number,
        "confirmation_number": f"SANDBOX{number:06}",
        "created_at": now,
        "processed_at": sent.get("processed_at") or now,
        "updated_at": now,
        "closed_at": None,
        "cancelled_at": None,
        "cancel_reason": None,
        "confirmed": True,
        "email": email,
        "contact_email": email,
        "currency": currencies["shop"],
        "presentment_currency": currencies["presentment"],
        "taxes_included": sent.get("taxes_included", True) is True,
        "financial_status": "pending",
        "fulfillment_status": None,
        "discount_applications": applications,
        "discount_codes": codes,
        "line_items": lines,
        "shipping_lines": shipping_lines(sent.get("shipping_lines"), ids, currencies),
        "fulfillments": [],
        "refunds": [],
        "payment_gateway_names": [],
        "payment_terms": None,
        "customer": customer,
        "billing_address": _address(sent, "billing_address"),
        "shipping_address": _address(sent, "shipping_address"),
        **{name: sent.get(name, default) for name, default in _TAKEN_OVER.items()},
    }
    order["tax_lines"] = [tax for part in (*lines, *order["shipping_lines"]) for tax in part["tax_lines"]]
    return {**order, **placed_totals(order), **current_totals(order)}


def _currencies(sent: Document) -> dict[str, str]:
    shop = sent.get("currency") or start_data.CURRENCY
    buyer = sent.get("presentment_currency") or shop
    for currency in (shop, buyer):
        if currency not in start_data.RATES:
            raise Refused({"currency": ["is invalid"]})
    return {"shop": shop, "presentment": buyer}


def _address(sent: Document, name: str) -> Document | None:
    address = sent.get(name)
    if not isinstance(address, dict):
        return None
    names = filter(None, (address.get("first_name"), address.get("last_name")))
    return {"name": " ".join(map(str, names)) or None, **address}
