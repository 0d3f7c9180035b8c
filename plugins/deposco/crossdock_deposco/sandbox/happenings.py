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
    ControlRoute("POST", "receipts", 'a return arrives now: {"number": "R-9420000000001"}'),
)


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some of an item at a facility."""

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


@post("/receipts")
async def receive_return(request: Request[Any, Any, Any], tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """All of a return arrives."""
    number = (await read_body(request, ReturnArrived)).number
    found = next((one for one in tenant.returns.all.values() if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no return '{number}'.", remedy="GET /_sandbox/state lists the returns.")
    tenant.returns.receive(found)
    return answered({"id": str(found.id)}, 201)


def _place(tenant: Tenant, goods: Goods) -> Place:
    """Where goods are; raises NotFound for an item or a facility that is not there."""
    if goods.item not in tenant.items.numbers(start_data.UNIT):
        raise NotFound(f"There is no item '{goods.item}'.", remedy="GET /_sandbox/state lists the items.")
    if goods.facility not in tenant.facilities:
        raise NotFound(f"There is no facility '{goods.facility}'.", remedy="GET /_sandbox/state lists the stock.")
    return goods.item, goods.facility
