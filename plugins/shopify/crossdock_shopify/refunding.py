"""Taking back what is never shipped: open lines are cancelled, and their money is given back, in one refund.

Facts: https://shopify.dev/docs/api/admin-rest (Refund). What is to be given back, the shop works out itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect import Restocked
from crossdock.connect.resource import at
from crossdock_shopify import inferred
from crossdock_shopify.open_lines import Shipment
from crossdock_shopify.order_reading import Purpose, held, read, read_order, read_waiting, take_open

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
RESTOCK = "cancel"
"""The only kind that takes lines off what is still to be shipped. The shop counts them as available again, until it is
told the warehouse's stock."""
NOTHING = Decimal(0)
REFUND = Purpose(
    verb="be refunded",
    cancelled="See in the shop whether their money was given back with the cancellation; then skip this record.",
    closed="See in the shop whether they were refunded, shipped or edited there. Put it right and let it go on, or skip "
    "it where the money was given back already.",
    scattered="and a refund restocks at one",
    gather="Move the order's open lines to one location in the shop, then let it go on.",
)


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """One payment, and what the shop would give back on it."""

    parent_id: int
    amount: Decimal
    maximum_refundable: Decimal
    gateway: str


async def resolve_refund(line: Line, message: Any) -> Document:
    """Today's open lines for a rest, and what of its payments the shop would give back.

    Raises PlatformError (hold) saying which SKU is not open, or that the rest was refunded before.
    """
    order = await read_order(line, message)
    require_none_before(order, note_of(message))
    choice = take_open(order, Shipment.of(message), await read_waiting(line, message), REFUND)
    quantities: Counter[tuple[int, int]] = Counter()
    for taken in choice.taken:
        quantities[taken.line.order_line, taken.line.location] += taken.quantity
    lines = [
        {"line_item_id": order_line, "quantity": quantity, "restock_type": RESTOCK, "location_id": location}
        for (order_line, location), quantity in quantities.items()
    ]
    currency = order[inferred.REFUND_CURRENCY]
    return {
        "refund_line_items": lines,
        "currency": currency,
        "transactions": await given_back(line, message, lines, currency),
        "restocked": dict(choice.alone),
    }


def refund(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that cancels and refunds what was resolved."""
    return body_of(message, resolved, note_of(message))


def body_of(message: Any, resolved: Mapping[str, Any], note: str) -> Document:
    """The body of a refund with a note."""
    return {
        "refund": {
            "currency": resolved["currency"],
            "notify": message["notify_customer"],
            "note": note,
            "refund_line_items": resolved["refund_line_items"],
            "transactions": resolved["transactions"],
        }
    }


def require_none_before(order: Document, note: str) -> None:
    """Raises PlatformError (hold) where an order has a refund of this note already."""
    if any(refund.get("note") == note for refund in order.get("refunds") or ()):
        raise held(
            f"has a refund of order {order['name']} with this note already: {note}",
            "Compare it with this message; is it the same, skip this record.",
        )


async def find_refund(line: Line, message: Any, note: str) -> str | None:
    """The id of the refund that an interrupted write made, told by its note; None: it made none."""
    found = await read(line, f"/orders/{message['order_id']}/refunds.json", "refunds", limit="250")
    return next((str(refund["id"]) for refund in found if refund.get("note") == note), None)


def restocked(resolved: Mapping[str, Any]) -> tuple[Restocked, ...]:
    """What the shop sells again by what was resolved. Of a bundle that is the bundle, which no warehouse tells stock of."""
    return tuple(Restocked(sku=sku, quantity=number) for sku, number in resolved.get("restocked", {}).items())


def note_of(message: Any) -> str:
    """What the shop's people read at the refund; by the shipment's name it is told from any other."""
    return f"{message['reason']} ({message['shipment']})"


async def given_back(line: Line, message: Any, lines: list[Document], currency: str) -> list[Document]:
    """What the shop suggests to give back on which payment; never more than is left of it."""
    path = f"/orders/{message['order_id']}/refunds/calculate.json"
    asked = {"refund": {"currency": currency, "refund_line_items": lines}}
    answer = await line.get(line.address(path, {}), asked)
    suggested = at(line.document(answer), "refund.transactions")
    try:
        payments = msgspec.convert(suggested, list[Suggested], strict=False)
    except msgspec.ValidationError as error:
        raise line.trouble(f"answered {path} with payments that cannot be read: {error}") from error
    amounts = [(one, min(one.amount, one.maximum_refundable)) for one in payments]
    return [
        {"parent_id": one.parent_id, "amount": f"{amount:f}", "kind": "refund", "gateway": one.gateway}
        for one, amount in amounts
        if amount > NOTHING
    ]
