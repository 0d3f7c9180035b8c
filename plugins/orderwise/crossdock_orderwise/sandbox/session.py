"""The E-Commerce session: every few minutes it fetches orders, says which it took, and posts despatches and stock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import quote_plus

from crossdock.connect import Xml
from crossdock.connect.sandbox import Agenda, Outbox, Push, SandboxClock
from crossdock.errors import InvalidInput, Malformed
from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.sandbox.definitions import local
from crossdock_orderwise.sandbox.importing import Unusable, wanted_order
from crossdock_orderwise.sandbox.installation import Installation
from crossdock_orderwise.sandbox.orders import Delivery, Order

ORDERS = "SalesOrders.SalesOrder"
IMPORT = Xml(root="XMLFile", lists=(ORDERS, f"{ORDERS}.Lines.SalesOrderLine", f"{ORDERS}.Payments.SalesPayment"))
DESPATCH, STOCK, ANSWER = Xml(root="orders"), Xml(root="XMLFile"), Xml(root="XMLFile")
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_AGAIN = (timedelta(minutes=1), timedelta(minutes=5))
"""When what nobody took is posted again; wording and number ours."""


class Session:
    """One shop's session, which is the outlet's."""

    number = start_data.OUTLET_SESSION

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, installation: Installation) -> None:
        self._clock, self._agenda, self._outbox, self._installation = clock, agenda, outbox, installation
        self._switches = installation.switches
        self.log: list[str] = []
        """What the session could not do; people read it."""
        self._told: dict[int, tuple[str, int]] = {}
        """What was last told of each order: its status, and how many deliveries."""
        self._free: dict[str, int] = {}
        self._pushes = count(1)
        self._plan()

    def _plan(self) -> None:
        every = self._switches.lasts(self._switches.minutes_between_sessions)
        self._agenda.at(self._clock.now() + every, self._run)

    def _run(self) -> None:
        self._plan()
        if self._switches.order_feed_url:
            self._fetch(self._switches.order_feed_url)
        if self._switches.despatch_url and (told := list(self._changed_orders())):
            self._export("despatch", self._switches.despatch_url, DESPATCH.encode({"order": told}))
        if self._switches.stock_url and (rows := list(self._changed_stock())):
            self._export("stock", self._switches.stock_url, STOCK.encode({"Product": rows}), answered=self._read_answer)

    def _fetch(self, url: str) -> None:
        name = self._name("import")
        asked = Push(
            id=name, kind="import", url=url, body=b"", headers={}, delays=(), method="GET", answered=self._import
        )
        self._outbox.post(asked)

    def _import(self, body: bytes) -> None:
        """Take the orders that are offered, and say which: those that are here already are said again."""
        try:
            offered = IMPORT.decode(body)["SalesOrders"]["SalesOrder"]
        except (Malformed, KeyError, TypeError) as error:
            self.log.append(f"The file could not be read: {error}")
            return
        taken = [number for order in offered if (number := self._take(order))]
        if offered and self._switches.acknowledge_url:
            self._export("acknowledgement", self._switches.acknowledge_url, "~".join(taken).encode())

    def _take(self, told: Any) -> str | None:
        """The number of an order that is here now; None for one that cannot be."""
        number = str(told.get("OrderNumber", ""))
        if any(order.wanted.session == self.number for order in self._installation.numbered(number)):
            self._installation.offered_again[number] += 1
            return number
        try:
            self._installation.take(wanted_order(told, self.number, self._installation.variants))
        except (Unusable, InvalidInput) as error:
            self.log.append(f"Order {number}: {error}")
            return None
        return number

    def _changed_orders(self) -> Iterator[Any]:
        """What is new of each of the session's orders: one element for each delivery, or one for the status alone."""
        for order in self._installation.orders.values():
            status, deliveries = self._installation.status(order), len(order.deliveries)
            _, told = before = self._told.get(order.id, ("", 0))
            if order.wanted.session != self.number or before == (status, deliveries):
                continue
            self._told[order.id] = (status, deliveries)
            new = order.deliveries[told:]
            yield from ([_element(order, status, one) for one in new] or [_element(order, status, None)])

    def _changed_stock(self) -> Iterator[Any]:
        for code, sold in self._installation.variants.items():
            free = self._installation.stock.free((code, start_data.MAIN))
            if self._free.get(code) != free:
                self._free[code] = free
                yield {
                    "vad_id": sold.number,
                    "vad_variant_code": code,
                    "vad_description": f"{sold.product} {sold.option}",
                    "vasq_free_stock_quantity": f"{free}.0000",
                    "vafp_rsp_inc_vat": f"{sold.gross:.4f}",
                    "vr_vat_code": sold.tax_code,
                }

    def _read_answer(self, body: bytes) -> None:
        """What a shop answers to a stock export stands in the log."""
        try:
            answer = ANSWER.decode(body)
            self.log.append(f"Stock export: {answer['Responses']['Response']['Message']}")
        except (Malformed, KeyError, TypeError):
            self.log.append("Stock export: the answer could not be read")

    def _export(self, kind: str, url: str, told: bytes, answered: Callable[[bytes], None] | None = None) -> None:
        form = f"ExportData={quote_plus(told.decode())}".encode()
        delays = tuple(wait / self._switches.pace for wait in _AGAIN)
        self._outbox.post(
            Push(id=self._name(kind), kind=kind, url=url, body=form, headers=_FORM, delays=delays, answered=answered)
        )

    def _name(self, kind: str) -> str:
        return f"{kind}-{next(self._pushes)}"


def _element(order: Order, status: str, delivery: Delivery | None) -> Any:
    named: dict[str, Any] = {"orderNo": order.wanted.number, "orderStatus": status}
    if delivery is None:
        return named
    return named | {
        "deliveries": {
            "deliveryNumber": delivery.number,
            "deliveryDate": local(delivery.at),
            "courierName": delivery.courier,
            "consignmentNumbers": {"consignmentNumber": delivery.consignment},
        }
    }
