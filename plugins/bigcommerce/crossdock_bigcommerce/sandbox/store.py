"""One store: what it holds, and what buyers, calls and the passing of time do to it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from crossdock.connect.sandbox import Agenda, Outbox, SandboxClock
from crossdock_bigcommerce.sandbox import order_taking, orders, refunds, shipments, start_data
from crossdock_bigcommerce.sandbox.catalogue import Catalogue
from crossdock_bigcommerce.sandbox.hooks import Hooks
from crossdock_bigcommerce.sandbox.inventory import Inventory
from crossdock_bigcommerce.sandbox.orders import Line, Order
from crossdock_bigcommerce.sandbox.quota import Quota
from crossdock_bigcommerce.sandbox.refusal import MISSING, v2
from crossdock_bigcommerce.sandbox.switches import BigCommerceSwitches

Record = dict[str, Any]
PENDING = 1
WRITABLE = {"status_id", "staff_notes", "customer_message", "external_order_id"}


class Store:
    """Everything that BigCommerce keeps for one store."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, switches: BigCommerceSwitches) -> None:
        self._clock, self._agenda, self.switches = clock, agenda, switches
        self._ids = count(2001)
        self._numbers = count(1001)
        self.quota = Quota(clock, switches)
        self.catalogue = Catalogue(self._ids)
        self.inventory = Inventory(self.catalogue)
        self.hooks = Hooks(clock, outbox, self._ids, switches)
        self.customers = [start_data.CUSTOMER]
        self.orders: dict[int, Order] = {}
        self.received: Counter[str] = Counter()
        """How often an order came under an external id."""

    @property
    def now(self) -> str:
        """As v3 writes it."""
        return self._clock.now().isoformat(timespec="seconds")

    def create_order(self, sent: Record, status: int) -> Order:
        """A new order; raises Refused. Its goods are sold once it is no checkout any more."""
        lines = order_taking.wanted_lines(sent, self.catalogue)
        now = self._clock.now()
        order = Order(
            id=next(self._numbers),
            address_id=next(self._ids),
            status=orders.INCOMPLETE,
            created_at=now,
            modified_at=now,
            lines=[self._line(wanted) for wanted in lines],
            billing=order_taking.billing_address(sent),
            ship_to=order_taking.shipping_address(sent),
            shipping=order_taking.shipping_cost(sent),
            said={name: sent[name] for name in order_taking.TOLD_AGAIN if name in sent},
        )
        self.orders[order.id] = order
        self.received[str(sent.get("external_order_id") or "")] += 1
        self.hooks.tell("store/order/created", {"type": "order", "id": order.id})
        if status != orders.INCOMPLETE:
            self.set_status(order, status)
        return order

    def order(self, number: int) -> Order:
        """One order; raises Refused where there is none."""
        if number not in self.orders:
            raise v2(MISSING, 404)
        return self.orders[number]

    def change_order(self, number: int, sent: Record) -> Order:
        """An order with another status or other notes; raises Refused for anything else."""
        order = self.order(number)
        if unknown := sorted(set(sent) - WRITABLE):
            raise v2(
                f"The field '{unknown[0]}' cannot be written to. Please remove it from your request before trying again."
            )
        status = sent.get("status_id", order.status)
        if status not in start_data.STATUSES:
            raise v2("The field 'status_id' is invalid.")
        order.said |= {name: value for name, value in sent.items() if name != "status_id"}
        self.set_status(order, status)
        return order

    def set_status(self, order: Order, status: int) -> None:
        """An order stands elsewhere; leaving Incomplete its goods are sold, and cancelled they may be sold again."""
        before, order.status = order.status, status
        order.modified_at = self._clock.now()
        if before == orders.INCOMPLETE and status != orders.INCOMPLETE:
            for line in order.lines:
                order.taken += self.inventory.take(line.variant or 0, line.quantity)
        if status == orders.CANCELLED and before != status and self.switches.returns_stock:
            self.inventory.give_back(order.taken)
            order.taken = []
        if before != status:
            told = {"previous_status_id": before, "new_status_id": status}
            self.hooks.tell("store/order/statusUpdated", {"type": "order", "id": order.id, "status": told})

    def ship(self, number: int, sent: Record) -> Record:
        """Something of an order leaves; raises Refused."""
        order = self.order(number)
        made = shipments.ship(order, sent, next(self._ids), orders.mailed(self._clock.now()))
        self.hooks.tell("store/shipment/created", {"type": "shipment", "id": made["id"], "orderId": order.id})
        self.set_status(order, orders.SHIPPED if order.is_shipped else orders.PART_SHIPPED)
        return made

    def follow(self, number: int, shipment: int, sent: Record) -> Record:
        """A shipment of an order has another tracking; raises Refused."""
        changed = shipments.follow(self.order(number), shipment, sent)
        self.hooks.tell("store/shipment/updated", {"type": "shipment", "id": shipment, "orderId": number})
        return changed

    def refund(self, number: int, sent: Record) -> Record:
        """Money of an order is paid back; raises Refused. Stock is left as it is."""
        order = self.order(number)
        made = refunds.refund(order, sent, next(self._ids), self.now, declines=self.switches.declines_refunds)
        data = {"type": "order", "id": order.id, "refund": {"refund_id": made["id"]}}
        self.hooks.tell("store/order/refund/created", data)
        whole = order.refunded >= order.total - 0.005 or all(line.refunded >= line.quantity for line in order.lines)
        self.set_status(order, orders.REFUNDED if whole else orders.PART_REFUNDED)
        return made

    def adjust(self, sent: Record) -> str:
        """Levels are to be others: taken in now, carried out later. The transaction's id; raises Refused."""
        due = self._clock.now() + timedelta(seconds=self.switches.seconds_to_adjust)
        for place, quantity in self.inventory.ask(sent).items():
            if not self.switches.loses_adjustments:
                self._agenda.at(due, partial(self.inventory.carry_out, place, quantity))
        return f"made-up-transaction-{next(self._ids)}"

    def create_product(self, sent: Record) -> Record:
        """A new product; raises Refused."""
        made = self.catalogue.create(sent, self.now)
        self.hooks.tell("store/product/created", {"type": "product", "id": made["id"]})
        return made

    def set_price(self, product: int, variant: int, sent: Record) -> Record:
        """A variant with another price; raises Refused."""
        changed = self.catalogue.set_price(product, variant, sent, self.now)
        self.hooks.tell("store/product/updated", {"type": "product", "id": product})
        return changed

    def product(self, product: Record) -> Record:
        """A product with what can be sold of it at all locations together."""
        variants = [{**each, "inventory_level": self._level(each["id"])} for each in product["variants"]]
        return {**product, "variants": variants, "inventory_level": sum(each["inventory_level"] for each in variants)}

    def _level(self, variant: int) -> int:
        return sum(self.inventory.on_hand(place) for place in self.inventory.places() if place[0] == variant)

    def _line(self, wanted: order_taking.Wanted) -> Line:
        return Line(
            id=next(self._ids),
            product=wanted.product["id"],
            variant=wanted.variant["id"],
            name=wanted.product["name"],
            sku=wanted.variant["sku"],
            type=wanted.product["type"],
            quantity=wanted.quantity,
            price=wanted.price,
        )
