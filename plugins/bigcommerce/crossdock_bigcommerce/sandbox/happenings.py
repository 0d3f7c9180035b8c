"""What happens in a store without a call of its API, for people to play with: buyers order, and pay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from msgspec import Meta

from crossdock.connect.sandbox import ControlRoute, read_body
from crossdock.errors import NotFound
from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.sandbox.answers import answered
from crossdock_bigcommerce.sandbox.orders import INCOMPLETE, TO_PACK
from crossdock_bigcommerce.sandbox.store import Store

Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute("POST", "orders", 'a buyer orders: {"lines": {"TEA-ASSAM-250": 2}, "pays": true}'),
    ControlRoute("POST", "payments", 'a buyer pays what was begun: {"order": 1001}'),
)


class Checkout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A buyer's basket."""

    lines: dict[str, Quantity]
    """Quantities by SKU."""
    pays: bool = True
    """Otherwise the order stays Incomplete."""
    shipping_method: str = "Standard Delivery"
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")] = "GB"
    channel: int = start_data.STOREFRONT
    message: str = ""


class Payment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checkout that is gone through with."""

    order: int
    status: int = TO_PACK
    """Where the order stands then."""


@post("/orders")
async def order_as_buyer(request: Request[Any, Any, Any], store: NamedDependency[Store]) -> Response[bytes]:
    """What happens at the storefront, which no token guards: an order is begun, and then paid."""
    checkout = await read_body(request, Checkout)
    address = {**start_data.BUYER, "country_iso2": checkout.country, "shipping_method": checkout.shipping_method}
    cost = {"shipping_cost_inc_tax": start_data.SHIPPING_COST, "shipping_cost_ex_tax": start_data.SHIPPING_COST / 1.2}
    sent = {
        "billing_address": start_data.BUYER,
        "shipping_addresses": [address],
        "products": [{"sku": sku, "quantity": quantity} for sku, quantity in checkout.lines.items()],
        "channel_id": checkout.channel,
        "customer_message": checkout.message,
        **cost,
    }
    order = store.create_order(sent, INCOMPLETE)
    if checkout.pays:
        store.set_status(order, TO_PACK)
    return answered(order.document(), 201)


@post("/payments")
async def pay(request: Request[Any, Any, Any], store: NamedDependency[Store]) -> Response[bytes]:
    """A checkout that was begun is gone through with."""
    payment = await read_body(request, Payment)
    if payment.order not in store.orders:
        raise NotFound(f"There is no order {payment.order}.", remedy="GET /_sandbox/state lists the orders.")
    store.set_status(store.orders[payment.order], payment.status)
    return answered(store.orders[payment.order].document(), 201)
