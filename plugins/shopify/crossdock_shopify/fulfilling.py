"""Telling a shop what left the warehouse: fulfilments against today's fulfilment orders, and their tracking.

Facts: https://shopify.dev/docs/api/admin-rest (Fulfillment, FulfillmentOrder). Fulfilment orders get new ids whenever
an order is split, moved, shipped in part or given back, so they are read before every write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.open_lines import Shipment
from crossdock_shopify.order_reading import Purpose, held, read, read_order, read_waiting, take_open

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
Resolved = dict[str, Any]
SHIP = Purpose(
    verb="be shipped",
    cancelled="The parcel left all the same: have the carrier stop it, or announce its return; then skip this record.",
    closed="See in the shop whether they were shipped, refunded, edited or put on hold there. Put it right and let it go "
    "on, or skip it where the shop shows the shipment already.",
    scattered="and a fulfilment is of one",
    gather="Move the order's lines to the location that shipped them in the shop, then let it go on.",
)
DEAD = ("cancelled", "error", "failure")
"""States of a fulfilment that is none (any more)."""
STALE = ("has an unfulfillable status", "fulfillment order does not exist", "invalid fulfillment order line item")
"""How a fulfilment is refused whose fulfilment orders changed after they were read (recorded answers of real shops)."""


async def resolve_shipment(line: Line, message: Any) -> Resolved:
    """Today's fulfilment order lines for a shipment; raises PlatformError (hold) saying which SKU is not open.

    The fulfilments that were there before are noted, so that `find_fulfilment` tells ours from them.
    """
    order = await read_order(line, message)
    waiting = await read_waiting(line, message)
    choice = take_open(order, Shipment.of(message), waiting, SHIP)
    asked: dict[int, list[Document]] = {}
    shipped: Counter[str] = Counter()
    for taken in choice.taken:
        asked.setdefault(taken.line.fulfilment_order, []).append({"id": taken.line.id, "quantity": taken.quantity})
        shipped[str(taken.line.order_line)] += taken.quantity
    return {
        "line_items_by_fulfillment_order": [
            {"fulfillment_order_id": number, "fulfillment_order_line_items": lines} for number, lines in asked.items()
        ],
        "shipped": dict(shipped),
        "before": [fulfilment["id"] for fulfilment in order.get("fulfillments") or ()],
    }


async def resolve_tracking(line: Line, message: Any) -> Resolved:
    """The fulfilment to which a tracking number belongs: the one that has it, or the only one that has none.

    Raises PlatformError: to be tried again while the shipment may still be told, else for a person.
    """
    order = await read_order(line, message)
    number = message["tracking"]["number"]
    alive = _alive(order.get("fulfillments") or [])
    if told := [one for one in alive if number in _numbers(one)]:
        return {"fulfilment_id": told[0]["id"], "told": True}
    bare = [one for one in alive if not _numbers(one)]
    if len(bare) != 1:
        raise _without_place(order, number, len(bare))
    return {"fulfilment_id": bare[0]["id"], "told": False}


async def find_fulfilment(line: Line, message: Any, resolved: Mapping[str, Any]) -> str | None:
    """The id of the fulfilment that an interrupted write made; None: it made none.

    It is not of those that were there before, and ships the same lines of the order; where both name a tracking number
    it is the same.
    """
    found = await read(line, f"/orders/{message['order_id']}/fulfillments.json", "fulfillments", limit="250")
    number = (message.get("tracking") or {}).get("number")
    for fulfilment in _alive(found):
        is_new = fulfilment["id"] not in resolved["before"]
        told = _numbers(fulfilment)
        if is_new and _shipped(fulfilment) == resolved["shipped"] and (not number or not told or number in told):
            return str(fulfilment["id"])
    return None


def fulfilment(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that ships what was resolved."""
    said: Document = {"notify_customer": message["notify_customer"]}
    if message.get("tracking"):
        said["tracking_info"] = message["tracking"]
    return {"fulfillment": {"line_items_by_fulfillment_order": resolved["line_items_by_fulfillment_order"], **said}}


def tracking(message: Any, resolved: Mapping[str, Any]) -> Document:
    """The body that says how a fulfilment can be followed; a customer who was told is not told again."""
    notify = message["notify_customer"] and not resolved["told"]
    return {"fulfillment": {"tracking_info": message["tracking"], "notify_customer": notify}}


def once_more_if_stale(error: PlatformError) -> PlatformError:
    """The error of a write, to be tried again where only the fulfilment orders it named were out of date."""
    if error.uncertain or not any(words in error.message.lower() for words in STALE):
        return error
    return PlatformError(
        f"{error.message} The order changed while it was told; it is read anew.",
        kind=ErrorKind.RETRY,
        remedy="It is worth trying again later.",
        status=error.status,
    )


def _without_place(order: Document, number: str, bare: int) -> PlatformError:
    if bare:
        return held(
            f"has {bare} fulfilments of order {order['name']} without tracking, and {number} may belong to any of them",
            "Enter the number at the right one in the shop, then let it go on.",
        )
    if order.get("cancelled_at") or order.get("fulfillment_status") == "fulfilled":
        state = "is cancelled" if order.get("cancelled_at") else "has been shipped whole, under other tracking numbers"
        return held(
            f"has no fulfilment for the tracking number {number}: order {order['name']} {state}",
            "Correct the number in the shop where it replaces another one; then skip this record.",
        )
    return PlatformError(
        f"Shopify has no fulfilment of order {order['name']} yet to which the tracking number {number} could belong.",
        kind=ErrorKind.RETRY,
        remedy="See what keeps the dispatch of this order from the shop; its number follows by itself.",
    )


def _alive(fulfilments: list[Document]) -> list[Document]:
    return [one for one in fulfilments if one.get("status") not in DEAD]


def _numbers(fulfilment: Document) -> list[str]:
    return fulfilment.get("tracking_numbers") or [n for n in [fulfilment.get("tracking_number")] if n]


def _shipped(fulfilment: Document) -> dict[str, int]:
    shipped: Counter[str] = Counter()
    for line in fulfilment["line_items"]:
        shipped[str(line["id"])] += line["quantity"]
    return dict(shipped)
