"""Orders: placed through the API or by a buyer, changed and cancelled; and what follows from each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.catalogue import Catalogue
from crossdock_shopify.sandbox.fulfilment_orders import FulfilmentOrders
from crossdock_shopify.sandbox.ids import Ids, written
from crossdock_shopify.sandbox.inventory import Inventory
from crossdock_shopify.sandbox.money import amount_of
from crossdock_shopify.sandbox.order_document import new_order
from crossdock_shopify.sandbox.payments import Payments, payment_status
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found
from crossdock_shopify.sandbox.switches import ShopifySwitches
from crossdock_shopify.sandbox.totals import current_totals
from crossdock_shopify.sandbox.webhooks import Webhooks

CHANGEABLE = ("note", "note_attributes", "tags", "email", "phone", "shipping_address")
REASONS = ("customer", "inventory", "fraud", "declined", "other", "staff")
BYPASS, IGNORE, OBEY = "bypass", "decrement_ignoring_policy", "decrement_obeying_policy"
Document = dict[str, Any]


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What of the shop an order touches."""

    clock: SandboxClock
    switches: ShopifySwitches
    made_before: int
    ids: Ids
    catalogue: Catalogue
    inventory: Inventory
    webhooks: Webhooks
    payments: Payments
    fulfilment_orders: FulfilmentOrders


