"""Which warehouse each part of an order goes out from, as Veeqo works it out: what is nowhere waits for stock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossdock_veeqo.sandbox.orders import Allocation, Line, Order
from crossdock_veeqo.sandbox.stock import Stock


def allocate(order: Order, warehouses: Iterable[int], stock: Stock, ids: Iterator[int]) -> list[Allocation]:
    """Promise an order what is there, warehouse by warehouse; the allocations that this makes."""
    made = []
    for warehouse in warehouses:
        quantities: dict[int, int] = {}
        for line in order.lines:
            if quantity := _take(line, warehouse, stock):
                quantities[line.sellable] = quantities.get(line.sellable, 0) + quantity
        if quantities:
            made.append(Allocation(id=next(ids), warehouse=warehouse, quantities=quantities))
    order.allocations += made
    return made


def release(order: Order, stock: Stock) -> None:
    """Take back what was promised to an order and has not left."""
    for allocation in [one for one in order.allocations if one.shipment is None]:
        for sellable, quantity in allocation.quantities.items():
            stock.promise((sellable, allocation.warehouse), -quantity)
            _give_back(order, sellable, quantity)
        order.allocations.remove(allocation)


def _take(line: Line, warehouse: int, stock: Stock) -> int:
    place = (line.sellable, warehouse)
    quantity = max(0, min(line.quantity - line.allocated, stock.available(place)))
    stock.promise(place, quantity)
    line.allocated += quantity
    return quantity


def _give_back(order: Order, sellable: int, quantity: int) -> None:
    for line in order.lines:
        if line.sellable == sellable:
            given = min(quantity, line.allocated)
            line.allocated -= given
            quantity -= given
