"""Refunds: money, goods, or both taken back of one order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crossdock_shopify.sandbox.ids import written
from crossdock_shopify.sandbox.inventory import NO_LOCATION
from crossdock_shopify.sandbox.money import amount_of, money_set, text, total
from crossdock_shopify.sandbox.orders import Orders, Parts
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found
from crossdock_shopify.sandbox.totals import currencies_of, line_net, line_tax

RESTOCK = ("return", "cancel", "no_restock")
TOO_MANY = "Quantity cannot refund more items than were purchased"
Document = dict[str, Any]


class Refunds:
    """All refunds; they stand in their orders."""

    def __init__(self, parts: Parts, orders: Orders) -> None:
        self._parts, self._orders = parts, orders

    def of(self, order: int) -> list[Document]:
        """All of an order; raises Refused where there is no such order."""
        refunds: list[Document] = self._orders.get(order)["refunds"]
        return refunds

    def get(self, order: int, number: int) -> Document:
        """One of them; raises Refused where there is none."""
        for refund in self.of(order):
            if refund["id"] == number:
                return refund
        raise not_found()

    def create(self, number: int, sent: Any) -> Document:
        """Take back; raises Refused for more than was bought or paid."""
        order = self._orders.get(number)
        if not isinstance(sent, dict):
            raise missing("refund")
        lines = self._read_lines(order, sent.get("refund_line_items"))
        shipping = _shipping_amount(order, sent.get("shipping"))
        amount = self._parts.payments.read_refunds(order, sent.get("transactions"))
        for line, entry in lines:
            self._take_back(order, line, entry)
        now = written(self._parts.clock.now())
        new = self._parts.ids.new("Refund")
        refund = {
            **new,
            "order_id": number,
            "note": sent.get("note"),
            "restock": any(entry["restock_type"] != "no_restock" for _, entry in lines),
            "user_id": None,
            "created_at": now,
            "processed_at": now,
            "refund_line_items": [self._line(order, line, entry) for line, entry in lines],
            "transactions": self._parts.payments.give_back(order, amount),
            "order_adjustments": self._adjustments(order, new["id"], shipping),
            "duties": [],
        }
        order["refunds"].append(refund)
        self._parts.webhooks.send("refunds/create", refund)
        self._orders.touch(order)
        return refund

    def calculate(self, number: int, sent: Any) -> Document:
        """What a refund would give back, and on which payment; nothing is changed. Raises Refused as `create` does."""
        order = self._orders.get(number)
        if not isinstance(sent, dict):
            raise missing("refund")
        lines = self._read_lines(order, sent.get("refund_line_items"))
        shipping = _shipping_amount(order, sent.get("shipping"))
        taxes = Decimal(0) if order["taxes_included"] else Decimal(1)
        goods = [line_net(line, entry["quantity"]) + taxes * line_tax(line, entry["quantity"]) for line, entry in lines]
        return {
            "currency": order["currency"],
            "shipping": {"amount": text(shipping)},
            "refund_line_items": [
                {**entry, "subtotal": text(line_net(line, entry["quantity"]))} for line, entry in lines
            ],
            "transactions": self._parts.payments.suggest(order, sum(goods, shipping)),
        }

    def _read_lines(self, order: Document, sent: Any) -> list[tuple[Document, Document]]:
        by_id = {line["id"]: line for line in order["line_items"]}
        entries = [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
        found = [(by_id[entry["line_item_id"]], entry) for entry in entries if entry.get("line_item_id") in by_id]
        if len(found) < len(entries) or len({line["id"] for line, _ in found}) < len(found):
            raise Refused({"refund_line_items": ["line_item is invalid"]})
        for line, entry in found:
            quantity = entry.get("quantity")
            if (
                isinstance(quantity, bool)
                or not isinstance(quantity, int)
                or not 0 < quantity <= line["current_quantity"]
            ):
                raise Refused({"refund_line_items": [TOO_MANY]})
            self._check_restock(entry)
        return found

    def _check_restock(self, entry: Document) -> None:
        kind = entry.setdefault("restock_type", "no_restock")
        if kind not in RESTOCK:
            raise Refused({"refund_line_items": ["restock_type is not included in the list"]})
        if kind != "no_restock" and entry.get("location_id") not in self._parts.catalogue.locations:
            raise Refused({"refund_line_items": [NO_LOCATION]})

    def _take_back(self, order: Document, line: Document, entry: Document) -> None:
        quantity = entry["quantity"]
        line["current_quantity"] -= quantity
        place = self._orders.claimed(order["id"], line["id"])
        withdrawn = 0
        if entry["restock_type"] != "return":
            withdrawn = self._parts.fulfilment_orders.withdraw(order["id"], line["id"], quantity)
            line["fulfillable_quantity"] -= withdrawn
        if place is None:
            return
        self._parts.inventory.ship(*place, withdrawn)
        if entry["restock_type"] != "no_restock":
            now = written(self._parts.clock.now())
            level = self._parts.inventory.connect(place[0], entry["location_id"], now)
            level.available, level.updated_at = level.available + quantity, now
            self._parts.webhooks.send("inventory_levels/update", level.document())

    def _line(self, order: Document, line: Document, entry: Document) -> Document:
        net, tax = line_net(line, entry["quantity"]), line_tax(line, entry["quantity"])
        currencies = currencies_of(order)
        return {
            "id": self._parts.ids.new("RefundLineItem")["id"],
            "line_item_id": line["id"],
            "quantity": entry["quantity"],
            "restock_type": entry["restock_type"],
            "location_id": entry.get("location_id"),
            "subtotal": float(net),
            "subtotal_set": money_set(net, currencies),
            "total_tax": float(tax),
            "total_tax_set": money_set(tax, currencies),
            "line_item": dict(line),
        }

    def _adjustments(self, order: Document, refund: int, shipping: Decimal) -> list[Document]:
        if not shipping:
            return []
        return [
            {
                "id": self._parts.ids.new("OrderAdjustment")["id"],
                "order_id": order["id"],
                "refund_id": refund,
                "kind": "shipping_refund",
                "reason": "Shipping refund",
                "amount": text(-shipping),
                "amount_set": money_set(-shipping, currencies_of(order)),
                "tax_amount": "0.00",
                "tax_amount_set": money_set(Decimal(0), currencies_of(order)),
            }
        ]


def _shipping_amount(order: Document, sent: Any) -> Decimal:
    if not isinstance(sent, dict):
        return Decimal(0)
    whole = total(order["shipping_lines"], "price")
    given_back = -sum((total(refund["order_adjustments"], "amount") for refund in order["refunds"]), Decimal(0))
    wanted = whole - given_back if sent.get("full_refund") is True else amount_of(sent.get("amount", "0"), "shipping")
    if wanted > whole - given_back:
        raise Refused({"shipping": ["Refund amount is greater than the shipping that was paid"]})
    return wanted
