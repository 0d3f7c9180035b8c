"""Orders and products as Veeqo writes them."""

from __future__ import annotations

from typing import Any

from crossdock_veeqo.sandbox.company import Company
from crossdock_veeqo.sandbox.orders import Allocation, Line, Order
from crossdock_veeqo.sandbox.stock import Place

Record = dict[str, Any]


def order(company: Company, order: Order) -> Record:
    """An order with its lines and allocations."""
    said = order.document
    subtotal = round(sum(line.price * line.quantity for line in order.lines), 2)
    cost = float(said.get("delivery_cost") or 0)
    payment = said.get("payment_attributes")
    return {
        "id": order.id,
        "number": order.number,
        "status": order.status,
        "created_at": order.created_at,
        "updated_at": order.updated_at,
        "shipped_at": order.shipped_at,
        "cancelled_at": order.cancelled_at,
        "cancel_reason": order.cancel_reason,
        "subtotal_price": subtotal,
        "delivery_cost": cost,
        "total_price": round(subtotal + cost, 2),
        "payment": payment,
        "channel": said["channel"],
        "customer": said["customer"],
        "deliver_to": {"id": order.id, **said["deliver_to_attributes"]},
        "delivery_method": said["delivery_method"],
        "line_items": [_line(company, line) for line in order.lines],
        "allocations": []
        if order.status_meanwhile is not None
        else [_allocation(company, order, allocation) for allocation in order.allocations],
        "returns": returns(company, order),
        "tags": [],
        "fulfilled_by_amazon": False,
    }


def returns(company: Company, order: Order) -> list[Record] | Record:
    """What comes back of an order; a single one with or without a list around it."""
    told = [one.document(company.warehouses[one.warehouse]["name"]) for one in order.returns]
    return told[0] if len(told) == 1 and company.switches.one_return_as_object else told


def product(company: Company, product: Record) -> Record:
    """A product with what is there of its variants now."""
    return {**product, "sellables": [_sellable(company, sellable) for sellable in product["sellables"]]}


def stock_entry(company: Company, place: Place) -> Record:
    """Stock of a sellable at a warehouse; raises Refused where there is no such entry."""
    sellable, warehouse = place
    levels = company.stock.levels(place)
    return {
        "sellable_id": sellable,
        "warehouse_id": warehouse,
        **levels,
        "infinite": False,
        "stock_running_low": False,
        "updated_at": company.stock.set_at.get(place),
        "warehouse": {name: company.warehouses[warehouse][name] for name in ("id", "name")},
    }


def _sellable(company: Company, sellable: Record) -> Record:
    entries = [stock_entry(company, place) for place in company.stock.places() if place[0] == sellable["id"]]
    return {**sellable, "stock_entries": entries}


def _line(company: Company, line: Line) -> Record:
    return {
        "id": line.id,
        "quantity": line.quantity,
        "price_per_unit": line.price,
        "tax_rate": line.tax_rate,
        "sellable": _named(company, line.sellable),
    }


def _allocation(company: Company, order: Order, allocation: Allocation) -> Record:
    warehouse = company.warehouses[allocation.warehouse]
    return {
        "id": allocation.id,
        "order_id": order.id,
        "warehouse": {"id": warehouse["id"], "name": warehouse["name"]},
        "line_items": [
            {"id": allocation.id * 100 + place, "quantity": quantity, "sellable": _named(company, sellable)}
            for place, (sellable, quantity) in enumerate(allocation.quantities.items())
        ],
        "shipment": allocation.shipment,
    }


def _named(company: Company, number: int) -> Record:
    sellable = company.sellables[number]
    return {"id": number, "sku_code": sellable["sku_code"], "sellable_title": sellable["title"]}
