"""One customer's installation: what it holds, and what calls and the passing of time do to it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_orderwise.sandbox import inferred, start_data
from crossdock_orderwise.sandbox.orders import Delivery, Line, Order, WantedOrder
from crossdock_orderwise.sandbox.refusal import Refused, invalid, not_found
from crossdock_orderwise.sandbox.stock import Stock
from crossdock_orderwise.sandbox.switches import OrderWiseSwitches


class Installation:
    """Everything OrderWise keeps for one customer of its own."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, switches: OrderWiseSwitches) -> None:
        self._clock, self._agenda, self.switches = clock, agenda, switches
        self.variants = start_data.variants()
        self.customers = {customer["id"]: customer for customer in start_data.customers()}
        self.stock = Stock(
            {
                (sold.code, location): quantity
                for sold in self.variants.values()
                for location, quantity in zip(start_data.LOCATIONS, sold.at_start, strict=True)
            }
        )
        self.priced_at = dict.fromkeys(self.variants, clock.now())
        """When each variant last changed."""
        self.orders: dict[int, Order] = {}
        self.offered_again: Counter[str] = Counter()
        """How often a session was given an order that it had, by the shop's number."""
        self.tokens: dict[str, datetime] = {}
        self._order_ids, self._deliveries, self._tokens = count(70001), count(80001), count(1)

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def give_token(self) -> str:
        """A token that is good for a while."""
        token = f"sandbox-orderwise-token-{next(self._tokens):06}"
        self.tokens[token] = self.now + timedelta(minutes=self.switches.minutes_of_token)
        return token

    def admits(self, token: str) -> bool:
        """Whether a token is one of ours, and still good."""
        return token in self.tokens and self.now < self.tokens[token]

    def take(self, wanted: WantedOrder) -> Order:
        """Take an order in, and promise it what is there; raises Refused. A number may be used again."""
        if self.switches.refuses_used_numbers and self.numbered(wanted.number):
            raise invalid({"orderHeader.eCommerceOrderNumber": inferred.USED.format(value=wanted.number)})
        lines = [Line(item_number=place, wanted=line) for place, line in enumerate(wanted.lines, 1)]
        order = Order(id=next(self._order_ids), wanted=wanted, lines=lines, amended_at=self.now)
        self.orders[order.id] = order
        self._promise(order)
        return order

    def numbered(self, number: str) -> list[Order]:
        """The orders with a number of a shop's."""
        return [order for order in self.orders.values() if order.wanted.number == number]

    def status(self, order: Order) -> str:
        """What the installation calls it."""
        names = self.switches
        if order.is_cancelled:
            return names.cancelled
        if order.is_complete:
            return names.completed
        if order.deliveries:
            return names.partially
        return names.on_hold if order.wanted.on_hold else names.awaiting

    def cancel(self, order_id: int) -> Order:
        """Stop an order of which nothing has left; raises Refused for any other."""
        order = self.orders.get(order_id)
        if order is None or not self.switches.cancelling_by_api:
            raise not_found()
        if order.deliveries:
            raise Refused({"Message": inferred.DESPATCHED})
        for line in order.lines:
            self.stock.give_back((line.wanted.code, line.wanted.location), line.promised)
            line.promised = 0
        order.is_cancelled, order.amended_at = True, self.now
        return order

    def arrive(self, code: str, location: int, quantity: int) -> None:
        """Goods come to a location; orders that waited for them are served, the oldest first."""
        self.stock.there[code, location] += quantity
        for order in self.orders.values():
            if not order.is_cancelled and any(line.waiting for line in order.lines):
                self._promise(order)

    def set_price(self, code: str, gross: float) -> None:
        """A variant costs something else from now on."""
        self.variants[code].gross = gross
        self.priced_at[code] = self.now

    def _promise(self, order: Order) -> None:
        """Set aside what there is for an order; its people send that in time."""
        promised = 0
        for line in order.lines:
            taken = self.stock.promise((line.wanted.code, line.wanted.location), line.waiting)
            line.promised += taken
            promised += taken
        if promised:
            due = self.now + self.switches.lasts(self.switches.minutes_to_despatch)
            self._agenda.at(due, partial(self._despatch, order))

    def _despatch(self, order: Order) -> None:
        """What is set aside for an order leaves, one delivery from each location."""
        if order.is_cancelled or order.wanted.on_hold:
            return
        for location in start_data.LOCATIONS:
            ready = [line for line in order.lines if line.promised and line.wanted.location == location]
            if ready:
                order.deliveries.append(self._leave(order, location, ready))
                order.amended_at = self.now

    def _leave(self, order: Order, location: int, ready: list[Line]) -> Delivery:
        quantities = tuple((line, line.promised) for line in ready)
        for line, quantity in quantities:
            self.stock.send((line.wanted.code, location), quantity)
            line.promised, line.despatched = 0, line.despatched + quantity
        number = next(self._deliveries)
        return Delivery(
            number=f"D{number:07}",
            at=self.now,
            courier=start_data.DELIVERY_METHODS[order.wanted.delivery_method].courier,
            consignment=f"XO{number}GB",
            location=location,
            quantities=quantities,
        )
