"""What must be so at every moment of a long run, however much trouble there is.

Each promise looks at the evidence and tells what breaks it. What takes time to come round is asked of what was there
long enough: `seen` says since when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from crossdock.demo.baskets import NEVER_PACKED
from crossdock.demo.evidence import Entry, Evidence

ORDERS, DISPATCHES, CANCELLATIONS = "orders", "dispatches", "cancellations"
SINGLE = (ORDERS, DISPATCHES, CANCELLATIONS)
"""Flows whose records are looked at one by one."""
KNOWN_WITHIN = timedelta(seconds=240)
"""So long may a sweep take to find what was never told."""
OVERDUE = timedelta(seconds=180)
"""So late may a record be worked on."""
NO_STOCK = "has no free stock"
"""How the warehouse refuses an order that takes more than there is."""
_RESENT = re.compile(r"-R[0-9]+$")
STATES = ("delivered", "held", "filtered", "failed", "in_flight")


class Seen:
    """Since when things are known to be there."""

    def __init__(self) -> None:
        self._since: dict[str, datetime] = {}
        self._due: set[str] = set()

    def for_long(self, kind: str, name: str, at: datetime) -> bool:
        """Whether it was there long enough; notes it where it is new."""
        since = self._since.setdefault(f"{kind} {name}", at)
        return kind in self._due or at - since > KNOWN_WITHIN

    def expect_all(self, *kinds: str) -> None:
        """Everything of some kinds was there long enough: nothing is lost any more, and all lists were read since."""
        self._due.update(kinds)


Promise = Callable[[Evidence, Seen], Iterator[str]]


def equation_holds(evidence: Evidence, _: Seen) -> Iterator[str]:
    for flow, counts in evidence.counts.items():
        yield from equation_faults(flow, counts)


def equation_faults(flow: str, counts: Mapping[str, Any]) -> Iterator[str]:
    """Where a flow's counts contradict each other, or its journal."""
    if counts["received"] != sum(counts[state] for state in STATES):
        yield f"{flow}: {counts['received']} received are not {[counts[state] for state in STATES]}"
    if counts["deliveries"] != counts["received"] + counts["duplicates"] + counts["rejected"]:
        yield f"{flow}: {counts['deliveries']} messages came, and {dict(counts)} is told of them"
    if not counts["journal_agrees"]:
        yield f"{flow}: the journal tells other numbers than {dict(counts)}"


def orders_are_sent_once(evidence: Evidence, _: Seen) -> Iterator[str]:
    """Each order at the warehouse is one of the shop's, and none that nobody may ever pack."""
    sold = {_number(order): order for order in evidence.shop["orders"]}
    for there in evidence.warehouse["orders"]:
        order = sold.get(_RESENT.sub("", there["id"]))
        if order is None:
            if there["id"] in _later_than(evidence):
                continue
            yield f"the warehouse has an order {there['id']} that the shop does not have"
        elif any(kind in order["tags"].split(", ") for kind in NEVER_PACKED):
            yield f"the warehouse has the order {there['id']}, which is {order['tags']}"
        elif there["reference"] != order["id"]:
            yield f"the order {there['id']} at the warehouse is of {there['reference']}, not of {order['id']}"


def dispatches_are_told_once(evidence: Evidence, _: Seen) -> Iterator[str]:
    """One fulfilment for a dispatch, and none without one."""
    left: dict[str, list[Entry]] = {}
    for dispatch in evidence.warehouse["dispatches"]:
        left.setdefault(_RESENT.sub("", dispatch["order"]), []).append(dispatch)
    told: dict[str, list[Entry]] = {}
    for fulfilment in evidence.shop["fulfilments"]:
        if fulfilment["status"] == "success":
            told.setdefault(fulfilment["order"], []).append(fulfilment)
    for order in evidence.shop["orders"]:
        dispatches, fulfilments = left.get(_number(order), []), told.get(order["id"], [])
        if len(fulfilments) > len(dispatches):
            yield f"{order['name']} left in {len(dispatches)} dispatches and has {len(fulfilments)} fulfilments"
        numbers = Counter(number for one in fulfilments for number in one["tracking_numbers"])
        if any(count > 1 for count in numbers.values()):
            yield f"{order['name']} has a tracking number at several fulfilments: {dict(numbers)}"
        if strange := set(numbers) - {dispatch["tracking"] for dispatch in dispatches}:
            yield f"{order['name']} has tracking numbers that are none of its own: {sorted(strange)}"


