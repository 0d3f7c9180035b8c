"""The steps that bring orders from the shop to the warehouse: once each, whatever happens on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from crossdock.demo.baskets import FIRST, HELD, NEVER_PACKED, UNKNOWN_OPTION, Kind
from crossdock.demo.evidence import all_flows
from crossdock.demo.promises import STATES, equation_faults
from crossdock.demo.sales import Sales, number_of
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.demo.seed_flow import FLOW
from crossdock.demo.session import SETTLE_SECONDS, Session, expect

_PAUSE = 0.1
_PROJECT = f"/api/v1/projects/{PROJECT}"
_SUBMIT = "*/websubmit"
_MANY = (*(kind for kind in FIRST if kind not in HELD), Kind.PARTLY_DIGITAL, Kind.REPEATED_SKU, *[Kind.STANDARD] * 7)
"""Twenty orders, three of which nobody may ever pick."""
_STORM = 5
"""So many calls are answered with 429."""


class OrderSteps:
    """The orders that were sold, and what is to be at the warehouse."""

    def __init__(self, session: Session, sales: Sales) -> None:
        self._session, self._sales = session, sales

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Sell twenty orders, one told twice", self.sell_many),
            ("Hold an order, release it by a row", self.hold_and_release),
            ("Time out after the write", self.time_out),
            ("A storm of 429", self.throttle),
        ]

    def last_steps(self) -> list[tuple[str, Callable[[], str]]]:
        """What must be true at the end, whatever happened."""
        return [
            ("Look into the warehouse", self.look_into_warehouse),
            ("Check the equation", self.check_equation),
            ("Trace an order", self.trace),
        ]

    def sell_many(self) -> str:
        self._session.control("shopify", "switches", {"repeat_every": len(_MANY)})
        self._sales.sell(*_MANY)
        self._session.control("shopify", "switches", {"repeat_every": 0})
        counts = self._settled()
        expect(counts["duplicates"] > 0, "one order was told twice, and nobody noticed")
        return f"{counts['delivered']} delivered, {counts['filtered']} filtered, {counts['duplicates']} told twice"

    def hold_and_release(self) -> str:
        (order,) = self._sales.sell(Kind.UNKNOWN_OPTION)
        self._settled(held=1)
        (hold,) = self._session.get("holds")["items"]
        expect(hold["code"] == "lookup-miss", f"the code is {hold['code']}")
        expect(number_of(order) not in self._warehouse(), "the warehouse has an order that is held")
        row = {"keys": [UNKNOWN_OPTION[0]], "values": ["DPD", "Next Day 1300"], "reason": "Agreed with the warehouse."}
        rows = f"{_PROJECT}/lookups/delivery-options/rows"
        self._session.ask("POST", rows, self._session.operator, json=row, status=(200, 201))
        self._settled()
        return "held as lookup-miss, delivered after one row was added"

    def time_out(self) -> str:
        fault = {"kind": "timeout", "after_write": True, "next": 1, "seconds": 1, "path": _SUBMIT}
        self._session.control("seko", "faults", fault)
        self._sales.sell(Kind.STANDARD)
        self._settled()
        expect(not self._faults(), "the time-out did not happen")
        return "written without an answer; recognised there, and no second one made"

    def throttle(self) -> str:
        fault = {"kind": "throttle", "next": _STORM, "seconds": 1, "path": _SUBMIT}
        self._session.control("seko", "faults", fault)
        self._sales.sell(Kind.STANDARD, Kind.MULTI_LINE, Kind.BUNDLE)
        self._settled()
        expect(not self._faults(), "not all of the storm came")
        return f"{_STORM} calls answered with 429, all three orders delivered"

    def look_into_warehouse(self) -> str:
        wanted = {number for number, kind in self._sales.kinds.items() if kind not in NEVER_PACKED}
        there = self._warehouse()
        missing, strange = wanted - set(there), set(there) - wanted
        expect(not missing and not strange, f"missing: {sorted(missing)}; not to be there: {sorted(strange)}")
        return f"{len(there)} orders, each once; {len(self._sales.kinds) - len(there)} never to be picked are not there"

    def check_equation(self) -> str:
        self._settled()
        flows = {flow: self._session.get(f"flows/{flow}/counts") for flow in all_flows(self._session)}
        wrong = [fault for flow, counts in flows.items() for fault in equation_faults(flow, counts)]
        expect(not wrong, "; ".join(wrong))
        received = sum(counts["received"] for counts in flows.values())
        parts = [f"{sum(counts[state] for counts in flows.values())} {state}" for state in STATES]
        return f"{len(flows)} flows: {received} received = {' + '.join(parts)}"

    def trace(self) -> str:
        number = next(number for number, kind in self._sales.kinds.items() if kind is Kind.GIFT)
        place = ("--project", PROJECT, "--environment", ENVIRONMENT, "--server", self._session.note.url)
        said = self._session.run("trace", f"#{number}", *place, environ={"CROSSDOCK_TOKEN": self._session.operator})
        expect("delivered" in said, f"the story of #{number} does not tell that it was delivered: {said}")
        return f"the story of #{number} in {len(said.splitlines())} lines"

    def _settled(self, held: int = 0) -> dict[str, Any]:
        """The counts, once every order that was sold has come to where it should be; raises Failed where it does not."""
        filtered = sum(kind in NEVER_PACKED for kind in self._sales.kinds.values())
        wanted = {
            "received": len(self._sales.kinds),
            "delivered": len(self._sales.kinds) - filtered - held,
            "held": held,
            "filtered": filtered,
            "failed": 0,
            "in_flight": 0,
        }
        until = time.monotonic() + SETTLE_SECONDS
        counts: dict[str, Any] = {}
        while time.monotonic() < until:
            counts = self._session.get(f"flows/{FLOW}/counts")
            if all(counts[name] == count for name, count in wanted.items()):
                return counts
            time.sleep(_PAUSE)
        apart = {name: counts.get(name) for name, count in wanted.items() if counts.get(name) != count}
        held_for = [f"{hold['key']} {hold['code']}: {hold['message']}" for hold in self._session.get("holds")["items"]]
        expect(False, f"it came to {apart} instead of {wanted}. Held: {held_for}")
        return counts

    def _warehouse(self) -> dict[str, int]:
        """Numbers of the orders it has, and how often each was sent to it."""
        orders = self._session.control("seko", "state")["orders"]
        return {order["id"]: order["received"] for order in orders}

    def _faults(self) -> list[Any]:
        """Trouble that is still to come."""
        faults: list[Any] = self._session.control("seko", "faults")["faults"]
        return faults
