"""What is read from Fulfil. Facts: Fulfil's public developer guides and clients (github.com/fulfilio)."""

from __future__ import annotations

from typing import Any

from crossdock.connect import Resource, Worth
from crossdock_fulfil import asking, events, inferred
from crossdock_fulfil.models import MODELS
from crossdock_fulfil.stock import STOCK, STOCK_LINE
from crossdock_fulfil.typed_json import TYPED_JSON


def _read(name: str, title: str, description: str, **rest: Any) -> Resource:
    return Resource(
        name=name,
        title=title,
        description=description,
        key=("id",),
        path=MODELS[name].path,
        format=TYPED_JSON,
        since=asking.CHANGED_SINCE,
        paging=asking.ById(),
        version="changed_at",
        **rest,
    )


RESOURCES = (
    _read(
        "order",
        "Order",
        "An order with its lines, of whatever channel.",
        kind="order",
        aliases=(("order_number", "number"), ("channel_order", "channel_identifier")),
        worth=Worth(amount="total_amount", currency="currency_code"),
        tells=events.OF_ORDERS,
        inferred=(inferred.STATE_NAMES, inferred.LINE_PROGRESS),
    ),
    _read(
        "shipment",
        "Shipment",
        "What left a warehouse of one order; an order has as many as it takes.",
        kind="order",
        identity="order.id",
        aliases=(
            ("shipment", "number"),
            ("order_number", "order.number"),
            ("channel_order", "order.channel_identifier"),
        ),
        tells=events.OF_SHIPMENTS,
        inferred=(inferred.ONE_ORDER,),
    ),
    _read(
        "return",
        "Return",
        "What comes back of one order.",
        kind="order",
        identity="order.id",
        aliases=(("return", "number"), ("order_number", "order.number"), ("channel_order", "order.channel_identifier")),
        tells=events.OF_RETURNS,
        inferred=(inferred.RETURNS, inferred.ONE_ORDER),
    ),
    _read(
        "product",
        "Product",
        "A variant: what has a SKU, and a price.",
        kind="product",
        aliases=(("sku", "code"),),
        tells=events.OF_PRODUCTS,
        inferred=(inferred.GOODS_ONLY,),
    ),
    _read(
        "customer",
        "Customer",
        "A party, and how it is reached.",
        kind="party",
        aliases=(("customer", "code"),),
    ),
    _read("location", "Location", "A warehouse. Zones and bins are inside of it, and tell no stock of their own here."),
    _read("channel", "Channel", "Where orders come from, as they name it by its number."),
    STOCK_LINE,
    STOCK,
)
