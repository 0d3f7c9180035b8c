"""What an order amounts to: as it was placed, and as it stands after refunds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crossdock_shopify.sandbox.money import money_set, share, text, total

Document = dict[str, Any]


def currencies_of(order: Document) -> Mapping[str, str]:
    """The shop's currency and the buyer's."""
    return {"shop": order["currency"], "presentment": order["presentment_currency"]}


def line_net(line: Document, quantity: int) -> Decimal:
    """What so many pieces of a line cost, less their discounts."""
    whole = Decimal(line["price"]) * line["quantity"] - total(line["discount_allocations"], "amount")
    return share(whole, quantity, line["quantity"])


def line_tax(line: Document, quantity: int) -> Decimal:
    """The tax of so many pieces of a line."""
    return share(total(line["tax_lines"], "price"), quantity, line["quantity"])


def placed_totals(order: Document) -> Document:
    """The amounts that never change after an order was placed."""
    lines, shipping = order["line_items"], order["shipping_lines"]
    gross = sum((Decimal(line["price"]) * line["quantity"] for line in lines), Decimal(0))
    discounts = sum((total(line["discount_allocations"], "amount") for line in lines), Decimal(0))
    amounts = {
        "total_line_items_price": gross,
        "total_discounts": discounts,
        "subtotal_price": gross - discounts,
        "total_tax": sum((total(part["tax_lines"], "price") for part in [*lines, *shipping]), Decimal(0)),
        "total_price": _price(order, gross - discounts, total(shipping, "price"), _taxes([*lines, *shipping])),
    }
    return {
        **_with_sets(amounts, order),
        "total_shipping_price_set": money_set(total(shipping, "price"), currencies_of(order)),
        "total_weight": sum(line["grams"] * line["quantity"] for line in lines),
    }


def current_totals(order: Document) -> Document:
    """The amounts as they are now, with what was taken back left out."""
    lines, shipping = order["line_items"], order["shipping_lines"]
    subtotal = sum((line_net(line, line["current_quantity"]) for line in lines), Decimal(0))
    tax = sum((line_tax(line, line["current_quantity"]) for line in lines), Decimal(0)) + _taxes(shipping)
    discounts = sum(
        (
            share(total(line["discount_allocations"], "amount"), line["current_quantity"], line["quantity"])
            for line in lines
        ),
        Decimal(0),
    )
    given_back = sum((total(refund["order_adjustments"], "amount") for refund in order["refunds"]), Decimal(0))
    amounts = {
        "current_subtotal_price": subtotal,
        "current_total_discounts": discounts,
        "current_total_tax": tax,
        "current_total_price": max(Decimal(0), _price(order, subtotal, total(shipping, "price") + given_back, tax)),
    }
    return _with_sets(amounts, order)


def _taxes(parts: list[Document]) -> Decimal:
    return sum((total(part["tax_lines"], "price") for part in parts), Decimal(0))


def _price(order: Document, subtotal: Decimal, shipping: Decimal, tax: Decimal) -> Decimal:
    return subtotal + shipping + (Decimal(0) if order["taxes_included"] else tax)


def _with_sets(amounts: Mapping[str, Decimal], order: Document) -> Document:
    sets = {f"{name}_set": money_set(amount, currencies_of(order)) for name, amount in amounts.items()}
    return {name: text(amount) for name, amount in amounts.items()} | sets
