"""The steps in which buyers think better of it: in time, and too late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crossdock.demo.baskets import Kind
from crossdock.demo.return_steps import QUICK, STANDING
from crossdock.demo.sales import Order, Sales
from crossdock.demo.session import Session, expect

FLOW, PARCELS = "cancellations", "dispatches"
OWNER = "customer-care"
Hold = Mapping[str, Any]
_PICKED = ("Being Picked", "Pick Complete", "To Dispatch")


class CancelSteps:
    """Orders that are not wanted any more."""

    def __init__(self, session: Session, sales: Sales) -> None:
        self._session, self._sales = session, sales

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Cancel an order in time", self.cancel_in_time),
            ("Cancel one that is being picked", self.cancel_too_late),
        ]

    def cancel_in_time(self) -> str:
        self._session.pace(STANDING)
        (order,) = self._sales.sell(Kind.STANDARD)
        self._wait_for(order, "Confirmed")
        self._sales.cancel(order)
        self._wait_for(order, "Cancelled")
        return "stopped at the warehouse; its goods are free again"

    def cancel_too_late(self) -> str:
        self._session.pace(QUICK)
        (order,) = self._sales.sell(Kind.STANDARD)
        self._wait_for(order, *_PICKED)
        self._sales.cancel(order)
        held = self._held(FLOW, lambda hold: hold["key"] == str(order["id"]))
        expect(held["owner"] == OWNER, f"it waits for {held['owner']}")
        expect(bool(held["playbook"]), f"nobody is told what to do about '{held['code']}'")
        parcel = self._held(PARCELS, lambda hold: hold["object_id"] == held["object_id"])
        expect("cancelled" in parcel["message"], f"its parcel is held, since {parcel['message']}")
        return f"held as {held['code']} for {OWNER}, with a playbook; meanwhile {parcel['owner']} hears of its parcel"

    def _held(self, flow: str, is_it: Callable[[Hold], bool]) -> Hold:
        """What is held of a flow, as soon as it is."""
        holds: list[Hold] = self._session.wait_until(
            lambda: [hold for hold in self._session.get("holds")["items"] if hold["flow"] == flow and is_it(hold)],
            lambda: f"nothing of it is held in '{flow}', but {self._session.get('holds')['items']}",
        )
        return holds[0]

    def _wait_for(self, order: Order, *statuses: str) -> None:
        """Until the warehouse says one of them of the order."""

        def status() -> str:
            return str((self._sales.at_warehouse(order) or {}).get("status", "not there"))

        self._session.wait_until(lambda: status() in statuses, lambda: f"{order['name']} is {status()}")
