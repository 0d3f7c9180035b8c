"""What happens at the warehouses without a call of an API, for people to play with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from msgspec import Meta

from crossdock.connect.sandbox import ControlRoute, read_body
from crossdock.errors import NotFound
from crossdock_deposco.sandbox import start_data
from crossdock_deposco.sandbox.answers import answered
from crossdock_deposco.sandbox.stock import Place
from crossdock_deposco.sandbox.tenant import Tenant

Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute(
        "POST", "stock-arrivals", 'goods come in, and orders that waited go on: {"item": "TIN-ROUND-S", "quantity": 5}'
    ),
    ControlRoute(
        "POST",
        "missing-goods",
        'goods are not on their shelf, which the next picker finds out: {"item": "MUG-STONE-01", "quantity": 1}',
    ),
    ControlRoute(
        "POST",
        "returns",
        'the warehouse has a parcel that nobody announced: {"order": "5890012340010", "item": "TEA-ASSAM-250", "quantity": 1}',
    ),
    ControlRoute("POST", "receipts", 'a return arrives now: {"number": "R-9420000000001"}'),
)


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some of an item at a facility."""

    item: str
    quantity: Quantity
    facility: str = start_data.NORTH


class ReturnRaised(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods of an order that the warehouse itself expects, or has at the door."""

    order: str
    item: str
    quantity: Quantity
    facility: str = start_data.NORTH


class ReturnArrived(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A return whose goods are at the door."""

    number: str


@post("/stock-arrivals")
async def bring_stock(request: Request[Any, Any, Any], tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """Goods come to a facility."""
    goods = await read_body(request, Goods)
    tenant.arrive(_place(tenant, goods), goods.quantity)
    return answered({"id": goods.item}, 201)


@post("/missing-goods")
async def lose_goods(request: Request[Any, Any, Any], tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """Goods that are on the books are not on their shelf."""
    goods = await read_body(request, Goods)
    tenant.stock.lose(_place(tenant, goods), goods.quantity)
    return answered({"id": goods.item}, 201)


@post("/returns")
async def raise_return(request: Request[Any, Any, Any], tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """The warehouse's people enter a return under a number of their own."""
    raised = await read_body(request, ReturnRaised)
    _place(tenant, Goods(item=raised.item, quantity=raised.quantity, facility=raised.facility))
    if raised.order not in {order.number for order in tenant.orders.all.values()}:
        raise NotFound(f"There is no order '{raised.order}'.", remedy="GET /_sandbox/state lists the orders.")
    made, _ = tenant.returns.put(_entered(raised, f"RMA-{raised.order}-{len(tenant.returns.all) + 1}"))
    return answered({"id": made.number}, 201)


@post("/receipts")
async def receive_return(request: Request[Any, Any, Any], tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """All of a return arrives."""
    number = (await read_body(request, ReturnArrived)).number
    found = next((one for one in tenant.returns.all.values() if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no return '{number}'.", remedy="GET /_sandbox/state lists the returns.")
    tenant.returns.receive(found)
    return answered({"id": str(found.id)}, 201)


def _entered(raised: ReturnRaised, number: str) -> dict[str, Any]:
    """The return as it would be announced."""
    unit = {"businessUnit.code": start_data.UNIT}
    line = {
        "lineNumber": "1",
        "item": {"businessKey": {"number": raised.item, **unit}},
        "pack": {"businessKey": {"item.number": raised.item, "quantity": 1}},
        "orderPackQuantity": raised.quantity,
    }
    return {
        "businessUnit": {"businessKey": {"code": start_data.UNIT}},
        "number": number,
        "parentOrder": {"businessKey": {"number": raised.order, **unit}},
        "shipToFacility": {"businessKey": {"number": raised.facility, **unit}},
        "orderLines": {"data": [line]},
    }


def _place(tenant: Tenant, goods: Goods) -> Place:
    """Where goods are; raises NotFound for an item or a facility that is not there."""
    if goods.item not in tenant.items.numbers(start_data.UNIT):
        raise NotFound(f"There is no item '{goods.item}'.", remedy="GET /_sandbox/state lists the items.")
    if goods.facility not in tenant.facilities:
        raise NotFound(f"There is no facility '{goods.facility}'.", remedy="GET /_sandbox/state lists the stock.")
    return goods.item, goods.facility
