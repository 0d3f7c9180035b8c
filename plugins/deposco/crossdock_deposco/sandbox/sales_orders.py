"""Sales orders: made or changed by their number, and cancelled as long as nobody has them in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock_deposco.sandbox import checks, inferred, start_data
from crossdock_deposco.sandbox.orders import Line, Order
from crossdock_deposco.sandbox.refusal import Refused, not_found
from crossdock_deposco.states import CANCELED, RECALLABLE

if TYPE_CHECKING:
    from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]
WHERE = "salesOrder"


class SalesOrders:
    """All of them."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self.all: dict[int, Order] = {}

    def get(self, number: int) -> Order:
        """One by its id; raises Refused where there is none."""
        if number not in self.all:
            raise not_found()
        return self.all[number]

    def put(self, body: Record) -> tuple[Order, bool]:
        """Make an order, or change the one with its number; whether it is new. Raises Refused."""
        checks.require(body, WHERE, "businessUnit", "number")
        found = next((order for order in self.all.values() if order.number == body["number"]), None)
        self._require_sound(body)
        if found is None:
            return self._make(body), True
        self._change(found, body)
        return found, False

    def spawn(self, body: Record) -> Order:
        """Make an order of a customer order's."""
        order = self._make(body)
        order.is_child = True
        return order

    def cancel(self, number: int, wanted: Any) -> Order:
        """Cancel an order, or some packs of its lines; raises Refused where it is too late."""
        order = self.get(number)
        if order.status not in RECALLABLE:
            raise _too_late(order)
        self._tenant.floor.give_back(order)
        packs = {line.id: line.open for line in order.lines} if wanted is None else _wanted(wanted)
        for line in order.lines:
            line.cancelled += min(line.open, packs.get(line.id, 0))
        if not any(line.open for line in order.lines):
            order.status = CANCELED
        elif order.status not in ("Hold", "Draft"):
            order.status = "New"
        order.updated_at = self._tenant.now
        self._tenant.floor.take(order)
        return order

    def _require_sound(self, body: Record) -> None:
        checks.require_recipient(body, WHERE)
        checks.require_sizes(body, WHERE, checks.HEADER)
        if body.get("shipFromFacility") is not None:
            checks.known(checks.key_of(body, "shipFromFacility", "number"), self._tenant.facilities)
        rows = at(body, "orderLines.data") or []
        for row in rows:
            checks.require(row, "orderLine", "lineNumber", "item", "pack", "orderPackQuantity")
        numbers = [checks.key_of(row, "item", "number") for row in rows]
        checks.require_items(numbers, self._tenant.items.numbers(start_data.UNIT))

    def _make(self, body: Record) -> Order:
        status = body.get("orderStatus") or "New"
        if status not in ("New", "Hold"):
            raise Refused(f"orderStatus {status} is not allowed for a new order")
        now, facility = self._tenant.now, at(body, "shipFromFacility.businessKey.number")
        order = Order(
            id=self._tenant.next_id(),
            number=body["number"],
            document={name: value for name, value in body.items() if name not in ("orderLines", "orderStatus")},
            lines=[self._line(row) for row in at(body, "orderLines.data") or []],
            facility=facility or start_data.NORTH,
            status=status,
            created_at=now,
            updated_at=now,
        )
        self.all[order.id] = order
        self._tenant.floor.take(order)
        return order

    def _change(self, order: Order, body: Record) -> None:
        if order.is_child:
            raise Refused(inferred.OF_CUSTOMER_ORDER.format(number=order.number))
        if order.status not in RECALLABLE:
            raise _too_late(order)
        before = {line.document["lineNumber"]: line for line in order.lines}
        rows = at(body, "orderLines.data") or []
        for row in rows:
            line = before.get(row["lineNumber"])
            if line is not None and checks.quantity_of(row, "orderPackQuantity") < line.ordered:
                raise Refused(inferred.NO_LESS.format(line=row["lineNumber"]))
        self._tenant.floor.give_back(order)
        for row in rows:
            if (line := before.get(row["lineNumber"])) is None:
                order.lines.append(self._line(row))
            else:
                line.ordered, line.document = checks.quantity_of(row, "orderPackQuantity"), row
        order.document |= {name: value for name, value in body.items() if name not in ("orderLines", "orderStatus")}
        order.status, order.updated_at = body.get("orderStatus") or "New", self._tenant.now
        order.received += 1
        self._tenant.floor.take(order)

    def _line(self, row: Record) -> Line:
        return Line(
            id=self._tenant.next_id(),
            document=row,
            item=checks.key_of(row, "item", "number"),
            pack=int(at(row, "pack.businessKey.quantity") or 1),
            ordered=checks.quantity_of(row, "orderPackQuantity"),
        )


def _wanted(body: Any) -> dict[int, int]:
    """Packs to cancel by line, as a body says it; raises Refused."""
    rows = at(body, "orderLines")
    if not isinstance(rows, list) or not rows:
        raise Refused(inferred.NULL.format(path="orderLines"))
    return {int(at(row, "orderLine.id") or 0): checks.quantity_of(row, "canceledPackQuantity") for row in rows}


def _too_late(order: Order) -> Refused:
    return Refused(inferred.NO_CHANGE.format(what="SalesOrder", number=order.number, status=order.status))
