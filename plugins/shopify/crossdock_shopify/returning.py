"""Taking back what came back: goods and money apart. A refund may put goods on sale again, give money back, or do both.

Facts: https://shopify.dev/docs/api/admin-rest (Refund).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock_shopify import inferred
from crossdock_shopify.open_lines import OpenLine, Shipment, choose
from crossdock_shopify.order_reading import held, id_of, read_order
from crossdock_shopify.refunding import body_of, given_back, require_none_before

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
REFUND_RETURN = "refund-return"
RETURNED = Resource(
    name="returned",
    title="Returned goods",
    description="What of an order came back, by SKU; whether it is sold again, and whether its money is given back.",
    key=("return",),
)
OPERATION = Operation(
    name=REFUND_RETURN,
    title="Refund a return",
    description="Takes back what was shipped of an order: on sale again at a location or not, its money given back or not.",
    resource=RETURNED.name,
    kind="refund",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/orders/{order_id}/refunds.json",
    receipt_id="refund.id",
    inferred=(inferred.SHOP_CURRENCY, inferred.SEARCHED_BY_NAME),
)


async def resolve(line: Line, message: Any) -> Document:
    """The lines that were shipped and are not refunded yet, and what the shop would give back for them.

    Raises PlatformError (hold) saying which SKU was not shipped so often, or that the return was refunded before.
    """
    of = {"order_id": await id_of(line, message)}
    order = await read_order(line, of)
    require_none_before(order, note_of(message))
    taken: Counter[int] = Counter()
    choice = choose(Shipment.of(message), _with_the_buyer(order))
    if choice.missing:
        told = ", ".join(f"{quantity} {sku}" for sku, quantity in choice.missing.items())
        raise held(
            f"has these of order {order['name']} not shipped, or refunded already: {told}",
            "See in the shop what was refunded of it. Put the quantities right and let it go on, or skip this record.",
        )
    for each in choice.taken:
        taken[each.line.order_line] += each.quantity
    lines = [
        {"line_item_id": number, "quantity": quantity, **_restocking(message)} for number, quantity in taken.items()
    ]
    currency = order[inferred.REFUND_CURRENCY]
    return {
        **of,
        "refund_line_items": lines,
        "currency": currency,
        "transactions": await given_back(line, of, lines, currency) if message["give_back"] else [],
        "restocked": {} if message.get("restock_at") is None else dict(choice.alone),
    }


def refund(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that takes back what was resolved."""
    return body_of(message, resolved, note_of(message))


def note_of(message: Any) -> str:
    """What the shop's people read at the refund; by the return's name it is told from any other."""
    return f"{message['reason']} ({message['return']})"


def _with_the_buyer(order: Document) -> list[OpenLine]:
    """What of an order was shipped, and is not refunded."""
    return [
        OpenLine(
            id=line["id"],
            fulfilment_order=0,
            location=0,
            order_line=line["id"],
            sku=line["sku"],
            quantity=line["current_quantity"] - line["fulfillable_quantity"],
        )
        for line in order["line_items"]
        if line.get("sku") and line["current_quantity"] > line["fulfillable_quantity"]
    ]


def _restocking(message: Any) -> Document:
    location = message.get("restock_at")
    if location is None:
        return {"restock_type": "no_restock"}
    return {"restock_type": "return", "location_id": int(location)}
