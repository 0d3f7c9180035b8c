"""What the installation holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crossdock.connect.sandbox import Holding, Outbox
from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.sandbox.installation import Installation
from crossdock_orderwise.sandbox.orders import Order
from crossdock_orderwise.sandbox.session import Session


def holdings(installation: Installation, session: Session, outbox: Outbox) -> Mapping[str, list[Holding]]:
    """By kind of resource. An order counts how often its number came: OrderWise takes the same one twice."""
    numbers = Counter(order.wanted.number for order in installation.orders.values())
    orders = installation.orders.values()
    return {
        "orders": [_order(installation, order, numbers[order.wanted.number]) for order in orders],
        "despatches": [
            {"id": delivery.number, "received": 0, "order": order.wanted.number, "courier": delivery.courier}
            for order in orders
            for delivery in order.deliveries
        ],
        "stock": [
            {
                "id": f"{code}/{location}",
                "received": 0,
                "there": installation.stock.there[code, location],
                "free": installation.stock.free((code, location)),
            }
            for code in installation.variants
            for location in start_data.LOCATIONS
        ],
        "variants": [{"id": sold.code, "received": 0, "price": sold.gross} for sold in installation.variants.values()],
        "session_log": [{"id": str(place), "received": 0, "line": line} for place, line in enumerate(session.log, 1)],
        "pushes": [
            {"id": push.id, "received": 0, "attempts": push.attempts, "outcome": push.outcome, "answer": push.answer}
            for push in outbox.pushes
        ],
    }


def _order(installation: Installation, order: Order, received: int) -> Holding:
    return {
        "id": str(order.id),
        "received": received + installation.offered_again[order.wanted.number],
        "number": order.wanted.number,
        "reference": order.wanted.reference,
        "session": order.wanted.session,
        "status": installation.status(order),
        "gross": order.wanted.gross,
        "lines": [
            {"code": line.wanted.code, "quantity": line.wanted.quantity, "despatched": line.despatched}
            for line in order.lines
        ],
    }
