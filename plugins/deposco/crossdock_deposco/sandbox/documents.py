"""Records as Deposco writes them. Lists inside of them are cut at ten rows, in no order to rely on."""

from __future__ import annotations

from typing import Any

from crossdock_deposco.sandbox.customer_orders import CustomerOrder
from crossdock_deposco.sandbox.orders import Line, Order
from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]


def sales_order(tenant: Tenant, order: Order) -> Record:
    """With ten of its lines at most, and references to its shipments."""
    shipments = [{"id": number} for number, of in tenant.shipments.orders.items() if of is order]
    return {**_order(tenant, order, sales_line), "shipments": nested(tenant, shipments)}


def customer_return(tenant: Tenant, returned: Order) -> Record:
    return _order(tenant, returned, return_line)


def customer_order(tenant: Tenant, order: CustomerOrder) -> Record:
    return {
        "self": {"id": order.id},
        **order.document,
        "number": f"CO-{order.id}",
        "status": order.status,
        "coLines": nested(tenant, order.lines),
        "createdDate": order.created_at,
        "updatedDate": max([order.created_at, *(child.updated_at for child in order.children)]),
    }


def shipment(tenant: Tenant, number: int) -> Record:
    return {
        **tenant.shipments.all[number],
        "orderHeaders": nested(tenant, [{"id": tenant.shipments.orders[number].id}]),
        "shipmentLines": nested(tenant, tenant.shipments.lines[number]),
    }


def sales_line(line: Line) -> Record:
    status = "Canceled" if line.cancelled == line.ordered else "Complete" if not line.open else "New"
    return {
        "self": {"id": line.id},
        **line.document,
        "orderPackQuantity": line.ordered,
        "pickedPackQuantity": line.picked,
        "shippedPackQuantity": line.shipped,
        "canceledPackQuantity": line.cancelled,
        "orderLineStatus": status,
    }


def return_line(line: Line) -> Record:
    return {
        "self": {"id": line.id},
        **line.document,
        "orderPackQuantity": line.ordered,
        "receivedPackQuantity": line.received,
        "receivedDamagedPackQuantity": 0,
        "canceledPackQuantity": line.cancelled,
        "orderLineStatus": "Received" if line.received == line.ordered else "New",
    }


def nested(tenant: Tenant, rows: list[Record]) -> Record:
    """A list inside of a record: cut, without a link to go on by."""
    most = tenant.switches.nested_rows
    shown = rows if len(rows) <= most else rows[::-1][:most]
    return {"links": [], "complete": len(rows) <= most, "pages": 1, "data": shown}


def _order(tenant: Tenant, order: Order, line: Any) -> Record:
    return {
        "self": {"id": order.id},
        **order.document,
        "orderStatus": order.status,
        "orderLines": nested(tenant, [line(one) for one in order.lines]),
        "createdDate": order.created_at,
        "updatedDate": order.updated_at,
    }
