"""The warehouse's floor: orders are planned, released, picked and sent, parcel by parcel, as time passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_deposco.sandbox.orders import Line, Order
from crossdock_deposco.sandbox.stock import Stock
from crossdock_deposco.sandbox.switches import DeposcoSwitches

Parcel = dict[int, int]
"""Packs by the line's id."""


class Sends(Protocol):
    """What makes a shipment of a parcel."""

    def __call__(self, order: Order, parcel: Parcel) -> None: ...


class Floor:
    """Where orders go on by themselves."""

    def __init__(
        self,
        clock: SandboxClock,
        agenda: Agenda,
        switches: DeposcoSwitches,
        stock: Stock,
        send: Sends,
        now: Callable[[], str],
    ) -> None:
        self._clock, self._agenda, self._switches = clock, agenda, switches
        self._stock, self._send, self._now = stock, send, now

    def take(self, order: Order) -> None:
        """An order is new, or as good as new: somebody will plan it."""
        if order.status == "New" and self._switches.works_by_itself:
            self._later(self._switches.minutes_to_plan, partial(self.plan, order))

    def plan(self, order: Order) -> None:
        """Set goods aside for an order; without them it waits."""
        if order.status not in ("New", "Back Ordered"):
            return
        wanted = [(order.place(line), line.open * line.pack) for line in order.lines]
        if any(self._stock.unallocated(place) < quantity for place, quantity in wanted):
            self._move(order, "Back Ordered")
            return
        for place, quantity in wanted:
            self._stock.allocated[place] += quantity
        order.has_goods = True
        self._move(order, "Ready for Fulfillment")
        if self._switches.works_by_itself:
            self._later(self._switches.minutes_to_release, partial(self._release, order))

    def give_back(self, order: Order) -> None:
        """Goods that were set aside for an order are free again."""
        if order.has_goods:
            for line in order.lines:
                self._stock.allocated[order.place(line)] -= line.open * line.pack
        order.has_goods = False

    def _release(self, order: Order) -> None:
        if order.status == "Ready for Fulfillment":
            self._move(order, "Released")
            self._later(self._switches.minutes_to_pick, partial(self._begin, order))

    def _begin(self, order: Order) -> None:
        self._move(order, "Picking")
        self._later(self._switches.minutes_to_pick, partial(self._pick, order))

    def _pick(self, order: Order) -> None:
        """What is not found is cancelled; nothing of it comes later."""
        for line in order.lines:
            wanted = line.open * line.pack
            packs = self._stock.find(order.place(line), wanted) // line.pack
            self._stock.allocated[order.place(line)] -= wanted - packs * line.pack
            line.cancelled += line.open - packs
            line.picked = packs
        parcels = list(self._parcels(order))
        self._move(order, "Pick Complete" if parcels else "Canceled")
        for place, parcel in enumerate(parcels):
            minutes = self._switches.minutes_to_pack + place * self._switches.minutes_between_parcels
            self._later(minutes, partial(self._leave, order, parcel))

    def _parcels(self, order: Order) -> Iterator[Parcel]:
        """What was picked, as much at a time as goes into one parcel; a pack is never opened."""
        room, parcel = self._switches.units_per_parcel, Parcel()
        for line in order.lines:
            for _ in range(line.picked):
                if parcel and room < line.pack:
                    yield parcel
                    room, parcel = self._switches.units_per_parcel, Parcel()
                parcel[line.id] = parcel.get(line.id, 0) + 1
                room -= line.pack
        if parcel:
            yield parcel

    def _leave(self, order: Order, parcel: Parcel) -> None:
        for line in order.lines:
            packs = parcel.get(line.id, 0)
            line.shipped += packs
            self._stock.leave(order.place(line), packs * line.pack)
        self._move(order, "Partially Shipped" if any(_left(line) for line in order.lines) else "Ship Complete")
        self._send(order, parcel)

    def _move(self, order: Order, status: str) -> None:
        order.status, order.updated_at = status, self._now()

    def _later(self, minutes: float, act: Callable[[], None]) -> None:
        self._agenda.at(self._clock.now() + self._switches.lasts(minutes), act)


def _left(line: Line) -> int:
    return line.picked - line.shipped
