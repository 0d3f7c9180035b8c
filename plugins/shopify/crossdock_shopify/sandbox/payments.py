"""Transactions: what was paid for an order, and what of it was given back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox.ids import Ids, written
from crossdock_shopify.sandbox.money import amount_of, text, total
from crossdock_shopify.sandbox.refusal import Refused

UNPAID = ("pending", "authorized")
Document = dict[str, Any]


class Payments:
    """The transactions of all orders."""

    def __init__(self, clock: SandboxClock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._transactions: dict[int, list[Document]] = {}

    def of(self, order: int) -> list[Document]:
        """All of an order, oldest first."""
        return self._transactions.get(order, [])

    def every(self) -> list[Document]:
        """Those of all orders."""
        return [transaction for found in self._transactions.values() for transaction in found]

    def open(self, order: Document, status: str, *, by_buyer: bool) -> None:
        """Note how a new order was paid for: by the buyer at the checkout, or as the API's caller says."""
        order["financial_status"] = status
        if status == "paid":
            gateway = "shopify_payments" if by_buyer else "manual"
            self._add(order, "sale", Decimal(order["total_price"]), gateway)
            order["payment_gateway_names"] = [gateway]
        order["total_outstanding"] = "0.00" if status == "paid" else order["total_price"]

    def net(self, order: Document) -> Decimal:
        """What was paid, less what was given back."""
        signs = {"sale": 1, "capture": 1, "refund": -1}
        amounts = (signs[found["kind"]] * Decimal(found["amount"]) for found in self.of(order["id"]))
        return sum(amounts, Decimal(0))

    def check_refund(self, order: Document, amount: Decimal) -> None:
        """Raises Refused where more is to be given back than was received."""
        if amount > self.net(order):
            raise Refused(
                {
                    "base": [
                        f"Refund amount ${text(amount)} is greater than net payment received ${text(self.net(order))}"
                    ]
                }
            )

    def read_refunds(self, order: Document, sent: Any) -> Decimal:
        """What is asked to be given back; raises Refused where it belongs to no payment of the order, or is too much."""
        wanted = [entry for entry in sent if isinstance(entry, dict)] if isinstance(sent, list) else []
        parents = {found["id"] for found in self.of(order["id"])}
        if any(entry.get("parent_id") not in parents for entry in wanted):
            raise Refused({"base": ["Transactions require a parent_id associated with the order"]})
        amount = total([{"amount": amount_of(entry.get("amount"), "transactions")} for entry in wanted], "amount")
        self.check_refund(order, amount)
        return amount

    def suggest(self, order: Document, amount: Decimal) -> list[Document]:
        """How so much could be given back: on the first payment, and no more than is left of it."""
        left = self.net(order)
        if not left:
            return []
        first = self.of(order["id"])[0]
        return [
            {
                "order_id": order["id"],
                "kind": "suggested_refund",
                "gateway": first["gateway"],
                "parent_id": first["id"],
                "amount": text(min(amount, left)),
                "currency": order["currency"],
                "maximum_refundable": text(left),
            }
        ]

    def give_back(self, order: Document, amount: Decimal) -> list[Document]:
        """Give money back; the transactions, none where there is nothing to give."""
        if not amount:
            return []
        first = self.of(order["id"])[0]
        return [self._add(order, "refund", amount, first["gateway"], parent=first["id"])]

    def status(self, order: Document) -> str:
        """The order's financial status."""
        refunded = any(found["kind"] == "refund" for found in self.of(order["id"]))
        if refunded:
            return "partially_refunded" if self.net(order) > 0 else "refunded"
        if order["cancelled_at"] is not None and not self.net(order):
            return "voided"
        return str(order["financial_status"])

    def _add(self, order: Document, kind: str, amount: Decimal, gateway: str, parent: int | None = None) -> Document:
        now = written(self._clock.now())
        transaction = {
            **self._ids.new("OrderTransaction"),
            "order_id": order["id"],
            "parent_id": parent,
            "kind": kind,
            "status": "success",
            "amount": text(amount),
            "currency": order["currency"],
            "gateway": gateway,
            "message": None,
            "error_code": None,
            "test": order["test"],
            "created_at": now,
            "processed_at": now,
        }
        self._transactions.setdefault(order["id"], []).append(transaction)
        return transaction


def payment_status(sent: Document, *, paid: bool) -> str:
    """The financial status a new order starts with; raises Refused for one it cannot have."""
    wanted = sent.get("financial_status") or ("paid" if paid else "pending")
    if wanted not in (*UNPAID, "paid"):
        raise Refused({"financial_status": ["is not included in the list"]})
    return str(wanted)