def refunds_are_made_once(evidence: Evidence, _: Seen) -> Iterator[str]:
    """At most one for each dispatch that was short."""
    made = Counter(refund["order"] for refund in evidence.shop["refunds"])
    short = Counter(
        _RESENT.sub("", dispatch["order"])
        for dispatch in evidence.warehouse["dispatches"]
        if any(line["short"] for line in dispatch["lines"])
    )
    for order in evidence.shop["orders"]:
        if made[order["id"]] > short[_number(order)]:
            yield f"{order['name']} was refunded {made[order['id']]} times for {short[_number(order)]} short dispatches"


def orders_are_not_forgotten(evidence: Evidence, seen: Seen) -> Iterator[str]:
    known = evidence.records_of(ORDERS)
    there = {order["id"] for order in evidence.warehouse["orders"]}
    for order in evidence.shop["orders"]:
        if not seen.for_long("order", order["id"], evidence.at):
            continue
        record = known.get(order["id"])
        if record is None:
            yield f"nothing is known of the order {order['name']}"
        elif record["state"] == "delivered" and _number(order) not in there:
            yield f"{order['name']} is said to be delivered, and the warehouse does not have it"
        else:
            yield from _unlooked(record, evidence, order["name"])


def dispatches_are_not_forgotten(evidence: Evidence, seen: Seen) -> Iterator[str]:
    """Each has its record, or stands among those that a sweep found and nobody was told of."""
    known = evidence.records_of(DISPATCHES)
    marks = sum(hold["flow"] == DISPATCHES and not hold["key"] for hold in evidence.holds)
    unknown: list[str] = []
    for dispatch in evidence.warehouse["dispatches"]:
        if not seen.for_long("dispatch", dispatch["id"], evidence.at):
            continue
        record = known.get(dispatch["id"])
        if record is None:
            unknown.append(dispatch["id"])
        else:
            yield from _unlooked(record, evidence, f"the dispatch {dispatch['id']}")
    if len(unknown) > marks:
        yield f"{len(unknown)} dispatches are not known, and {marks} are said to be missing: {', '.join(unknown[:5])}"


def cancellations_are_not_forgotten(evidence: Evidence, seen: Seen) -> Iterator[str]:
    known = evidence.records_of(CANCELLATIONS)
    for order in evidence.shop["orders"]:
        if not order["cancelled_at"] or not seen.for_long("cancellation", order["id"], evidence.at):
            continue
        record = known.get(order["id"])
        if record is None:
            yield f"nothing is known of the cancellation of {order['name']}"
        else:
            yield from _unlooked(record, evidence, f"the cancellation of {order['name']}")


def nothing_is_oversold(evidence: Evidence, _: Seen) -> Iterator[str]:
    """The shop never shows less than nothing, and the warehouse never lacks what was sold."""
    for level in evidence.shop["stock"]:
        if level["available"] < 0:
            yield f"the shop shows {level['available']} of {level['sku']}"
    for hold in evidence.holds:
        if hold["flow"] == ORDERS and NO_STOCK in hold["message"]:
            yield f"{hold['key']}: {hold['message']}"


PROMISES: Mapping[str, Promise] = {
    "The equation holds, and the journal agrees": equation_holds,
    "No order is sent twice, or that must not be": orders_are_sent_once,
    "No dispatch is told twice": dispatches_are_told_once,
    "No refund is made twice": refunds_are_made_once,
    "Nothing is oversold": nothing_is_oversold,
    "No order is forgotten": orders_are_not_forgotten,
    "No dispatch is forgotten": dispatches_are_not_forgotten,
    "No cancellation is forgotten": cancellations_are_not_forgotten,
}


def _unlooked(record: Mapping[str, Any], evidence: Evidence, what: str) -> Iterator[str]:
    """Where a record has neither an outcome nor a hold nor a time at which it is worked on.

    One that waits for an earlier record of its object, which is held, is worked on when a person has decided.
    """
    if record["state"] == "held" and record["id"] not in {hold["record"] for hold in evidence.holds}:
        yield f"{what} is held, and nobody can see it"
    waited_for = {hold["object_id"] for hold in evidence.holds}
    if record["state"] == "in-flight" and record["object_id"] not in waited_for:
        due = record.get("due_at")
        if due is None or evidence.at - datetime.fromisoformat(due) > OVERDUE:
            yield f"{what} is in flight and was due at {due}: {record.get('reason')}"


def _number(order: Mapping[str, Any]) -> str:
    return str(order["name"]).removeprefix("#")


def _later_than(evidence: Evidence) -> set[str]:
    """Orders at the warehouse that were sold after the shop was asked."""
    latest = max((int(_number(order)) for order in evidence.shop["orders"]), default=0)
    return {there["id"] for there in evidence.warehouse["orders"] if int(_RESENT.sub("", there["id"])) > latest}
