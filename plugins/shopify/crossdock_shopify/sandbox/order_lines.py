"""The lines of an order, made of what was sent: what is sold, discounts on it, and how it is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.catalogue import Catalogue
from crossdock_shopify.sandbox.ids import Ids
from crossdock_shopify.sandbox.money import amount_of, money_set, share, text, total
from crossdock_shopify.sandbox.refusal import Refused

MOST_LINES = 500
Document = dict[str, Any]
Currencies = Mapping[str, str]


def line_items(sent: Any, catalogue: Catalogue, ids: Ids, currencies: Currencies) -> list[Document]:
    """The lines that are sold; raises Refused where one cannot be."""
    if not isinstance(sent, list) or not sent or len(sent) > MOST_LINES:
        raise Refused({"line_items": ["must have at least one line item"]})
    return [_line_item(line, catalogue, ids, currencies) for line in sent]


def _line_item(sent: Any, catalogue: Catalogue, ids: Ids, currencies: Currencies) -> Document:
    if not isinstance(sent, dict):
        raise Refused({"line_items": ["is invalid"]})
    variant = _variant(sent, catalogue)
    product = catalogue.products.get(variant["product_id"]) if variant else None
    title, price = _title_and_price(sent, variant, product)
    quantity = sent.get("quantity", 1)
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 0 < quantity <= 1_000_000:
        raise Refused({"line_items": ["Quantity must be greater than 0"]})
    variant_title = sent.get("variant_title", variant["title"] if variant else None)
    gift_card = sent.get("gift_card", variant is not None and variant["fulfillment_service"] == "gift_card")
    return {
        **ids.new("LineItem"),
        "variant_id": variant["id"] if variant else None,
        "product_id": variant["product_id"] if variant else None,
        "sku": sent.get("sku", variant["sku"] if variant else None),
        "title": title,
        "variant_title": variant_title,
        "name": f"{title} - {variant_title}" if variant_title else title,
        "vendor": product["vendor"] if product else sent.get("vendor"),
        "quantity": quantity,
        "current_quantity": quantity,
        "fulfillable_quantity": quantity,
        "price": text(price),
        "price_set": money_set(price, currencies),
        "total_discount": "0.00",
        "total_discount_set": money_set(Decimal(0), currencies),
        "discount_allocations": _allocations(sent.get("discount_allocations"), currencies),
        "tax_lines": tax_lines(sent.get("tax_lines"), currencies),
        "taxable": sent.get("taxable", True),
        "requires_shipping": sent.get("requires_shipping", variant["requires_shipping"] if variant else True),
        "gift_card": gift_card,
        "grams": sent.get("grams", variant["grams"] if variant else 0),
        "properties": sent.get("properties", []),
        "fulfillment_status": None,
        "fulfillment_service": "gift_card" if gift_card else "manual",
        "product_exists": product is not None,
        "variant_inventory_management": variant["inventory_management"] if variant else None,
    }


def _variant(sent: Document, catalogue: Catalogue) -> Document | None:
    number = sent.get("variant_id")
    if number is None:
        return None
    if number not in catalogue.variants:
        raise Refused({"line_items": [inferred.UNKNOWN_VARIANT]})
    return catalogue.variants[number]


def _title_and_price(sent: Document, variant: Document | None, product: Document | None) -> tuple[str, Decimal]:
    title, price = sent.get("title"), sent.get("price")
    if variant is not None and product is not None:
        title, price = title or product["title"], variant["price"] if price is None else price
    if not isinstance(title, str) or not title or price is None:
        raise Refused({"line_items": ["must have a variant, or a title and a price"]})
    return title, amount_of(price, "line_items.price")


def _allocations(sent: Any, currencies: Currencies) -> list[Document]:
    return [_allocation(amount_of(a.get("amount"), "discount_allocations"), currencies) for a in _objects(sent)]


def _allocation(amount: Decimal, currencies: Currencies) -> Document:
    return {"amount": text(amount), "amount_set": money_set(amount, currencies), "discount_application_index": 0}


def tax_lines(sent: Any, currencies: Currencies) -> list[Document]:
    """Taxes as they were sent; the sandbox knows no rates of its own."""
    amounts = [(tax, amount_of(tax.get("price"), "tax_lines")) for tax in _objects(sent)]
    return [
        {
            "title": tax.get("title", "Tax"),
            "rate": tax.get("rate"),
            "price": text(amount),
            "price_set": money_set(amount, currencies),
            "channel_liable": False,
        }
        for tax, amount in amounts
    ]


def shipping_lines(sent: Any, ids: Ids, currencies: Currencies) -> list[Document]:
    """How the order is to be shipped, and for what price."""
    amounts = [(line, amount_of(line.get("price", "0"), "shipping_lines")) for line in _objects(sent)]
    return [
        {
            "id": ids.new("ShippingLine")["id"],
            "code": line.get("code") or line.get("title") or "Custom",
            "title": line.get("title") or "Custom",
            "price": text(amount),
            "price_set": money_set(amount, currencies),
            "discounted_price": text(amount),
            "discounted_price_set": money_set(amount, currencies),
            "source": line.get("source", "shopify"),
            "carrier_identifier": None,
            "phone": None,
            "tax_lines": tax_lines(line.get("tax_lines"), currencies),
            "discount_allocations": [],
        }
        for line, amount in amounts
    ]


def discount_codes(sent: Any, lines: list[Document], currencies: Currencies) -> tuple[list[Document], list[Document]]:
    """The codes of an order and what they grant; allocated to the lines, unless they bring their own allocations.

    A code is a percentage, or a fixed amount spread over the lines by their price. Only the first counts.
    """
    codes = _objects(sent)[:1]
    for code in codes:
        value = amount_of(code.get("amount"), "discount_codes")
        percentage = code.get("type") == "percentage"
        if not any(line["discount_allocations"] for line in lines):
            _allocate(value, lines, currencies, percentage=percentage)
    granted = text(total([a for line in lines for a in line["discount_allocations"]], "amount"))
    kinds = [(code, "percentage" if code.get("type") == "percentage" else "fixed_amount") for code in codes]
    applications = [
        {
            "type": "discount_code",
            "code": code.get("code"),
            "value": str(code.get("amount")),
            "value_type": kind,
            "allocation_method": "across",
            "target_selection": "all",
            "target_type": "line_item",
        }
        for code, kind in kinds
    ]
    return [{"code": code.get("code"), "amount": granted, "type": kind} for code, kind in kinds], applications


def _allocate(value: Decimal, lines: list[Document], currencies: Currencies, *, percentage: bool) -> None:
    prices = [Decimal(line["price"]) * line["quantity"] for line in lines]
    whole = sum(prices, Decimal(0))
    left = Decimal(text(whole * min(value, Decimal(100)) / 100)) if percentage else min(value, whole)
    for line, price in zip(lines, prices, strict=True):
        part = share(left, int(price * 100), int(whole * 100))
        left, whole = left - part, whole - price
        if part:
            line["discount_allocations"].append(_allocation(part, currencies))


def _objects(sent: Any) -> list[Document]:
    return [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
