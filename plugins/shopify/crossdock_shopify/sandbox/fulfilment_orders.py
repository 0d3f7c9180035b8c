"""Fulfilment orders: what is to be shipped of an order from one location.

After a part was shipped, the fulfilment order is closed and the rest stands in a new one, with new ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox import start_data
from crossdock_shopify.sandbox.catalogue import Catalogue
from crossdock_shopify.sandbox.ids import Ids, written
from crossdock_shopify.sandbox.refusal import Refused, not_found

UNKNOWN = "Fulfillment order does not exist."
BAD_QUANTITY = "Invalid fulfillment order line item quantity requested."
SHIPPABLE = ("open", "in_progress")
ACTIONS = ("create_fulfillment", "move", "hold", "split")
"""What can be done to one that is open."""
Document = dict[str, Any]


class FulfilmentOrders:
    """All of them; only open ones can be shipped."""

    def __init__(self, clock: SandboxClock, ids: Ids, catalogue: Catalogue) -> None:
        self._clock, self._ids, self._catalogue = clock, ids, catalogue
        self._fulfilment_orders: dict[int, Document] = {}

    def every(self) -> list[Document]:
        """All of all orders."""
        return [*self._fulfilment_orders.values()]

    def of(self, order: int) -> list[Document]:
        """All of an order, closed ones too."""
        return [found for found in self._fulfilment_orders.values() if found["order_id"] == order]

    def get(self, number: int) -> Document:
        """One of them; raises Refused where there is none."""
        if number not in self._fulfilment_orders:
            raise not_found()
        return self._fulfilment_orders[number]

    def get_open(self, number: Any) -> Document:
        """One that can be shipped; raises Refused for any other."""
        found = self._fulfilment_orders.get(number)
        if found is None:
            raise Refused([UNKNOWN])
        if found["status"] not in SHIPPABLE:
            raise Refused([f"Fulfillment order {number} has an unfulfillable status= {found['status']}."])
        return found

    def open_for(self, order: Document) -> None:
        """What is to be shipped of a new order, from the location of its country; gift cards ship themselves."""
        country = (order["shipping_address"] or {}).get("country_code", "")
        location = order["location_id"] or start_data.LOCATION_OF_COUNTRY.get(country, start_data.NORTH)
        wanted = [(line, line["fulfillable_quantity"]) for line in order["line_items"] if not line["gift_card"]]
        self._open(order["id"], location, wanted)

    def reopen(self, order: Document, location: int, quantities: Mapping[int, int]) -> None:
        """What a cancelled fulfilment had shipped is to be shipped again."""
        lines = [(line, quantities.get(line["id"], 0)) for line in order["line_items"]]
        self._open(order["id"], location, lines)

    def take(self, fulfilment_order: Document, quantities: Mapping[int, int]) -> dict[int, int]:
        """Ship so many of its lines, all that is left of them without any; raises Refused for what it does not have.

        Answers with the quantities by the order's own lines.
        """
        by_id = {line["id"]: line for line in fulfilment_order["line_items"]}
        taken, rest = self.parted(fulfilment_order, quantities)
        self.again(fulfilment_order, fulfilment_order["assigned_location_id"], rest)
        self._close(fulfilment_order, taken)
        return {by_id[line]["line_item_id"]: quantity for line, quantity in taken.items()}

    def parted(
        self, fulfilment_order: Document, quantities: Mapping[int, int]
    ) -> tuple[Mapping[int, int], Mapping[int, int]]:
        """What is taken of its lines, all of them without any, and what is left; raises Refused for too much."""
        has = {line["id"]: line["fulfillable_quantity"] for line in fulfilment_order["line_items"]}
        for line, quantity in quantities.items():
            if not 0 < quantity <= has.get(line, 0):
                raise Refused([BAD_QUANTITY])
        taken = dict(quantities) or has
        return taken, {line: quantity - taken.get(line, 0) for line, quantity in has.items()}

    def again(self, fulfilment_order: Document, location: int, quantities: Mapping[int, int]) -> Document | None:
        """A new one with so many of its lines, at a location; None where there are none."""
        lines = [(line, quantities.get(line["id"], 0)) for line in fulfilment_order["line_items"]]
        wanted = [(self._as_order_line(line), quantity) for line, quantity in lines]
        return self._open(fulfilment_order["order_id"], location, wanted)

    def keep(self, fulfilment_order: Document, quantities: Mapping[int, int]) -> None:
        """Leave so many of its lines in it, and no others."""
        lines = [line for line in fulfilment_order["line_items"] if quantities.get(line["id"])]
        for line in lines:
            line["quantity"] = line["fulfillable_quantity"] = quantities[line["id"]]
        fulfilment_order.update(line_items=lines, updated_at=written(self._clock.now()))

    def withdraw(self, order: int, line_item: int, quantity: int) -> int:
        """Do not ship so many of an order's line after all; how many of them had not been shipped yet."""
        withdrawn = 0
        for found in self._open_ones(order):
            for line in found["line_items"]:
                if line["line_item_id"] == line_item:
                    part = min(quantity - withdrawn, line["fulfillable_quantity"])
                    line["fulfillable_quantity"] -= part
                    line["quantity"] -= part
                    withdrawn += part
            found["line_items"] = [line for line in found["line_items"] if line["quantity"]]
            if not found["line_items"]:
                self.end(found, "closed")
        return withdrawn

    def cancel(self, order: int) -> None:
        """Ship nothing more of an order."""
        for found in self._open_ones(order):
            self.end(found, "cancelled")

    def discard(self, order: int) -> None:
        """Forget those of an order that was not placed after all."""
        for found in self.of(order):
            del self._fulfilment_orders[found["id"]]

    def _open_ones(self, order: int) -> list[Document]:
        return [found for found in self.of(order) if found["status"] not in ("closed", "cancelled")]

    def _close(self, fulfilment_order: Document, taken: Mapping[int, int]) -> None:
        lines = [line for line in fulfilment_order["line_items"] if taken.get(line["id"])]
        fulfilment_order["line_items"] = [
            {**line, "quantity": taken[line["id"]], "fulfillable_quantity": 0} for line in lines
        ]
        self.end(fulfilment_order, "closed")

    def end(self, fulfilment_order: Document, status: str) -> None:
        """Nothing can be done to it any more."""
        fulfilment_order.update(status=status, supported_actions=[], updated_at=written(self._clock.now()))

    def _as_order_line(self, line: Document) -> Document:
        return {"id": line["line_item_id"], "variant_id": line["variant_id"]}

    def _open(self, order: int, location: int, wanted: Iterable[tuple[Document, int]]) -> Document | None:
        lines = [(line, quantity) for line, quantity in wanted if quantity > 0]
        if not lines:
            return None
        new, now = self._ids.new("FulfillmentOrder"), written(self._clock.now())
        place = self._catalogue.locations[location]
        self._fulfilment_orders[new["id"]] = {
            **new,
            "order_id": order,
            "assigned_location_id": location,
            "request_status": "unsubmitted",
            "status": "open",
            "supported_actions": list(ACTIONS),
            "assigned_location": {
                "location_id": location,
                **{name: place[name] for name in ("name", "city", "zip", "country_code")},
            },
            "line_items": [self._line(new["id"], line, quantity) for line, quantity in lines],
            "fulfillment_holds": [],
            "delivery_method": {"method_type": "shipping"},
            "fulfill_at": now,
            "created_at": now,
            "updated_at": now,
        }
        return self._fulfilment_orders[new["id"]]

    def _line(self, fulfilment_order: int, line: Document, quantity: int) -> Document:
        variant = self._catalogue.variants.get(line["variant_id"])
        return {
            "id": self._ids.new("FulfillmentOrderLineItem")["id"],
            "fulfillment_order_id": fulfilment_order,
            "line_item_id": line["id"],
            "variant_id": line["variant_id"],
            "inventory_item_id": variant["inventory_item_id"] if variant else None,
            "quantity": quantity,
            "fulfillable_quantity": quantity,
        }
