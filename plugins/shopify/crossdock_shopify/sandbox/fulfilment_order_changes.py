"""What people and fulfilment services do to fulfilment orders: they move, split, hold and cancel them, and ask for that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.fulfilment_orders import ACTIONS, SHIPPABLE, FulfilmentOrders
from crossdock_shopify.sandbox.inventory import NO_LOCATION
from crossdock_shopify.sandbox.refusal import Refused

Document = dict[str, Any]


class FulfilmentOrderChanges:
    """Changes of one shop's fulfilment orders; most of them end one, and begin others with new ids."""

    def __init__(self, fulfilment_orders: FulfilmentOrders, locations: Mapping[int, Document]) -> None:
        self._all, self._locations = fulfilment_orders, locations

    def move(self, number: int, sent: Any) -> Document:
        """Have another location ship all of it, or some lines. Raises Refused for what cannot be moved."""
        found = self._changeable(number)
        location: Any = sent.get("new_location_id") if isinstance(sent, dict) else None
        if location not in self._locations:
            raise Refused([NO_LOCATION])
        taken, rest = self._all.parted(found, quantities(sent.get("fulfillment_order_line_items")))
        moved = self._all.again(found, location, taken)
        remaining = self._all.again(found, found["assigned_location_id"], rest)
        self._all.end(found, "closed")
        return {
            "original_fulfillment_order": found,
            "moved_fulfillment_order": moved,
            "remaining_fulfillment_order": remaining,
        }

    def split(self, number: int, sent: Any) -> tuple[Document, Document | None]:
        """What keeps its id, and a new one with the lines that are split off. Raises Refused for what cannot be."""
        found = self._changeable(number)
        taken, rest = self._all.parted(found, quantities(sent))
        new = self._all.again(found, found["assigned_location_id"], taken)
        self._all.keep(found, rest)
        return found, new

    def hold(self, number: int, sent: Any) -> Document:
        """Ship nothing of it for now. Raises Refused for what cannot be held."""
        found = self._changeable(number)
        held = {"reason": (sent or {}).get("reason", "other"), "reason_notes": (sent or {}).get("reason_notes")}
        found.update(status="on_hold", fulfillment_holds=[held], supported_actions=["release_hold"])
        return found

    def release(self, number: int) -> Document:
        """Go on with what was held."""
        found = self._all.get(number)
        if found["status"] != "on_hold":
            raise Refused([inferred.NOT_NOW.format(status=found["status"])])
        found.update(status="open", fulfillment_holds=[], supported_actions=list(ACTIONS))
        return found

    def cancel(self, number: int) -> Document:
        """Give it back: another with a new id stands for the same goods. Raises Refused for what cannot be given back."""
        found = self._changeable(number)
        everything, _ = self._all.parted(found, {})
        replacement = self._all.again(found, found["assigned_location_id"], everything)
        self._all.end(found, "cancelled")
        return {"fulfillment_order": found, "replacement_fulfillment_order": replacement}

    def ask(self, number: int) -> Document:
        """The merchant asks whoever fulfils it to stop."""
        found = self._changeable(number)
        found.update(request_status="cancellation_requested")
        return found

    def answer(self, number: int, *, accepted: bool) -> Document:
        """Whoever fulfils it answers; what is stopped is cancelled. Raises Refused where nobody asked."""
        found = self._all.get(number)
        if found["request_status"] != "cancellation_requested":
            raise Refused([inferred.NOT_ASKED])
        found["request_status"] = "cancellation_accepted" if accepted else "cancellation_rejected"
        if accepted:
            self._all.end(found, "cancelled")
        return found

    def asked(self) -> list[Document]:
        """Those of which the merchant asks that they be stopped."""
        return [found for found in self._all.every() if found["request_status"] == "cancellation_requested"]

    def _changeable(self, number: int) -> Document:
        found = self._all.get(number)
        if found["status"] not in SHIPPABLE:
            raise Refused([inferred.NOT_NOW.format(status=found["status"])])
        return found


def quantities(sent: Any) -> dict[int, int]:
    """Of which lines of a fulfilment order how many are meant; none where all are."""
    entries = [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
    return {int(str(entry["id"]).rpartition("/")[2]): entry["quantity"] for entry in entries}
