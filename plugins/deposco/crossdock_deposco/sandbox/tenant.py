"""One environment: what it holds, and what calls and the passing of time do to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_deposco.sandbox import start_data
from crossdock_deposco.sandbox.bucket import Bucket
from crossdock_deposco.sandbox.customer_orders import CustomerOrders
from crossdock_deposco.sandbox.floor import Floor
from crossdock_deposco.sandbox.items import Items
from crossdock_deposco.sandbox.keys import Keys
from crossdock_deposco.sandbox.requests import Requests
from crossdock_deposco.sandbox.returns import Returns
from crossdock_deposco.sandbox.sales_orders import SalesOrders
from crossdock_deposco.sandbox.shipments import Shipments
from crossdock_deposco.sandbox.stock import Place, Stock
from crossdock_deposco.sandbox.switches import DeposcoSwitches

Record = dict[str, Any]


class Tenant:
    """Everything Deposco keeps for one environment."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, switches: DeposcoSwitches) -> None:
        self._clock, self.switches = clock, switches
        self.keys, self.bucket = Keys(clock), Bucket(clock, switches)
        self._ids = count(100_001)
        self.facilities = {one["number"]: {"self": {"id": self.next_id()}, **one} for one in start_data.facilities()}
        self.stock = Stock(start_data.stock())
        self.items = Items(self)
        self.shipments = Shipments(self, agenda)
        self.floor = Floor(clock, agenda, switches, self.stock, self.shipments.send, lambda: self.now)
        self.orders = SalesOrders(self)
        self.returns = Returns(self, agenda)
        self.requests = Requests(clock, agenda)
        self.customer_orders = CustomerOrders(self)
        self.searches: dict[str, list[Record]] = {}
        """What is left of lists that are read page by page, by the search's id."""

    @property
    def now(self) -> str:
        """As Deposco writes it."""
        return self._clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def later(self, minutes: float, agenda: Agenda, act: Callable[[], None]) -> None:
        """Put down what the warehouse does in so many of its minutes."""
        agenda.at(self._clock.now() + self.switches.lasts(minutes), act)

    def next_id(self) -> int:
        return next(self._ids)

    def arrive(self, place: Place, quantity: int) -> None:
        """Goods come in; orders that waited for them are planned, the oldest first."""
        self.stock.total[place] += quantity
        for order in self.orders.all.values():
            if order.status == "Back Ordered":
                self.floor.plan(order)

    def promised(self, place: Place) -> int:
        """Units of all open orders, set aside or not."""
        return sum(
            line.open * line.pack
            for order in self.orders.all.values()
            if order.is_open
            for line in order.lines
            if order.place(line) == place
        )

    def available(self, place: Place) -> int:
        """What can be promised still."""
        return self.stock.total[place] - self.promised(place)
