"""The steps that bring what the warehouse did back to the shop: dispatches, short ones, and tracking, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crossdock.demo.baskets import Kind
from crossdock.demo.sales import Order, Sales, number_of
from crossdock.demo.session import Session, expect

QUICK, STANDING = 600, 1
"""Paces of the warehouse: an order leaves after ten seconds, and not before the check is over."""
DISPATCHES, TRACKING, RESTS = "dispatches", "tracking", "rests-refund"


class ReturnSteps:
    """What left the warehouse, and what the shop says of it."""

    def __init__(self, session: Session, sales: Sales) -> None:
        self._session, self._sales = session, sales
        self._tracked: Order = {}

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Ship two orders, tell the shop", self.ship),
            ("Find one piece short, decide on it", self.ship_short),
            ("Tell the tracking before the dispatch", self.track_first),
        ]

    def ship(self) -> str:
        self._session.pace(QUICK)
        orders = self._sales.sell(Kind.STANDARD, Kind.BUNDLE)
        told = [self._fulfilment_of(order) for order in orders]
        for order, fulfilment in zip(orders, told, strict=True):
            left = self._dispatch_of(order)
            expect(fulfilment["tracking_numbers"] == [left["tracking"]], f"{fulfilment} does not tell {left}")
            expect(fulfilment["tracking_company"] == "Royal Mail", f"the carrier is {fulfilment['tracking_company']}")
        return f"both fulfilled, with {told[0]['tracking_company']} and {told[0]['tracking_numbers'][0]}"

    def ship_short(self) -> str:
        (order,) = self._sales.sell(Kind.REPEATED_SKU)
        there = self._sales.arrive(order)
        short = {"order": there["id"], "product": there["lines"][0]["product"], "quantity": 1}
        self._session.control("seko", "short-picks", short)
        fulfilment = self._fulfilment_of(order)
        shipped = sum(line["quantity"] for line in fulfilment["line_items"])
        expect(shipped == 1, f"the shop was told of {shipped} pieces")
        self._decide(self._held(RESTS, "short-pick"), RestDecision="refund")
        self._session.wait_until(
            lambda: self._sales.made("refunds", order), lambda: f"the rest of {order['name']} is not refunded"
        )
        refund = self._sales.in_shop(order)["refunds"]
        expect(len(refund) == 1, f"{order['name']} has {len(refund)} refunds")
        return "1 of 2 pieces told as shipped; the rest waited for a person, then was refunded once"

    def track_first(self) -> str:
        self._session.control("seko", "switches", {"tracking_in_dispatch": False})
        self._session.post(f"flows/{DISPATCHES}/pause", {"reason": "The tracking shall come first."})
        (self._tracked,) = self._sales.sell(Kind.STANDARD)
        self._session.wait_until(
            lambda: [one for one in self._in_flight(TRACKING) if number_of(self._tracked) in one["key"]],
            lambda: f"no tracking of {self._tracked['name']} waits for its dispatch",
        )
        self._session.post(f"flows/{DISPATCHES}/resume", {"reason": "It has."})
        number = self._session.wait_until(
            lambda: [
                number for one in self._sales.made("fulfilments", self._tracked) for number in one["tracking_numbers"]
            ],
            lambda: f"the shop has no tracking number for {self._tracked['name']}",
        )
        self._session.control("seko", "switches", {"tracking_in_dispatch": True})
        return f"it waited for its dispatch, then the shop was told {number[0]}"

    def _fulfilment_of(self, order: Order) -> Mapping[str, Any]:
        self._session.wait_until(
            lambda: self._sales.made("fulfilments", order), lambda: f"{order['name']} was not fulfilled in the shop"
        )
        made = self._sales.in_shop(order)["fulfillments"]
        expect(len(made) == 1, f"{order['name']} has {len(made)} fulfilments for one dispatch")
        fulfilment: Mapping[str, Any] = made[0]
        return fulfilment

    def _dispatch_of(self, order: Order) -> Mapping[str, Any]:
        dispatches = self._session.control("seko", "state")["dispatches"]
        found: Mapping[str, Any] = next(one for one in dispatches if one["order"] == number_of(order))
        return found

    def _held(self, flow: str, code: str) -> Mapping[str, Any]:
        holds = self._session.wait_until(
            lambda: [one for one in self._session.get("holds")["items"] if (one["flow"], one["code"]) == (flow, code)],
            lambda: f"nothing is held as {code} in '{flow}', but {self._session.get('holds')['items']}",
        )
        expect(len(holds) == 1, f"{len(holds)} records are held as {code}")
        hold: Mapping[str, Any] = holds[0]
        return hold

    def _decide(self, hold: Mapping[str, Any], **fields: str) -> None:
        """What a person does on the hold's page: add a field to the message, and let it go on."""
        payload = self._session.get(f"records/{hold['record']}/payload")["original"]
        self._session.post(f"holds/{hold['record']}/edit", {"payload": {**payload, **fields}, "reason": "Decided."})

    def _in_flight(self, flow: str) -> list[Mapping[str, Any]]:
        records: list[Mapping[str, Any]] = self._session.get(f"records?flow={flow}&state=in-flight")["items"]
        return records
