"""Goods that come back of an order. People make a return at Fulfil; nothing documents a call for it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from crossdock.connect.sandbox import Agenda, SandboxClock
from crossdock_fulfil.sandbox.shipping import Told
from crossdock_fulfil.sandbox.stock import Stock
from crossdock_fulfil.sandbox.switches import FulfilSwitches
from crossdock_fulfil.sandbox.tables import Row, Tables

MODEL = "stock.shipment.out.return"
PUT_AWAY = timedelta(hours=1)
"""From a return's receipt until its goods are on sale again."""


class Returning:
    """What comes back to an account's warehouses."""

    def __init__(
        self, tables: Tables, stock: Stock, clock: SandboxClock, agenda: Agenda, switches: FulfilSwitches, tell: Told
    ) -> None:
        self._tables, self._stock, self._switches, self._tell = tables, stock, switches, tell
        self._clock, self._agenda = clock, agenda

    def left_of(self, sale: Row, product: int) -> int:
        """How many of a product an order's customer has."""
        lines = self._tables.where("sale.line", sale=sale["id"], product=product)
        returns = [self._tables.get(MODEL, number) for number in sale["shipment_returns"]]
        back = [self._tables.get("stock.move", number) for each in returns for number in each["incoming_moves"]]
        returned = sum(int(move["quantity"]) for move in back if move["product"] == product)
        return sum(line["quantity_shipped"] or 0 for line in lines) - returned

    def expect(self, sale: Row, product: int, many: int) -> Row:
        """Some of what an order's customer has is to come back."""
        number = f"CR{1001 + len(self._tables.all(MODEL))}"
        made = self._tables.create(
            MODEL,
            number=number,
            rec_name=number,
            state="draft",
            warehouse=sale["warehouse"],
            effective_date=None,
            sales=[sale["id"]],
            incoming_moves=[],
        )
        made["incoming_moves"] = [self._move(made, product, many)]
        self._tables.change(sale, shipment_returns=[*sale["shipment_returns"], made["id"]])
        due = self._clock.now() + self._switches.lasts(self._switches.minutes_to_return)
        self._agenda.at(due, partial(self._receive, made))
        self._tell("return", made)
        return made

    def _move(self, made: Row, product: int, many: int) -> int:
        move = self._tables.create(
            "stock.move",
            shipment=f"{MODEL},{made['id']}",
            product=product,
            warehouse=made["warehouse"],
            quantity=many,
            state="draft",
            line=None,
            direction="in",
        )
        return int(move["id"])

    def _receive(self, made: Row) -> None:
        self._tables.change(made, state="received", effective_date=self._clock.now().date())
        self._agenda.at(self._clock.now() + PUT_AWAY / self._switches.pace, partial(self._put_away, made))
        self._tell("return", made)

    def _put_away(self, made: Row) -> None:
        for number in made["incoming_moves"]:
            move = self._tables.get("stock.move", number)
            self._stock.on_hand[move["product"], move["warehouse"]] += int(move["quantity"])
            self._tables.change(move, state="done")
        self._tables.change(made, state="done")
        self._tell("return", made)
