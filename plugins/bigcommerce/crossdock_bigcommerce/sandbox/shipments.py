"""Shipments: what of an order's lines leaves to its address."""

from __future__ import annotations

from typing import Any

from crossdock_bigcommerce.sandbox import inferred
from crossdock_bigcommerce.sandbox.orders import Line, Order
from crossdock_bigcommerce.sandbox.refusal import MISSING, v2

Record = dict[str, Any]
TOLD_AGAIN = (
    "tracking_number",
    "tracking_carrier",
    "tracking_link",
    "shipping_provider",
    "shipping_method",
    "comments",
)


def ship(order: Order, sent: Record, number: int, now: str) -> Record:
    """A shipment of an order; raises Refused for lines that are not there, or not left."""
    if sent.get("order_address_id") != order.address_id:
        raise v2(inferred.FOREIGN_ADDRESS.format(address=sent.get("order_address_id")))
    leaving = [_leaving(order, item) for item in _items(sent)]
    for line, quantity in leaving:
        line.shipped += quantity
    shipment = {
        "id": number,
        "order_id": order.id,
        "customer_id": 0,
        "order_address_id": order.address_id,
        "date_created": now,
        **{name: sent.get(name) or "" for name in TOLD_AGAIN},
        "generated_tracking_link": None,
        "shipping_provider_display_name": "",
        "merchant_shipping_cost": "0.0000",
        "items": [
            {"order_product_id": line.id, "product_id": line.product, "quantity": quantity}
            for line, quantity in leaving
        ],
    }
    order.shipments.append(shipment)
    return shipment


def follow(order: Order, number: int, sent: Record) -> Record:
    """A shipment that is told how it can be followed; raises Refused where the order has no such shipment."""
    shipment = next((each for each in order.shipments if each["id"] == number), None)
    if shipment is None:
        raise v2(MISSING, 404)
    if sent.get("order_address_id") != order.address_id:
        raise v2(inferred.FOREIGN_ADDRESS.format(address=sent.get("order_address_id")))
    shipment.update({name: sent[name] for name in TOLD_AGAIN if name in sent})
    return shipment


def _items(sent: Record) -> list[Any]:
    items = sent.get("items")
    if not isinstance(items, list) or not items:
        raise v2("The field 'items' is required.")
    return items


def _leaving(order: Order, item: Any) -> tuple[Line, int]:
    named, quantity = item.get("order_product_id"), item.get("quantity")
    line = order.line(named)
    if line is None or not line.ships:
        raise v2(f"The order product {named} is not one of this order, or is not shipped.")
    if not isinstance(quantity, int) or not 0 < quantity <= line.quantity - line.shipped:
        raise v2(inferred.TOO_MANY_SHIPPED.format(line=named), 409)
    return line, quantity
