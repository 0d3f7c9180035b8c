"""What the environment holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crossdock.connect.sandbox import Holding
from crossdock_deposco.sandbox.orders import Order
from crossdock_deposco.sandbox.tenant import Tenant


def holdings(tenant: Tenant) -> Mapping[str, list[Holding]]:
    """By kind of resource."""
    shipped = tenant.shipments.orders.items()
    return {
        "orders": [_order(order) for order in tenant.orders.all.values()],
        "customer_orders": _customer_orders(tenant),
        "shipments": [{"id": str(number), "received": 1, "order": order.number} for number, order in shipped],
        "returns": [_order(returned) for returned in tenant.returns.all.values()],
        "items": _items(tenant),
        "stock": _stock(tenant),
    }


def _customer_orders(tenant: Tenant) -> list[Holding]:
    """Each counts how often its number came: the same one is taken twice."""
    orders = tenant.customer_orders.all.values()
    numbers = Counter(order.document["externalOrderNumber"] for order in orders)
    return [
        {
            "id": str(order.id),
            "received": numbers[order.document["externalOrderNumber"]],
            "number": order.document["externalOrderNumber"],
            "status": order.status,
            "orders": [child.number for child in order.children],
        }
        for order in orders
    ]


def _items(tenant: Tenant) -> list[Holding]:
    return [
        {
            "id": "/".join(key),
            "received": tenant.items.received[key],
            "name": item.get("name"),
            "upcs": item.get("upcs"),
        }
        for key, item in tenant.items.all.items()
    ]


def _stock(tenant: Tenant) -> list[Holding]:
    return [
        {
            "id": "/".join(reversed(place)),
            "received": 0,
            "total": tenant.stock.total[place],
            "allocated": tenant.stock.allocated[place],
            "available": tenant.available(place),
        }
        for place in tenant.stock.places()
    ]


def _order(order: Order) -> Holding:
    names = ("item", "ordered", "shipped", "cancelled", "received")
    return {
        "id": str(order.id),
        "received": order.received,
        "number": order.number,
        "status": order.status,
        "facility": order.facility,
        "lines": [{name: getattr(line, name) for name in names} for line in order.lines],
    }
