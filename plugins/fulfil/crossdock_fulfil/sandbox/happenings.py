"""What happens at the merchant's without a call of its API, for people to play with: goods come in, or come back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from msgspec import Meta

from crossdock.connect.sandbox import ControlRoute, read_body
from crossdock.errors import InvalidInput, NotFound
from crossdock_fulfil.sandbox import start_data
from crossdock_fulfil.sandbox.account import Account
from crossdock_fulfil.sandbox.answers import answered
from crossdock_fulfil.sandbox.tables import Row

Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]
Price = Annotated[str, Meta(pattern=r"^[0-9]{1,9}(\.[0-9]{1,4})?$")]

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute(
        "POST",
        "stock-arrivals",
        'goods come in, and shipments that waited are assigned: {"sku": "TIN-ROUND-S", "quantity": 5}',
    ),
    ControlRoute(
        "POST",
        "returns",
        'somebody makes a return: {"order": "#1001", "sku": "TEA-ASSAM-250", "quantity": 1}',
    ),
    ControlRoute("POST", "prices", 'a price is changed: {"sku": "TEA-ASSAM-250", "price": "5.95"}'),
    ControlRoute("POST", "archivings", 'a product is archived, or not: {"sku": "TEA-ASSAM-250", "archived": true}'),
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


class PriceChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a product costs from now on."""

    sku: str
    price: Price


class Archiving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a product is used from now on."""

    sku: str
    archived: bool = True


@post("/stock-arrivals")
async def bring_stock(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Goods come to a warehouse."""
    arrival = await read_body(request, StockArrival)
    if not any(row["id"] == arrival.warehouse for row in account.tables.all("stock.location")):
        raise NotFound(f"There is no warehouse {arrival.warehouse}.", remedy="GET /_sandbox/state lists the stock.")
    account.arrive(_product(account, arrival.sku)["id"], arrival.warehouse, arrival.quantity)
    return answered({"id": arrival.sku}, 201)


@post("/returns")
async def make_return(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Somebody makes a return at Fulfil."""
    made = await read_body(request, ReturnMade)
    sale, product = _order(account, made.order), _product(account, made.sku)["id"]
    left = account.returning.left_of(sale, product)
    if made.quantity > left:
        raise InvalidInput(f"Only {left} of '{made.sku}' can come back of '{made.order}'.", remedy="Ask for less.")
    return answered({"id": account.returning.expect(sale, product, made.quantity)["number"]}, 201)


@post("/prices")
async def change_price(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Merchandising changes a price."""
    change = await read_body(request, PriceChange)
    account.tables.change(_product(account, change.sku), list_price=Decimal(change.price))
    return answered({"id": change.sku}, 201)


@post("/archivings")
async def archive(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Merchandising archives a product, or takes it back into the range."""
    archiving = await read_body(request, Archiving)
    account.tables.change(_product(account, archiving.sku), active=not archiving.archived)
    return answered({"id": archiving.sku}, 201)


def _order(account: Account, reference: str) -> Row:
    """The order that a customer knows by a number; raises NotFound."""
    if found := account.tables.where("sale.sale", reference=reference):
        return found[0]
    raise NotFound(f"There is no order '{reference}'.", remedy="GET /_sandbox/state lists the orders.")


def _product(account: Account, sku: str) -> Row:
    """The product of a SKU; raises NotFound."""
    if found := account.tables.where("product.product", code=sku):
        return found[0]
    raise NotFound(f"There is no SKU '{sku}'.", remedy="GET /_sandbox/state lists the stock.")
