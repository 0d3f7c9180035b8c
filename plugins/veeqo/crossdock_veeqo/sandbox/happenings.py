"""What happens at the company without a call of its API, for people to play with: goods come in, or come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from msgspec import Meta

from crossdock.connect.sandbox import Agenda, ControlRoute, SandboxClock, read_body
from crossdock.errors import InvalidInput, NotFound
from crossdock_veeqo.sandbox import start_data
from crossdock_veeqo.sandbox.answers import answered
from crossdock_veeqo.sandbox.company import Company
from crossdock_veeqo.sandbox.orders import Order

Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute(
        "POST",
        "stock-arrivals",
        'goods come in, and orders that waited for them are served: {"sku": "TIN-ROUND-S", "quantity": 5}',
    ),
    ControlRoute(
        "POST",
        "returns",
        'a return is made in the app: {"order": "#1001", "sku": "TEA-ASSAM-250", "quantity": 1}',
    ),
    ControlRoute(
        "POST",
        "reallocations",
        'an order is allocated anew in the app, and has no allocation for a moment: {"order": "#1001"}',
    ),
)


class StockArrival(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods that come to a warehouse."""

    sku: str
    quantity: Quantity
    warehouse: int = start_data.NORTH


class ReturnMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods that are to come back."""

    order: str
    sku: str
    quantity: Quantity
    reason: str = ""


class Reallocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order whose open allocations are merged."""

    order: str


@post("/stock-arrivals")
async def bring_stock(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """Goods come to a warehouse."""
    arrival = await read_body(request, StockArrival)
    if arrival.warehouse not in company.warehouses:
        raise NotFound(f"There is no warehouse {arrival.warehouse}.", remedy="GET /_sandbox/state lists the stock.")
    company.arrive((_sellable(company, arrival.sku), arrival.warehouse), arrival.quantity)
    return answered({"id": arrival.sku}, 201)


@post("/returns")
async def make_return(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """Somebody makes a return in Veeqo's app."""
    made = await read_body(request, ReturnMade)
    order, sellable = _order(company, made.order), _sellable(company, made.sku)
    left = sum(one.quantities.get(sellable, 0) for one in order.allocations if one.shipment)
    back = sum(one.quantity for one in order.returns if one.sellable["id"] == sellable)
    if made.quantity > left - back:
        raise InvalidInput(
            f"Only {left - back} of '{made.sku}' can come back of '{made.order}'.", remedy="Ask for less."
        )
    return answered({"id": company.take_back(order, sellable, made.quantity, made.reason).number}, 201)


@post("/reallocations")
async def allocate_anew(
    request: Request[Any, Any, Any],
    company: NamedDependency[Company],
    agenda: NamedDependency[Agenda],
    clock: NamedDependency[SandboxClock],
) -> Response[bytes]:
    """Allocations get new ids, after a moment in which the order has none."""
    order = _order(company, (await read_body(request, Reallocation)).order)
    company.release(order)
    due = clock.now() + timedelta(seconds=company.switches.seconds_to_allocate_anew)
    agenda.at(due, partial(company.allocate, order))
    return answered({"id": str(order.id)}, 201)


def _order(company: Company, number: str) -> Order:
    """The newest order of a number; raises NotFound."""
    found = [order for order in company.orders.values() if order.number == number and order.cancelled_at is None]
    if not found:
        raise NotFound(f"There is no order '{number}'.", remedy="GET /_sandbox/state lists the orders.")
    return found[-1]


def _sellable(company: Company, sku: str) -> int:
    """The number of a SKU; raises NotFound."""
    numbers: list[int] = [number for number, sellable in company.sellables.items() if sellable["sku_code"] == sku]
    if numbers:
        return numbers[0]
    raise NotFound(f"There is no SKU '{sku}'.", remedy="GET /products lists them.")
