"""Fulfilments: shipments of an order from one location, against its fulfilment orders as they are today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.fulfilment_orders import BAD_QUANTITY
from crossdock_shopify.sandbox.ids import written
from crossdock_shopify.sandbox.orders import Orders, Parts
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found

Document = dict[str, Any]


class Fulfilments:
    """All shipments; they stand in their orders."""

    def __init__(self, parts: Parts, orders: Orders) -> None:
        self._parts, self._orders = parts, orders
        self._fulfilments: dict[int, Document] = {}

    def every(self) -> list[Document]:
        """All of them."""
        return list(self._fulfilments.values())

    def get(self, number: int) -> Document:
        """One of them; raises Refused where there is none."""
        if number not in self._fulfilments:
            raise not_found()
        return self._fulfilments[number]

    def create(self, sent: Any) -> Document:
        """Ship; raises Refused where a fulfilment order cannot be shipped so."""
        if not isinstance(sent, dict):
            raise missing("fulfillment")
        asked = self._asked(sent.get("line_items_by_fulfillment_order"))
        chosen = [fulfilment_order for fulfilment_order, _ in asked]
        _check_location(chosen)
        if len({found["order_id"] for found in chosen}) > 1:
            raise Refused([inferred.ONE_ORDER])
        _check_quantities(asked)
        order = self._orders.get(chosen[0]["order_id"])
        taken: Counter[int] = Counter()
        for fulfilment_order, quantities in asked:
            taken.update(self._parts.fulfilment_orders.take(fulfilment_order, quantities))
        fulfilment = self._new(order, chosen[0]["assigned_location_id"], taken, sent.get("tracking_info"))
        self._ship(order, taken, 1)
        self._parts.webhooks.send("fulfillments/create", fulfilment)
        waiting = any(line["fulfillable_quantity"] for line in order["line_items"] if not line["gift_card"])
        self._orders.touch(order, "orders/partially_fulfilled" if waiting else "orders/fulfilled")
        return fulfilment

    def track(self, number: int, sent: Any) -> Document:
        """Say how a shipment can be followed; raises Refused where it was cancelled."""
        fulfilment = self.get(number)
        if not isinstance(sent, dict):
            raise missing("fulfillment")
        if fulfilment["status"] == "cancelled":
            raise Refused([inferred.CANCELLED_FULFILMENT])
        fulfilment.update(_tracking(sent.get("tracking_info")))
        return self._changed(fulfilment)

    def cancel(self, number: int) -> Document:
        """Take a shipment back: its goods are to be shipped again, in a new fulfilment order."""
        fulfilment = self.get(number)
        if fulfilment["status"] == "cancelled":
            raise Refused([inferred.CANCELLED_FULFILMENT])
        order = self._orders.get(fulfilment["order_id"])
        quantities = {line["id"]: line["quantity"] for line in fulfilment["line_items"]}
        fulfilment["status"] = "cancelled"
        self._ship(order, quantities, -1)
        self._parts.fulfilment_orders.reopen(order, fulfilment["location_id"], quantities)
        return self._changed(fulfilment)

    def _asked(self, sent: Any) -> list[tuple[Document, dict[int, int]]]:
        entries = [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
        if not entries:
            raise missing("line_items_by_fulfillment_order")
        numbers = [entry.get("fulfillment_order_id") for entry in entries]
        if len(set(map(str, numbers))) < len(numbers):
            raise Refused([BAD_QUANTITY])
        found = [self._parts.fulfilment_orders.get_open(number) for number in numbers]
        return [
            (one, _quantities(entry.get("fulfillment_order_line_items")))
            for one, entry in zip(found, entries, strict=True)
        ]

    def _ship(self, order: Document, quantities: Mapping[int, int], sign: int) -> None:
        for line in order["line_items"]:
            quantity = sign * quantities.get(line["id"], 0)
            line["fulfillable_quantity"] -= quantity
            left = line["fulfillable_quantity"]
            line["fulfillment_status"] = (
                None if left >= line["current_quantity"] else "partial" if left else "fulfilled"
            )
            place = self._orders.claimed(order["id"], line["id"])
            if place is not None:
                self._parts.inventory.ship(*place, quantity)

    def _new(self, order: Document, location: int, taken: Mapping[int, int], tracking: Any) -> Document:
        now = written(self._parts.clock.now())
        lines = [
            {**line, "quantity": taken[line["id"]], "fulfillment_status": "fulfilled"}
            for line in order["line_items"]
            if taken.get(line["id"])
        ]
        fulfilment = {
            **self._parts.ids.new("Fulfillment"),
            "order_id": order["id"],
            "name": f"{order['name']}.{len(order['fulfillments']) + 1}",
            "status": "success",
            "shipment_status": None,
            "location_id": location,
            "service": "manual",
            **_tracking(tracking),
            "line_items": lines,
            "origin_address": None,
            "receipt": {},
            "created_at": now,
            "updated_at": now,
        }
        order["fulfillments"].append(fulfilment)
        self._fulfilments[fulfilment["id"]] = fulfilment
        return fulfilment

    def _changed(self, fulfilment: Document) -> Document:
        fulfilment["updated_at"] = written(self._parts.clock.now())
        self._parts.webhooks.send("fulfillments/update", fulfilment)
        self._orders.touch(self._orders.get(fulfilment["order_id"]))
        return fulfilment


def _quantities(sent: Any) -> dict[int, int]:
    entries = [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
    wanted = {entry.get("id"): entry.get("quantity") for entry in entries}
    if len(wanted) < len(entries):
        raise Refused([BAD_QUANTITY])
    return {line: q if isinstance(q, int) else 0 for line, q in wanted.items() if isinstance(line, int)}


def _check_location(chosen: list[Document]) -> None:
    locations = sorted({found["assigned_location_id"] for found in chosen})
    if len(locations) > 1:
        listed = ", ".join(map(str, locations))
        raise Refused(
            [
                f"All fulfillment orders must be assigned to a single location. Multiple locations with ids [{listed}] were found."
            ]
        )


def _check_quantities(asked: list[tuple[Document, dict[int, int]]]) -> None:
    """All of them, before any is taken."""
    for fulfilment_order, quantities in asked:
        left = {line["id"]: line["fulfillable_quantity"] for line in fulfilment_order["line_items"]}
        if any(not 0 < quantity <= left.get(line, 0) for line, quantity in quantities.items()):
            raise Refused([BAD_QUANTITY])


def _tracking(sent: Any) -> Document:
    given = sent if isinstance(sent, dict) else {}
    numbers = given.get("numbers") or [number for number in [given.get("number")] if number]
    urls = given.get("urls") or [url for url in [given.get("url")] if url]
    return {
        "tracking_company": given.get("company"),
        "tracking_number": numbers[0] if numbers else None,
        "tracking_numbers": numbers,
        "tracking_url": urls[0] if urls else None,
        "tracking_urls": urls,
    }
