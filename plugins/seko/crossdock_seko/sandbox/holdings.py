"""What the account holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.connect.sandbox import Holding, Outbox
from crossdock_seko.sandbox import start_data
from crossdock_seko.sandbox.account import Account
from crossdock_seko.sandbox.orders import Order, Status
from crossdock_seko.sandbox.receipts import Receipt
from crossdock_seko.sandbox.stock import AVAILABLE, LOCATION_TYPES


def holdings(account: Account, outbox: Outbox) -> Mapping[str, list[Holding]]:
    """By kind of resource; what SEKO makes by itself was never received."""
    return {
        "orders": [_order(order) for order in account.orders],
        "products": [
            {"id": product.code, "received": product.received, "document": product.document}
            for product in account.products
        ],
        "stock": _stock(account),
        "receipts": [
            {"id": receipt.number, "received": receipt.received, "guid": receipt.guid, **_arrival(receipt)}
            for receipt in account.receipts
        ],
        "kits": [
            {"id": f"{kit.dc}/{kit.code}", "received": kit.received, "components": kit.components}
            for kit in account.kits
        ],
        "dispatches": [
            {"id": order.dispatch_number, "received": 0, "order": order.number, **_left(order)}
            for order in account.orders
            if order.status is Status.DISPATCHED
        ],
        "pushes": [
            {"id": push.id, "received": 0, "attempts": push.attempts, "outcome": push.outcome, "answer": push.answer}
            for push in outbox.pushes
        ],
    }


def _order(order: Order) -> Holding:
    return {
        "id": order.number,
        "received": order.received,
        "guid": order.guid,
        "reference": order.document["header"].get("SalesOrderReference"),
        "status": order.status.value,
        "reason": order.reason,
        "dc": order.dc,
        "lines": _lines(order),
    }


def _lines(order: Order) -> list[Holding]:
    return [{"product": line.code, "quantity": line.quantity, "short": line.short} for line in order.lines]


def _left(order: Order) -> Holding:
    shipped = {line.code: line.shipped for line in order.lines}
    return {"lines": _lines(order), "shipped": shipped, "tracking": order.tracking_number, "sequence": order.sequence}


def _arrival(receipt: Receipt) -> Holding:
    return {"arrived": receipt.arrived, "places": [f"{receipt.dc}/{line.code}" for line in receipt.lines]}


def _stock(account: Account) -> list[Holding]:
    stock = account.stock
    shown = {
        (line.dc_code, line.product_code): line.quantity
        for line in stock.shown(account.clock.now(), start_data.DISTRIBUTION_CENTRES, None)
        if line.location_type == AVAILABLE
    }
    return [
        {
            "id": "/".join(place),
            "received": stock.received[place],
            "shown": shown.get(place, 0),
            "reserved": stock.reserved[place],
            "dispatched": stock.dispatched[place],
            **{location: stock.located(place, location) for location in LOCATION_TYPES},
        }
        for place in stock.places()
    ]
