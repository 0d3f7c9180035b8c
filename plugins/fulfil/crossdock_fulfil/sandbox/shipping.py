"""Shipments: made when an order is processed, one for each warehouse that has some of it, and one for what is short.

What is assigned is packed and leaves; what waits for goods is assigned when they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_fulfil.sandbox.refusal import user_error
from crossdock_fulfil.sandbox.stock import Stock
from crossdock_fulfil.sandbox.switches import FulfilSwitches
from crossdock_fulfil.sandbox.tables import Row, Tables

MODEL = "stock.shipment.out"
OPEN = ("waiting", "assigned")
FAR = ("packed", "done")
"""States of a shipment from which it is not called back."""
Told = Callable[[str, Row], None]
"""Tells that a record changed, and of which kind it is."""


class Shipping:
    """What becomes of an account's orders."""

    def __init__(
        self, tables: Tables, stock: Stock, clock: SandboxClock, agenda: Agenda, switches: FulfilSwitches, tell: Told
    ) -> None:
        self._tables, self._stock, self._switches, self._tell = tables, stock, switches, tell
        self._clock, self._agenda = clock, agenda

    def process(self, sale: Row) -> None:
        """Make an order's shipments, unless it was cancelled meanwhile."""
        if sale["state"] != "confirmed":
            return
        left = {line["id"]: self._wanted(line) for line in self._goods_of(sale)}
        for warehouse in self._warehouses(sale):
            taken = self._taken(left, warehouse)
            if taken:
                self._ship_from(sale, warehouse, "assigned", taken)
        if any(left.values()):
            self._ship_from(sale, sale["warehouse"], "waiting", {line: many for line, many in left.items() if many})
        self._tables.change(sale, state="processing", shipment_state="waiting")
        self._tell("order", sale)

    def assign(self) -> None:
        """Goods came in: what waited for them is assigned, the oldest first, as far as they go."""
        for shipment in self._tables.where(MODEL, state="waiting"):
            moves = self._moves(shipment)
            if all(self._stock.unassigned((each["product"], each["warehouse"])) >= each["quantity"] for each in moves):
                self._assigned(shipment, 0)

    def pack(self, shipment: Row) -> None:
        """Put a shipment into its parcel, if it is still assigned."""
        if shipment["state"] == "assigned":
            self._tables.change(shipment, state="packed")

    def send(self, shipment: Row) -> None:
        """A shipment leaves, if it is still there to leave."""
        if shipment["state"] not in ("assigned", "packed"):
            return
        for move in self._moves(shipment):
            self._stock.on_hand[move["product"], move["warehouse"]] -= int(move["quantity"])
            line = self._tables.get("sale.line", move["line"])
            self._tables.change(line, quantity_shipped=(line["quantity_shipped"] or 0) + int(move["quantity"]))
            self._tables.change(move, state="done")
        number = f"XF{shipment['id']}GB"
        self._tables.change(shipment, state="done", tracking_number=number, effective_date=self._clock.now().date())
        self._close(self._tables.get("sale.sale", shipment["sales"][0]))
        self._tell("shipment", shipment)

    def cancel(self, sale: Row) -> None:
        """Stop everything of an order that is still open."""
        for shipment in self._shipments(sale, OPEN):
            self._stop(shipment)
        self._tables.change(sale, state="cancel")
        self._tell("order", sale)

    def cancel_line(self, sale: Row, line: Row, cancelled: Any) -> None:
        """Say how many of a line are cancelled in all; raises Refused for more than have not been packed."""
        before, left = line["quantity_canceled"] or 0, self._wanted(line)
        more = int(cancelled) - before if isinstance(cancelled, int | float) else left + 1
        packed = sum(int(move["quantity"]) for move in self._moves_of(line, ("packed",)))
        if more < 0 or more > left - packed:
            raise user_error(f"{cancelled} of '{line['description']}' cannot be cancelled")
        if more == 0:
            return
        worth = min(line["unit_price"] * more, line["amount"])
        self._tables.change(line, quantity_canceled=before + more, amount=line["amount"] - worth)
        totals = {name: sale[name] - worth for name in ("untaxed_amount", "total_amount")}
        self._tables.change(sale, **totals)
        self._take_off(line, more)
        self._close(sale)
        self._tell("order", sale)

    def _take_off(self, line: Row, more: int) -> None:
        for state in OPEN:
            for move in self._moves_of(line, (state,)):
                taken = min(more, int(move["quantity"]))
                more -= taken
                self._tables.change(move, quantity=move["quantity"] - taken)
        for shipment in self._shipments(self._tables.get("sale.sale", line["sale"]), OPEN):
            if not any(move["quantity"] for move in self._moves(shipment)):
                self._stop(shipment)

    def _stop(self, shipment: Row) -> None:
        for move in self._moves(shipment):
            self._tables.change(move, state="cancel")
        self._tables.change(shipment, state="cancel")

    def _close(self, sale: Row) -> None:
        """An order is done when all of it has left that is not cancelled."""
        if sale["state"] == "processing" and not any(self._wanted(line) for line in self._goods_of(sale)):
            self._tables.change(sale, state="done", shipment_state="sent")
            self._tell("order", sale)

    def _wanted(self, line: Row) -> int:
        return int(line["quantity"]) - (line["quantity_canceled"] or 0) - (line["quantity_shipped"] or 0)

    def _goods_of(self, sale: Row) -> list[Row]:
        return [
            line for line in self._tables.where("sale.line", sale=sale["id"]) if self._stock.counts(line["product"])
        ]

    def _warehouses(self, sale: Row) -> list[int]:
        found = [row["id"] for row in self._tables.where("stock.location", type="warehouse")]
        return sorted(found, key=lambda number: number != sale["warehouse"])

    def _taken(self, left: dict[int, int], warehouse: int) -> dict[int, int]:
        """What a warehouse has of what is left, by line; it is taken off what is left."""
        taken: dict[int, int] = {}
        for number, many in left.items():
            product = self._tables.get("sale.line", number)["product"]
            there = max(0, self._stock.unassigned((product, warehouse)))
            if some := min(many, there - sum(taken[other] for other in taken if self._is_of(other, product))):
                taken[number] = some
                left[number] -= some
        return taken

    def _is_of(self, line: int, product: int) -> bool:
        return bool(self._tables.get("sale.line", line)["product"] == product)

    def _ship_from(self, sale: Row, warehouse: int, state: str, quantities: dict[int, int]) -> None:
        service = next(iter(self._tables.where("carrier.service", code=sale["carrier_code"])), None)
        number = f"CS{1001 + len(self._tables.all(MODEL))}"
        shipment = self._tables.create(
            MODEL,
            number=number,
            rec_name=number,
            state=state,
            customer=sale["party"],
            warehouse=warehouse,
            carrier=service and service["carrier"],
            carrier_service=service and service["id"],
            tracking_number=None,
            planned_date=self._clock.now().date(),
            effective_date=None,
            sales=[sale["id"]],
            outgoing_moves=[],
        )
        shipment["outgoing_moves"] = [self._move(shipment, number, many) for number, many in quantities.items()]
        before = len(self._shipments(sale, OPEN))
        self._tables.change(sale, shipments=[*sale["shipments"], shipment["id"]])
        if state == "assigned":
            self._assigned(shipment, before)

    def _move(self, shipment: Row, line: int, many: int) -> int:
        move = self._tables.create(
            "stock.move",
            shipment=f"{MODEL},{shipment['id']}",
            product=self._tables.get("sale.line", line)["product"],
            warehouse=shipment["warehouse"],
            quantity=many,
            state="draft",
            line=line,
            direction="out",
        )
        return int(move["id"])

    def _assigned(self, shipment: Row, place: int) -> None:
        """Goods are set aside for a shipment, which leaves by itself: the first of an order first."""
        for move in self._moves(shipment):
            self._tables.change(move, state="assigned")
        self._tables.change(shipment, state="assigned")
        if self._switches.ships_by_itself:
            later = place * self._switches.minutes_between_shipments
            self._agenda.at(self._after(self._switches.minutes_to_pack + later), partial(self.pack, shipment))
            self._agenda.at(self._after(self._switches.minutes_to_ship + later), partial(self.send, shipment))

    def _after(self, minutes: int) -> datetime:
        return self._clock.now() + self._switches.lasts(minutes)

    def _moves(self, shipment: Row) -> list[Row]:
        return [self._tables.get("stock.move", number) for number in shipment["outgoing_moves"]]

    def _moves_of(self, line: Row, states: Iterable[str]) -> list[Row]:
        shipments = self._shipments(self._tables.get("sale.sale", line["sale"]), states)
        return [move for shipment in shipments for move in self._moves(shipment) if move["line"] == line["id"]]

    def _shipments(self, sale: Row, states: Iterable[str]) -> list[Row]:
        found = [self._tables.get(MODEL, number) for number in sale["shipments"]]
        return [shipment for shipment in found if shipment["state"] in states]
