"""One company's account at Veeqo: what it holds, and what calls do to it."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeVar

from crossdock.connect.sandbox import SandboxClock
from crossdock_veeqo.sandbox import inferred, start_data
from crossdock_veeqo.sandbox.bucket import Bucket
from crossdock_veeqo.sandbox.order_taking import WantedLine, amount, require_parties, wanted_lines
from crossdock_veeqo.sandbox.orders import Allocation, Line, Order
from crossdock_veeqo.sandbox.refusal import invalid, not_found
from crossdock_veeqo.sandbox.stock import Stock
from crossdock_veeqo.sandbox.switches import VeeqoSwitches

Record = dict[str, Any]
T = TypeVar("T")
OTHER_CARRIER = 3


class Company:
    """Everything Veeqo keeps for one company."""

    def __init__(self, clock: SandboxClock, switches: VeeqoSwitches) -> None:
        self._clock, self.switches = clock, switches
        self.bucket = Bucket(clock, switches)
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
        self._allocate(order, channel["default_warehouse_id"])
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

    def ship(self, order_id: int, allocation_id: int, body: Record) -> Record:
        """An allocation leaves, once; raises Refused."""
        order = self.order(order_id)
        allocation = next((one for one in order.allocations if one.id == allocation_id), None)
        if allocation is None:
            raise not_found()
        if allocation.shipment is not None:
            raise invalid(inferred.SHIPPED_ALREADY)
        for sellable, quantity in allocation.quantities.items():
            self.stock.ship((sellable, allocation.warehouse), quantity)
        allocation.shipment = self._shipment(allocation_id, body)
        order.updated_at = self.now
        return allocation.shipment

    def cancel(self, order_id: int, reason: str | None) -> Order:
        """Stop an order of which nothing has left; raises Refused for any other."""
        order = self.order(order_id)
        if order.has_shipped:
            raise invalid(inferred.NOT_CANCELLABLE)
        for allocation in order.allocations:
            for sellable, quantity in allocation.quantities.items():
                self.stock.promise((sellable, allocation.warehouse), -quantity)
        order.allocations = []
        order.cancelled_at = order.updated_at = self.now
        order.cancel_reason = reason
        return order

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

    def _allocate(self, order: Order, first: int) -> None:
        """From one warehouse what is there, the rest from the others; what is nowhere waits for stock."""
        for warehouse in sorted(self.warehouses, key=lambda number: number != first):
            taken = {line.id: self._take(line, warehouse) for line in order.lines}
            quantities: dict[int, int] = {}
            for line in order.lines:
                quantities[line.sellable] = quantities.get(line.sellable, 0) + taken[line.id]
            if held := {sellable: quantity for sellable, quantity in quantities.items() if quantity}:
                order.allocations.append(Allocation(id=next(self._ids), warehouse=warehouse, quantities=held))

    def _take(self, line: Line, warehouse: int) -> int:
        place = (line.sellable, warehouse)
        quantity = max(0, min(line.quantity - line.allocated, self.stock.available(place)))
        self.stock.promise(place, quantity)
        line.allocated += quantity
        return quantity

    def _shipment(self, allocation_id: int, body: Record) -> Record:
        number = (body.get("tracking_number_attributes") or {}).get("tracking_number")
        carrier = body.get("carrier_id") or OTHER_CARRIER
        return {
            "id": next(self._ids),
            "allocation_id": allocation_id,
            "carrier_id": carrier,
            "carrier": {"id": carrier, "name": "Other" if carrier == OTHER_CARRIER else f"Carrier {carrier}"},
            "tracking_number": number and {"id": next(self._ids), "tracking_number": number, "status": None},
            "created_at": self.now,
        }


def known(records: dict[int, T], number: Any) -> T:
    """What has a number; raises Refused where nothing has it."""
    if not isinstance(number, int) or number not in records:
        raise not_found()
    return records[number]
