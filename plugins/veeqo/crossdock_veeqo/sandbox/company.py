"""One company's account at Veeqo: what it holds, and what calls and the passing of time do to it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import count
from typing import Any, TypeVar

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_veeqo.sandbox import inferred, start_data
from crossdock_veeqo.sandbox.allocating import allocate, release
from crossdock_veeqo.sandbox.bucket import Bucket
from crossdock_veeqo.sandbox.order_taking import WantedLine, amount, require_parties, wanted_lines
from crossdock_veeqo.sandbox.orders import Allocation, Line, Order
from crossdock_veeqo.sandbox.parcels import OTHER, parcel, reach
from crossdock_veeqo.sandbox.refusal import invalid, not_found
from crossdock_veeqo.sandbox.returns import Return
from crossdock_veeqo.sandbox.stock import Place, Stock
from crossdock_veeqo.sandbox.switches import VeeqoSwitches

Record = dict[str, Any]
T = TypeVar("T")


class Company:
    """Everything Veeqo keeps for one company."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, switches: VeeqoSwitches) -> None:
        self._clock, self._agenda, self.switches = clock, agenda, switches
        self.buckets: defaultdict[str, Bucket] = defaultdict(lambda: Bucket(clock, switches))
        """By key: whoever uses the same one shares its bucket."""
        self.products = start_data.products()
        self.sellables = {sellable["id"]: sellable for product in self.products for sellable in product["sellables"]}
        self.warehouses = {warehouse["id"]: warehouse for warehouse in start_data.warehouses()}
        self.customers = {customer["id"]: customer for customer in start_data.customers()}
        self.channels = {channel["id"]: channel for channel in start_data.CHANNELS}
        self.delivery_methods = {method["id"]: method for method in start_data.DELIVERY_METHODS}
        self.stock = Stock(start_data.physical())
        self.orders: dict[int, Order] = {}
        self._ids = count(9_100_001)

    @property
    def now(self) -> str:
        """As Veeqo writes it."""
        return self._clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def create_order(self, body: Record) -> Order:
        """Take an order in, and promise it what is there; raises Refused. A number may be used again."""
        channel = known(self.channels, body.get("channel_id"))
        require_parties(body)
        lines = [self._line(wanted) for wanted in wanted_lines(body, self.sellables)]
        method = known(self.delivery_methods, body["delivery_method_id"]) if body.get("delivery_method_id") else None
        order = Order(
            id=next(self._ids),
            number=str(body.get("number") or f"P-{len(self.orders) + 1}"),
            created_at=self.now,
            updated_at=self.now,
            lines=lines,
            document={**body, "channel": channel, "customer": self._customer(body), "delivery_method": method},
            is_paid=bool(body.get("payment_attributes")),
        )
        self.orders[order.id] = order
        self.allocate(order)
        return order

    def order(self, number: int) -> Order:
        """One order; raises Refused where there is none."""
        return known(self.orders, number)

    def orders_of(self, status: str | None) -> list[Order]:
        """Those of a status; all but the cancelled ones where none is given."""
        orders = self.orders.values()
        if status:
            return [order for order in orders if order.status == status]
        return [order for order in orders if order.cancelled_at is None]

    def allocate(self, order: Order) -> None:
        """Promise an order what it still waits for, first from its store's warehouse; its people pack that in time."""
        first = order.document["channel"]["default_warehouse_id"]
        warehouses = sorted(self.warehouses, key=lambda number: number != first)
        made = allocate(order, warehouses, self.stock, self._ids)
        order.status_meanwhile = None
        order.updated_at = self.now
        if self.switches.ships_by_itself and order.is_paid:
            for place, allocation in enumerate(made):
                minutes = self.switches.minutes_to_ship + place * self.switches.minutes_between_parcels
                due = self._clock.now() + self.switches.lasts(minutes)
                self._agenda.at(due, partial(self._pack, order, allocation))

    def release(self, order: Order) -> None:
        """Take back what was promised to an order and has not left; for a while it shows no allocation at all."""
        order.status_meanwhile = order.status
        release(order, self.stock)
        order.updated_at = self.now

    def ship(self, order_id: int, allocation_id: int, carrier: int, number: str | None) -> Record:
        """An allocation leaves, once; raises Refused."""
        order = self.order(order_id)
        allocation = next((one for one in order.allocations if one.id == allocation_id), None)
        if allocation is None:
            raise not_found()
        if allocation.shipment is not None:
            raise invalid(inferred.SHIPPED_ALREADY)
        for sellable, quantity in allocation.quantities.items():
            self.stock.ship((sellable, allocation.warehouse), quantity)
        allocation.shipment = parcel(allocation_id, carrier, number, self.now, self._ids)
        order.updated_at = self.now
        for stage, minutes in (
            ("collected", self.switches.minutes_to_collect),
            ("delivered", self.switches.minutes_to_deliver),
        ):
            due = self._clock.now() + self.switches.lasts(minutes)
            self._agenda.at(due, partial(self._reach, order, allocation.shipment, stage))
        return allocation.shipment

    def cancel(self, order_id: int, reason: str | None) -> Order:
        """Stop an order of which nothing has left; raises Refused for any other."""
        order = self.order(order_id)
        if order.has_shipped:
            raise invalid(inferred.NOT_CANCELLABLE)
        order.updated_at = self.now
        if not self.switches.cancelling_is_a_note:
            release(order, self.stock)
            order.cancelled_at = self.now
            order.cancel_reason = reason
        return order

    def arrive(self, place: Place, quantity: int) -> None:
        """Goods come to a warehouse; orders that waited for them are served, the oldest first. Raises Refused."""
        self.stock.add(place, quantity)
        for order in self.orders.values():
            if order.is_waiting:
                self.allocate(order)

    def take_back(self, order: Order, sellable: int, quantity: int, reason: str) -> Return:
        """Some of what an order had come back, to the warehouse that its store ships from."""
        returned = Return(
            id=next(self._ids),
            number=f"RN-{len(order.returns) + 1:04}-{order.id}",
            sellable=self.sellables[sellable],
            quantity=quantity,
            warehouse=order.document["channel"]["default_warehouse_id"],
            created_at=self.now,
            reason=reason,
        )
        order.returns.append(returned)
        order.updated_at = self.now
        due = self._clock.now() + self.switches.lasts(self.switches.minutes_to_return)
        self._agenda.at(due, partial(self._receive, order, returned))
        return returned

    def _pack(self, order: Order, allocation: Allocation) -> None:
        """An allocation leaves by itself, if it is still one."""
        if allocation in order.allocations and allocation.shipment is None:
            method = order.document["delivery_method"]
            carrier = start_data.CARRIER_OF[method["id"]] if method else OTHER
            self.ship(order.id, allocation.id, carrier, f"XV{allocation.id}GB")

    def _reach(self, order: Order, shipment: Record, stage: str) -> None:
        if reach(shipment, stage, self.now) and self.switches.stages_change_orders:
            order.updated_at = self.now

    def _receive(self, order: Order, returned: Return) -> None:
        returned.arrived = True
        order.updated_at = self.now
        self.arrive((returned.sellable["id"], returned.warehouse), returned.quantity)

    def _line(self, wanted: WantedLine) -> Line:
        price, tax_rate = amount(wanted.price_per_unit or 0), amount(wanted.tax_rate)
        return Line(
            id=next(self._ids), sellable=wanted.sellable_id, quantity=wanted.quantity, price=price, tax_rate=tax_rate
        )

    def _customer(self, body: Record) -> Record:
        if body.get("customer_id"):
            return known(self.customers, body["customer_id"])
        given = body["customer_attributes"]
        number = next(self._ids)
        address = given.get("billing_address_attributes")
        self.customers[number] = {
            "id": number,
            "email": given.get("email"),
            "phone": given.get("phone"),
            "billing_address": address and {"id": next(self._ids), **address},
            "shipping_addresses": [],
            "created_at": self.now,
            "updated_at": self.now,
        }
        return self.customers[number]


def known(records: dict[int, T], number: Any) -> T:
    """What has a number; raises Refused where nothing has it."""
    if not isinstance(number, int) or number not in records:
        raise not_found()
    return records[number]
