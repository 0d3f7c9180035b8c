"""Customer returns: announced by a call, received as time passes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock.connect.sandbox import Agenda
from crossdock_deposco.sandbox import checks, inferred, start_data
from crossdock_deposco.sandbox.orders import Line, Order
from crossdock_deposco.sandbox.refusal import Refused, not_found

if TYPE_CHECKING:
    from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]
WHERE = "customerReturn"


class Returns:
    """All of them."""

    def __init__(self, tenant: Tenant, agenda: Agenda) -> None:
        self._tenant, self._agenda = tenant, agenda
        self.all: dict[int, Order] = {}

    def get(self, number: int) -> Order:
        """One by its id; raises Refused where there is none."""
        if number not in self.all:
            raise not_found()
        return self.all[number]

    def put(self, body: Record) -> tuple[Order, bool]:
        """Announce a return, or more of one; whether it is new. Raises Refused."""
        checks.require(body, WHERE, "businessUnit", "number", "shipToFacility")
        checks.known(checks.key_of(body, "shipToFacility", "number"), self._tenant.facilities)
        rows = checks.lines_of(body, WHERE, "orderLines")
        checks.require_items(
            [checks.key_of(row, "item", "number") for row in rows], self._tenant.items.numbers(start_data.UNIT)
        )
        if body.get("parentOrder") is not None:
            parents = {order.number for order in self._tenant.orders.all.values()}
            checks.known(checks.key_of(body, "parentOrder", "number"), parents)
        found = next((one for one in self.all.values() if one.number == body["number"]), None)
        if found is None:
            return self._make(body, rows), True
        self._change(found, rows)
        return found, False

    def receive(self, returned: Order) -> None:
        """All that is still awaited arrives, and is on its shelf again."""
        for line in returned.lines:
            packs = line.ordered - line.received
            line.received += packs
            self._tenant.arrive(returned.place(line), packs * line.pack)
        returned.status, returned.updated_at = "Received", self._tenant.now

    def _make(self, body: Record, rows: list[Record]) -> Order:
        now = self._tenant.now
        made = Order(
            id=self._tenant.next_id(),
            number=body["number"],
            document={name: value for name, value in body.items() if name not in ("orderLines", "orderStatus")},
            lines=[self._line(row) for row in rows],
            facility=checks.key_of(body, "shipToFacility", "number"),
            status="New",
            created_at=now,
            updated_at=now,
        )
        self.all[made.id] = made
        if self._tenant.switches.works_by_itself:
            self._tenant.later(self._tenant.switches.minutes_to_return, self._agenda, partial(self.receive, made))
        return made

    def _change(self, found: Order, rows: list[Record]) -> None:
        """Quantities may grow; nothing else changes here."""
        before = {line.document["lineNumber"]: line for line in found.lines}
        for row in rows:
            line = before.get(row.get("lineNumber"))
            if line is None:
                found.lines.append(self._line(row))
            elif checks.quantity_of(row, "orderPackQuantity") < line.ordered:
                raise Refused(inferred.NO_LESS.format(line=row["lineNumber"]))
            else:
                line.ordered = checks.quantity_of(row, "orderPackQuantity")
        found.received += 1

    def _line(self, row: Record) -> Line:
        return Line(
            id=self._tenant.next_id(),
            document=row,
            item=checks.key_of(row, "item", "number"),
            pack=int(at(row, "pack.businessKey.quantity") or 1),
            ordered=checks.quantity_of(row, "orderPackQuantity"),
        )
