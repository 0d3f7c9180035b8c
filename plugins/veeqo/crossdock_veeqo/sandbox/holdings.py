"""What the company holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crossdock.connect.sandbox import Holding
from crossdock_veeqo.sandbox.company import Company
from crossdock_veeqo.sandbox.orders import Order


def holdings(company: Company) -> Mapping[str, list[Holding]]:
    """By kind of resource. An order counts how often its number came: Veeqo takes the same one twice."""
    numbers = Counter(order.number for order in company.orders.values())
    return {
        "orders": [_order(company, order, numbers[order.number]) for order in company.orders.values()],
        "shipments": [
            {"id": str(allocation.shipment["id"]), "received": 1, "order": order.number, "allocation": allocation.id}
            for order in company.orders.values()
            for allocation in order.allocations
            if allocation.shipment
        ],
        "returns": [
            {"id": returned.number, "received": 0, "order": order.number, "arrived": returned.arrived}
            for order in company.orders.values()
            for returned in order.returns
        ],
        "stock": [
            {"id": f"{place[1]}/{place[0]}", "received": company.stock.received[place], **company.stock.levels(place)}
            for place in company.stock.places()
        ],
        "customers": [
            {"id": str(customer["id"]), "received": 0, "email": customer["email"]}
            for customer in company.customers.values()
        ],
    }


def _order(company: Company, order: Order, received: int) -> Holding:
    lines = [{"sku": company.sellables[line.sellable]["sku_code"], "quantity": line.quantity} for line in order.lines]
    return {
        "id": str(order.id),
        "received": received,
        "number": order.number,
        "status": order.status,
        "lines": lines,
        "allocations": [allocation.id for allocation in order.allocations],
    }
