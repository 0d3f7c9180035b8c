"""Customer orders: taken in at once, shown later, taken twice; each becomes one sales order for every facility it needs.

An item that is not there makes a line without one, and without a service the order stays in Review.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.resource import at
from crossdock_deposco.sandbox import checks, start_data
from crossdock_deposco.sandbox.checks import ADDRESS, CONTACT
from crossdock_deposco.sandbox.orders import Order
from crossdock_deposco.sandbox.refusal import Refused, not_found
from crossdock_deposco.sandbox.requests import Request
from crossdock_deposco.states import CANCELED

if TYPE_CHECKING:
    from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]
WHERE = "customerOrder"


class CustomerOrder(msgspec.Struct, kw_only=True):
    """One that shows."""

    id: int
    document: Record
    lines: list[Record]
    created_at: str
    children: list[Order] = []

    @property
    def status(self) -> str:
        """Worked out from what its sales orders are doing."""
        if not self.document.get("shipVia"):
            return "Review"
        states = {child.status for child in self.children}
        if not states or states == {CANCELED}:
            return CANCELED if states else "Back Ordered"
        return "Complete" if states <= {"Ship Complete", CANCELED} else "InFulfillment"


class CustomerOrders:
    """All that show."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self.all: dict[int, CustomerOrder] = {}

    def get(self, number: int) -> CustomerOrder:
        """One by its id; raises Refused where there is none."""
        if number not in self.all:
            raise not_found()
        return self.all[number]

    def take(self, body: Record) -> Request:
        """Take an order in; it shows later. Raises Refused."""
        order = body.get(WHERE)
        if not isinstance(order, dict):
            raise Refused(f"{WHERE} must not be null")
        needed = ("businessUnit", "externalOrderNumber", "placedDate", "tradingPartner", "primarySalesChannel")
        checks.require(order, WHERE, *needed)
        checks.require_sizes(order, WHERE, {"externalOrderNumber": 150, "orderSource": 100, "shipVia": 50})
        checks.require_sizes(order.get("shipToContact"), f"{WHERE}.shipToContact", CONTACT | ADDRESS)
        for row in checks.lines_of(order, WHERE, "coLines"):
            checks.require(row, "coLine", "externalLineNumber", "orderQuantity", "packQuantity")
            checks.quantity_of(row, "orderQuantity")
        return self._tenant.requests.take(self._tenant.switches.seconds_to_show, [partial(self._show, order)])

    def _show(self, body: Record) -> str:
        items = self._tenant.items.numbers(start_data.UNIT)
        shown = CustomerOrder(
            id=self._tenant.next_id(),
            document={name: value for name, value in body.items() if name != "coLines"},
            lines=[
                {
                    "self": {"id": self._tenant.next_id()},
                    **row,
                    "itemNumber": row.get("itemNumber") if row.get("itemNumber") in items else None,
                }
                for row in body["coLines"]["data"]
            ],
            created_at=self._tenant.now,
        )
        self.all[shown.id] = shown
        if shown.document.get("shipVia"):
            self._source(shown)
        return ""

    def _source(self, order: CustomerOrder) -> None:
        """One sales order for each facility that serves some of it; the first that has all of a line."""
        by_facility: defaultdict[str, list[Record]] = defaultdict(list)
        for row in order.lines:
            if row["itemNumber"] is not None:
                by_facility[self._facility(row)].append(row)
        for place, (facility, rows) in enumerate(sorted(by_facility.items()), 1):
            order.children.append(self._tenant.orders.spawn(_child(order, place, facility, rows)))

    def _facility(self, row: Record) -> str:
        having = [
            one
            for one in self._tenant.facilities
            if self._tenant.available((row["itemNumber"], one)) >= row["orderQuantity"]
        ]
        return having[0] if having else start_data.NORTH


def _child(order: CustomerOrder, place: int, facility: str, rows: list[Record]) -> Record:
    sent = order.document
    copied = ("businessUnit", "orderSource", "shipVia", "shipVendor", "placedDate")
    return {
        **{name: sent[name] for name in copied if name in sent},
        "number": f"{order.id}-{place}",
        "customerOrderNumber": sent["externalOrderNumber"],
        "shipToContact": sent.get("shipToContact"),
        "shipToAddress": sent.get("shipToContact"),
        "shipFromFacility": {"businessKey": {"number": facility}},
        "orderLines": {"data": [_child_line(row) for row in rows]},
    }


def _child_line(row: Record) -> Record:
    number = row["itemNumber"]
    return {
        "lineNumber": row["externalLineNumber"],
        "customerLineNumber": row["externalLineNumber"],
        "item": {"businessKey": {"number": number}},
        "pack": {"businessKey": {"item.number": number, "quantity": row["packQuantity"]}},
        "orderPackQuantity": at(row, "orderQuantity"),
    }
