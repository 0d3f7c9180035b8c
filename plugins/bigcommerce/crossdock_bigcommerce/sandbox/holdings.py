"""What the store holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.connect.sandbox import Holding
from crossdock_bigcommerce.sandbox.inventory import Place
from crossdock_bigcommerce.sandbox.orders import Order
from crossdock_bigcommerce.sandbox.store import Store


def holdings(store: Store) -> Mapping[str, list[Holding]]:
    """By kind of resource. An order counts how often its external id came: a store takes the same one twice."""
    orders = list(store.orders.values())
    return {
        "orders": [_order(store, order) for order in orders],
        "shipments": [
            {"id": str(each["id"]), "received": 1, "order": order.id, "tracking": each["tracking_number"]}
            for order in orders
            for each in order.shipments
        ],
        "refunds": [
            {"id": str(each["id"]), "received": 1, "order": order.id, "amount": each["total_amount"]}
            for order in orders
            for each in order.refunds
        ],
        "products": [
            {
                "id": str(number),
                "received": 0,
                "name": product["name"],
                "prices": {each["sku"]: each["calculated_price"] for each in product["variants"]},
            }
            for number, product in store.catalogue.products.items()
        ],
        "stock": [_level(store, place) for place in store.inventory.places()],
        "customers": [{"id": str(each["id"]), "received": 0, "email": each["email"]} for each in store.customers],
    }


def _order(store: Store, order: Order) -> Holding:
    external = str(order.said.get("external_order_id") or "")
    return {
        "id": str(order.id),
        "received": store.received[external] if external else 1,
        "external_order_id": external,
        "status_id": order.status,
        "lines": [{"sku": line.sku, "quantity": line.quantity, "shipped": line.shipped} for line in order.lines],
        "shipments": [
            {"tracking_number": made["tracking_number"], "items": {line.sku: line.shipped for line in order.lines}}
            for made in order.shipments
        ],
    }


def _level(store: Store, place: Place) -> Holding:
    variant = store.catalogue.variant(place[0])
    return {
        "id": f"{place[1]}/{variant['sku'] if variant else place[0]}",
        "received": store.inventory.received[place],
        "on_hand": store.inventory.on_hand(place),
        "asked_for": store.inventory.pending.get(place),
    }
