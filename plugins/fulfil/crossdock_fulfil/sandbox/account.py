"""One merchant's account at Fulfil: what it holds, and what calls and the passing of time do to it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from crossdock.connect.sandbox import Agenda, Outbox, SandboxClock
from crossdock_fulfil.sandbox import start_data
from crossdock_fulfil.sandbox.order_taking import OrderTaking
from crossdock_fulfil.sandbox.pushes import Pushes
from crossdock_fulfil.sandbox.reading import Reading
from crossdock_fulfil.sandbox.refusal import malformed
from crossdock_fulfil.sandbox.returning import Returning
from crossdock_fulfil.sandbox.shipping import Shipping
from crossdock_fulfil.sandbox.stock import Stock
from crossdock_fulfil.sandbox.switches import FulfilSwitches
from crossdock_fulfil.sandbox.tables import Row, Tables
from crossdock_fulfil.sandbox.window import Window


class Account:
    """Everything Fulfil keeps for one merchant."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, switches: FulfilSwitches) -> None:
        self.switches, self._clock, self._agenda = switches, clock, agenda
        self.window = Window(clock, switches)
        self.tables = Tables(clock)
        self.stock = Stock(self.tables, start_data.fill(self.tables))
        self._pushes = Pushes(outbox, switches)
        parts = (self.tables, self.stock, clock, agenda, switches, self._pushes.tell)
        self.shipping, self.returning = Shipping(*parts), Returning(*parts)

    @property
    def reading(self) -> Reading:
        """As it is switched now."""
        return Reading(self.tables, self.switches.largest_answer)

    def take_order(self, arguments: Any) -> Row:
        """The order that `[channel, order]` makes or changes, which is processed in a moment; raises Refused."""
        if not isinstance(arguments, list) or len(arguments) != 2:
            raise malformed("create_order takes a channel and an order")
        taking = OrderTaking(self.tables, self.shipping, by_status=self.switches.cancelling_by_status)
        sale, is_new = taking.take(*arguments)
        if is_new:
            due = self._clock.now() + timedelta(seconds=self.switches.seconds_to_process)
            self._agenda.at(due, partial(self.shipping.process, sale))
            self._pushes.tell("order", sale)
        return sale

    def inventory(self, arguments: Any) -> dict[str, dict[str, Row]]:
        """How many there are of some products at some locations: `[product_ids, location_ids]`; raises Refused."""
        if not (isinstance(arguments, list) and len(arguments) == 2 and all(isinstance(a, list) for a in arguments)):
            raise malformed("get_product_inventory takes products and locations")
        products, locations = arguments
        for number in locations:
            self.tables.get("stock.location", number)
        return {str(number): {str(place): self._levels(number, place) for place in locations} for number in products}

    def arrive(self, product: int, warehouse: int, many: int) -> None:
        """Goods come to a warehouse, and go to whoever waited for them."""
        self.stock.on_hand[product, warehouse] += many
        self.shipping.assign()

    def _levels(self, product: int, warehouse: int) -> Row:
        place = (self.tables.get("product.product", product)["id"], warehouse)
        there, left = self.stock.on_hand[place], self.stock.available(place)
        return {"quantity_on_hand": float(there), "quantity_available": float(left)}