class Orders:
    """All orders of the shop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._orders: dict[int, Document] = {}
        self._claims: dict[int, dict[int, tuple[int, int]]] = {}

    def chosen(self, filters: Mapping[str, str]) -> list[Document]:
        """Those of a status (open ones, unless told otherwise), and of other statuses that were asked for."""
        status = filters.get("status", "open")
        found = [order for order in self._orders.values() if status in ("any", _state(order))]
        for field in ("financial_status", "fulfillment_status"):
            wanted = filters.get(field, "any")
            found = [order for order in found if wanted in ("any", order[field] or "unfulfilled")]
        return found

    def get(self, number: int) -> Document:
        """One order; raises Refused where there is none."""
        if number not in self._orders:
            raise not_found()
        return self._orders[number]

    def create(self, sent: Any, *, by_buyer: bool = False) -> Document:
        """Place an order; raises Refused where it cannot be.

        A buyer pays and claims stock at once, and cannot have what is sold out; the API does neither unless told to.
        """
        if not isinstance(sent, dict):
            raise missing("order")
        if not by_buyer:
            self._check_pace()
        behaviour = _behaviour(sent, by_buyer=by_buyer)
        status = payment_status(sent, paid=by_buyer)
        parts, now = self._parts, written(self._parts.clock.now())
        order = new_order(sent, parts.catalogue, parts.ids, now, number=parts.made_before + len(self._orders) + 1)
        parts.fulfilment_orders.open_for(order)
        try:
            self._claim(order, behaviour)
        except Refused:
            parts.fulfilment_orders.discard(order["id"])
            raise
        parts.payments.open(order, status, by_buyer=by_buyer)
        self._orders[order["id"]] = order
        self._tell(order, "orders/create")
        if status == "paid":
            self._tell(order, "orders/paid")
        return order

    def change(self, number: int, sent: Any) -> Document:
        """Change what may be changed; lines may not."""
        order = self.get(number)
        if not isinstance(sent, dict):
            raise missing("order")
        order.update({name: sent[name] for name in CHANGEABLE if name in sent})
        self.touch(order)
        return order

    def cancel(self, number: int, sent: Mapping[str, Any]) -> Document:
        """Cancel an order nothing of which is shipped; raises Refused for any other."""
        order, parts = self.get(number), self._parts
        if order["cancelled_at"] is not None:
            raise Refused("Cannot cancel an order that has already been canceled")
        if any(fulfilment["status"] == "success" for fulfilment in order["fulfillments"]):
            raise Refused("Cannot cancel an order that has outstanding fulfillments")
        reason = sent.get("reason") or "other"
        if reason not in REASONS:
            raise Refused({"reason": ["is not included in the list"]})
        amount = amount_of(sent["amount"], "amount") if sent.get("amount") is not None else Decimal(0)
        parts.payments.check_refund(order, amount)
        parts.fulfilment_orders.cancel(number)
        self._unclaim(order, restock=sent.get("restock") is True)
        for line in order["line_items"]:
            line["fulfillable_quantity"] = 0
        parts.payments.give_back(order, amount)
        order.update(cancelled_at=written(parts.clock.now()), cancel_reason=reason)
        self.touch(order, "orders/cancelled")
        return order

    def touch(self, order: Document, *topics: str) -> None:
        """Bring an order up to date after a change, and tell everyone."""
        order.update(current_totals(order))
        order["fulfillment_status"] = _fulfilment_status(order)
        order["financial_status"] = self._parts.payments.status(order)
        order["updated_at"] = written(self._parts.clock.now())
        for topic in ("orders/updated", *topics):
            self._tell(order, topic)

    def claimed(self, order: int, line_item: int) -> tuple[int, int] | None:
        """Inventory item and location that a line has claimed stock of; None where it claimed none."""
        return self._claims[order].get(line_item)

    def _check_pace(self) -> None:
        most = self._parts.switches.orders_a_minute
        since = written(self._parts.clock.now() - timedelta(minutes=1))
        if most and sum(order["created_at"] > since for order in self._orders.values()) >= most:
            raise Refused(inferred.THROTTLED, 429)

    def _claim(self, order: Document, behaviour: str) -> None:
        wanted = self._stocked(order) if behaviour != BYPASS else {}
        needed: dict[tuple[int, int], int] = {}
        for line, (place, quantity) in wanted.items():
            needed[place] = needed.get(place, 0) + quantity
            level = self._parts.inventory.find(*place)
            if behaviour == OBEY and level is not None and level.available < needed[place]:
                raise Refused({"line_items": [f"{inferred.SOLD_OUT} (line item {line})"]})
        self._claims[order["id"]] = {line: place for line, (place, _) in wanted.items()}
        for place, quantity in wanted.values():
            self._commit(place, quantity)

    def _stocked(self, order: Document) -> dict[int, tuple[tuple[int, int], int]]:
        """The lines that claim stock: where, and how much."""
        return {
            line["line_item_id"]: ((line["inventory_item_id"], found["assigned_location_id"]), line["quantity"])
            for found in self._parts.fulfilment_orders.of(order["id"])
            for line in found["line_items"]
            if self._parts.inventory.find(line["inventory_item_id"], found["assigned_location_id"])
        }

    def _unclaim(self, order: Document, *, restock: bool) -> None:
        for line in order["line_items"]:
            place = self.claimed(order["id"], line["id"])
            if place is not None and restock:
                self._commit(place, -line["fulfillable_quantity"])
            elif place is not None:
                self._parts.inventory.ship(*place, line["fulfillable_quantity"])
            if restock:
                line["current_quantity"] -= line["fulfillable_quantity"]

    def _commit(self, place: tuple[int, int], quantity: int) -> None:
        level = self._parts.inventory.commit(*place, quantity, written(self._parts.clock.now()))
        if level is not None and quantity:
            self._parts.webhooks.send("inventory_levels/update", level.document())

    def _tell(self, order: Document, topic: str) -> None:
        self._parts.webhooks.send(topic, order)


def _behaviour(sent: Document, *, by_buyer: bool) -> str:
    """What an order does to stock; raises Refused for what is none of these."""
    behaviour = sent.get("inventory_behaviour", OBEY if by_buyer else BYPASS)
    if behaviour not in (BYPASS, IGNORE, OBEY):
        raise Refused({"inventory_behaviour": ["is not included in the list"]})
    return str(behaviour)


def _state(order: Document) -> str:
    if order["cancelled_at"] is not None:
        return "cancelled"
    return "open" if order["closed_at"] is None else "closed"


def _fulfilment_status(order: Document) -> str | None:
    """Of the order, by what was shipped of its lines and what is still to be."""
    shipped = any(fulfilment["status"] == "success" for fulfilment in order["fulfillments"])
    waiting = any(line["fulfillable_quantity"] for line in order["line_items"] if not line["gift_card"])
    if not shipped:
        return None
    return "partial" if waiting else "fulfilled"
