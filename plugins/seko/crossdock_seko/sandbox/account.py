"""One client's account at SEKO: what it holds, and what the distribution centres do with it as time passes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from crossdock.connect.resource import at
from crossdock.connect.sandbox import Agenda, Outbox, SandboxClock
from crossdock.errors import InvalidInput, NotFound
from crossdock_seko.sandbox import inferred, messages, start_data
from crossdock_seko.sandbox.kits import Kits
from crossdock_seko.sandbox.orders import CANCELLABLE, Order, OrderBook, OrderLine, Status
from crossdock_seko.sandbox.products import Products
from crossdock_seko.sandbox.pushes import Pushes
from crossdock_seko.sandbox.receipts import Receipt, Receipts
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.stock import AVAILABLE, Place, Stock
from crossdock_seko.sandbox.submission import check_order
from crossdock_seko.sandbox.switches import SekoSwitches

_GUIDS = UUID("6f0c9a52-3a11-4b7e-9a0e-000000000000")


class Account:
    """Everything the iHub keeps for one client."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, switches: SekoSwitches) -> None:
        self.clock, self.switches = clock, switches
        self._agenda = agenda
        self.products = Products(start_data.products())
        self.stock = Stock(start_data.free_stock())
        self.orders = OrderBook()
        self.receipts = Receipts()
        self.kits = Kits()
        self._pushes = Pushes(clock, agenda, outbox, switches)

    def submit_order(self, document: Any, root: str) -> Order:
        """Take an order in, and promise it its stock: all of it, or the order is refused (Refused)."""
        number, dc, lines = check_order(self, document, root)
        now = self.clock.now()
        order = Order(
            number=number,
            guid=_guid("order", number),
            dc=dc,
            lines=lines,
            document={"header": document[root], "delivery": _object(document, "DeliveryDetails")},
            on_hold=at(document, f"{root}.OnHold") is True,
            kept_from_dc=at(document, f"{root}.DoNotPushToDC") is True,
            reached={Status.CONFIRMED: now},
        )
        self.orders.add(order)
        shows = now + self.switches.lasts(self.switches.minutes_until_stock_shows)
        self.stock.reserve(number, order.reserved(), shows)
        self._schedule(order)
        return order

    def cancel_order(self, number: str, reason: str | None = None) -> Order:
        """Cancel an order that is in no pick wave yet; raises Refused for any other, and for a reason that is none."""
        order = self.orders.find(number)
        if order is None:
            raise _cancellation_refused(number, "Sales Order does not exist.")
        if order.status is Status.CANCELLED:
            raise _cancellation_refused(number, inferred.ALREADY_CANCELLED)
        if order.status not in CANCELLABLE:
            raise _cancellation_refused(number, "Dispatch assigned to a pick wave cannot be cancelled")
        if reason not in (None, *inferred.REASONS):
            raise _cancellation_refused(number, inferred.BAD_REASON)
        order.status, order.reason = Status.CANCELLED, reason
        self.stock.release(number, order.reserved())
        return order

    def release_order(self, number: str) -> Order:
        """Let an order that was on hold go on; raises Refused where there is none."""
        order = self.orders.find(number)
        if order is None or not order.on_hold:
            raise Refused(f"Error. {inferred.NOT_ON_HOLD}")
        order.on_hold = False
        self._schedule(order)
        return order

    def run_short(self, number: str, code: str, quantity: int) -> Order:
        """See to it that so many of a product will not be found when an order is picked.

        Raises NotFound for an unknown order or product, InvalidInput where it is too late or too much.
        """
        order, line = self._ordered(number, code)
        if order.status in (Status.DISPATCHED, Status.CANCELLED):
            raise InvalidInput(f"The order '{number}' is {order.status}.", remedy="Choose one that is not picked yet.")
        if quantity > line.quantity:
            raise InvalidInput(f"The order '{number}' has only {line.quantity} of '{code}'.", remedy="Ask for less.")
        line.short = quantity
        return order

    def take_back(self, number: str, code: str, quantity: int, reason: str | None) -> None:
        """A parcel with some of a dispatched order is at the door, and nobody announced it.

        Raises NotFound for an unknown order or product, InvalidInput where not so many left.
        """
        order, line = self._ordered(number, code)
        away = line.shipped - line.returned if order.status is Status.DISPATCHED else 0
        if quantity > away:
            raise InvalidInput(f"Only {away} of '{code}' can come back of '{number}'.", remedy="Ask for less.")
        order.returns += 1
        line.returned += quantity
        self.stock.receive((order.dc, line.code), quantity, inferred.RETURNED_TO)
        sequence = self._pushes.number("goods_received")
        told = messages.came_back(order, line, quantity, reason)
        self._pushes.add("goods_received", order.dc, _guid("came back", told["RMA"]), told, sequence=sequence)

    def submit_receipt(self, document: Any) -> Receipt:
        """Take an announcement of goods in; raises Refused for the first fault."""
        receipt, is_new = self.receipts.submit(document, self.products, _guid("receipt", str(len(self.receipts) + 1)))
        if is_new:
            self._await_goods(receipt)
        return receipt

    def move_stock(self, place: Place, quantity: int, source: str, target: str) -> None:
        """Goods change from one kind of location to another, and SEKO tells; raises InvalidInput where they cannot."""
        self.stock.move(place, quantity, source, target)
        number = self._pushes.number("stock_moved")
        told = messages.moved(*place, quantity, (source, target), self.clock.now(), number)
        self._pushes.add("stock_moved", place[0], _guid("movement", str(number)), told, sequence=number)

    def _ordered(self, number: str, code: str) -> tuple[Order, OrderLine]:
        """An order and its line of a product; raises NotFound."""
        order = self.orders.find(number)
        line = None if order is None else next((line for line in order.lines if line.code == code), None)
        if order is None or line is None:
            raise NotFound(f"There is no order '{number}' of '{code}'.", remedy="GET /_sandbox/state lists the orders.")
        return order, line

    def _schedule(self, order: Order) -> None:
        if order.moves:
            due = self.clock.now() + self.switches.lasts(self.switches.minutes_per_stage)
            self._agenda.at(due, partial(self._step, order))

    def _step(self, order: Order) -> None:
        if not order.moves:
            return
        if order.step(self.clock.now()) is Status.DISPATCHED:
            self._dispatch(order)
        self._schedule(order)

    def _dispatch(self, order: Order) -> None:
        for line in order.lines:
            self.stock.dispatch((order.dc, line.code), line.shipped, line.short)
        order.sequence = self._pushes.number("dispatch")
        told = messages.dispatch(order, with_tracking=self.switches.tracking_in_dispatch)
        self._pushes.add("dispatch", order.dc, order.guid, told, sequence=order.sequence)
        followed = self._pushes.number("tracking")
        self._pushes.add("tracking", order.dc, order.guid, messages.tracking(order), sequence=followed)

    def _await_goods(self, receipt: Receipt) -> None:
        self._agenda.at(self._arrival(receipt, self.clock.now()), partial(self._receive, receipt))

    def _arrival(self, receipt: Receipt, announced: datetime) -> datetime:
        soonest = announced + self.switches.lasts(self.switches.minutes_to_receive)
        return max(soonest, receipt.expected_at or soonest)

    def _receive(self, receipt: Receipt) -> None:
        if receipt.expected_at is not None and receipt.expected_at > self.clock.now():
            self._agenda.at(receipt.expected_at, partial(self._receive, receipt))  # announced anew, for later
            return
        receipt.arrived = True
        location = inferred.RETURNED_TO if receipt.is_return else AVAILABLE
        for line in receipt.lines:
            self.stock.receive((receipt.dc, line.code), line.quantity, location)
        sequence = self._pushes.number("goods_received")
        message = messages.goods_received(receipt)
        self._pushes.add("goods_received", receipt.dc, receipt.guid, message, sequence=sequence)


def _guid(kind: str, name: str) -> str:
    return str(uuid5(_GUIDS, f"{kind} {name}"))


def _object(document: dict[str, Any], name: str) -> dict[str, Any]:
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _cancellation_refused(number: str, why: str) -> Refused:
    return Refused(f"Error Submitting Sales Order Cancellation: {number} - Error. {why}")
