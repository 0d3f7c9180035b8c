"""Reading what a new order says, of a buyer or of a call. The first fault is told."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.sandbox.catalogue import Catalogue
from crossdock_bigcommerce.sandbox.refusal import v2

Record = dict[str, Any]
TOLD_AGAIN = ("external_order_id", "external_source", "staff_notes", "customer_message", "payment_method", "channel_id")
IN_ADDRESS = ("first_name", "last_name", "street_1", "city", "zip")
PAIRS = ("price", "shipping_cost", "subtotal", "total")
"""Amounts that are overridden with tax and without, or not at all."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a new order."""

    product: Record
    variant: Record
    quantity: int
    price: float


def wanted_lines(sent: Record, catalogue: Catalogue) -> list[Wanted]:
    """The lines of a new order; raises Refused."""
    products = sent.get("products")
    if not isinstance(products, list) or not products:
        raise v2("The field 'products' is required.")
    return [_wanted(line, catalogue) for line in products]


def billing_address(sent: Record) -> Record:
    """Who pays; raises Refused for an address that is not whole."""
    return _address(sent.get("billing_address"), "billing_address")


def shipping_address(sent: Record) -> Record:
    """Where it goes to: the billing address where none is sent. Raises Refused, also for several: this store takes one."""
    given = sent.get("shipping_addresses")
    if given is None:
        return {**billing_address(sent), "shipping_method": "Standard Delivery"}
    if not isinstance(given, list) or len(given) != 1:
        raise v2("The field 'shipping_addresses' is invalid.")
    return {"shipping_method": "Standard Delivery", **_address(given[0], "shipping_addresses")}


def shipping_cost(sent: Record) -> float:
    """With tax; raises Refused where only one of its two amounts is there."""
    _require_pairs(sent)
    return _amount(sent.get("shipping_cost_inc_tax", 0))


def _wanted(line: Any, catalogue: Catalogue) -> Wanted:
    if not isinstance(line, dict):
        raise v2("The field 'products' is invalid.")
    _require_pairs(line)
    variant = next(
        (
            each
            for each in catalogue.variants()
            if (line.get("sku") and each["sku"] == line["sku"]) or each["id"] == line.get("variant_id")
        ),
        None,
    )
    if variant is None or line.get("product_id", variant["product_id"]) != variant["product_id"]:
        raise v2("The options of one or more products are invalid.")
    quantity = line.get("quantity")
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 1:
        raise v2("The field 'quantity' is invalid.")
    price = _amount(line.get("price_inc_tax", variant["calculated_price"]))
    return Wanted(product=catalogue.product(variant["product_id"]), variant=variant, quantity=quantity, price=price)


def _address(given: Any, name: str) -> Record:
    if not isinstance(given, dict):
        raise v2(f"The field '{name}' is required.")
    for field in IN_ADDRESS:
        if not given.get(field):
            raise v2(f"The field '{name}.{field}' is required.")
    return {**dict.fromkeys(start_data.BUYER, ""), **given}


def _require_pairs(sent: Record) -> None:
    for name in PAIRS:
        if (f"{name}_inc_tax" in sent) != (f"{name}_ex_tax" in sent):
            raise v2(f"Override both '{name}_inc_tax' and '{name}_ex_tax', or neither.")


def _amount(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise v2(f"'{value}' is not an amount.") from error
