"""Cancelling a whole order, of which nothing was shipped. Facts: https://shopify.dev/docs/api/admin-rest (Order, cancel)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock_shopify import inferred
from crossdock_shopify.order_reading import read, read_order

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
CANCEL_ORDER = "cancel-order"
CANCELLATION = Resource(
    name="cancellation",
    title="Cancellation",
    description="An order that will not be shipped at all, and why.",
    key=("order_id",),
)
OPERATION = Operation(
    name=CANCEL_ORDER,
    title="Cancel order",
    description="Cancels an order of which nothing was shipped; one that is cancelled stays so.",
    resource=CANCELLATION.name,
    kind="order",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/orders/{order_id}/cancel.json",
    receipt_id="order.id",
    inferred=(inferred.SHOP_CURRENCY,),
)
_SIGNS = {"sale": 1, "capture": 1, "refund": -1}


async def resolve(line: Line, message: Any) -> Document:
    """Whether it is cancelled already, and what was paid of it. Raises PlatformError."""
    order = await read_order(line, message)
    if order.get("cancelled_at"):
        return {"cancelled": True}
    paid = await read(line, f"/orders/{message['order_id']}/transactions.json", "transactions")
    return {"cancelled": False, "paid": f"{_left_of(paid):f}", "currency": order[inferred.REFUND_CURRENCY]}


def cancellation(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that cancels, and gives back all that was paid where that is wanted."""
    said: Document = {
        "reason": message["reason"],
        "email": message["notify_customer"],
        "restock": message["restock"],
    }
    if message["give_back"] and Decimal(resolved["paid"]):
        said |= {"amount": resolved["paid"], "currency": resolved["currency"]}
    return said


def _left_of(transactions: Iterable[Document]) -> Decimal:
    """What was taken, less what was given back."""
    done = (one for one in transactions if one.get("status") == "success")
    return sum((Decimal(one["amount"]) * _SIGNS.get(one["kind"], 0) for one in done), Decimal(0))
