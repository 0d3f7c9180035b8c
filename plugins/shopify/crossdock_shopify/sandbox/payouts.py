"""Payouts: what buyers paid, less what it cost, goes to the shop's bank some days later, one payout for each day.

They are worked out of the payments whenever they are asked for, so there is nothing to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox import inferred, start_data
from crossdock_shopify.sandbox.ids import STORE_TIME
from crossdock_shopify.sandbox.money import text, total
from crossdock_shopify.sandbox.payments import Payments
from crossdock_shopify.sandbox.switches import ShopifySwitches

GATEWAY = "shopify_payments"
"""Whose payments are paid out; what other gateways take, Shopify never sees."""
SHARE_OF_A_CHARGE, FOR_A_CHARGE = Decimal("0.017"), Decimal("0.25")
"""What a payment costs, invented; nothing of it is given back with a refund."""
FIRST_PAYOUT, FIRST_TRANSACTION, FIRST_OWN_LINE = 100_000_000_000, 3_400_000_000_000, 3_900_000_000_000
SUMMARISED = ("adjustments", "charges", "refunds", "reserved_funds", "retried_payouts")
Document = dict[str, Any]


class Payouts:
    """All payouts of the shop."""

    def __init__(self, clock: SandboxClock, switches: ShopifySwitches, payments: Payments) -> None:
        self._clock, self._switches, self._payments = clock, switches, payments

    def chosen(self, filters: Mapping[str, str]) -> list[Document]:
        """Those of a status and of some days, where these are asked for."""
        found = [_payout(number, lines, self._status(_day(number))) for number, lines in self._by_payout().items()]
        first, last = (filters.get(name, "")[:10] for name in ("date_min", "date_max"))
        return [
            payout
            for payout in found
            if filters.get("status") in (None, payout["status"])
            and (not first or payout["date"] >= first)
            and (not last or payout["date"] <= last)
        ]

    def transactions(self, payout: int) -> list[Document]:
        """What a payout is made of, and last itself; nothing of one that is not there."""
        lines = self._by_payout().get(payout)
        if lines is None:
            return []
        status = self._status(_day(payout))
        return [{**line, "payout_id": payout, "payout_status": status} for line in [*lines, _own_line(payout, lines)]]

    def _by_payout(self) -> dict[int, list[Document]]:
        """The payments of each payout that has been issued."""
        today = self._clock.now().astimezone(STORE_TIME).date()
        found: dict[int, list[Document]] = {}
        for payment in self._payments.every():
            if payment["gateway"] != GATEWAY or payment["test"]:
                continue
            paid_on = datetime.fromisoformat(payment["processed_at"]).date()
            issued = paid_on + timedelta(days=self._switches.days_to_payout)
            if issued <= today:
                found.setdefault(_number(issued, payment["currency"]), []).append(_line(payment))
        return found

    def _status(self, issued: date) -> str:
        today = self._clock.now().astimezone(STORE_TIME).date()
        return "paid" if today >= issued + timedelta(days=inferred.DAYS_TO_BANK) else "in_transit"


def _number(issued: date, currency: str) -> int:
    return FIRST_PAYOUT + issued.toordinal() * 10 + list(start_data.RATES).index(currency)


def _day(payout: int) -> date:
    return date.fromordinal((payout - FIRST_PAYOUT) // 10)


def _line(payment: Document) -> Document:
    refunds = payment["kind"] == "refund"
    amount = Decimal(payment["amount"]) * (-1 if refunds else 1)
    fee = Decimal(0) if refunds else Decimal(text(amount * SHARE_OF_A_CHARGE + FOR_A_CHARGE))
    return {
        "id": FIRST_TRANSACTION + payment["id"] % 100_000_000_000,
        "type": "refund" if refunds else "charge",
        "test": False,
        "currency": payment["currency"],
        "amount": text(amount),
        "fee": text(fee),
        "net": text(amount - fee),
        "source_id": payment["id"],
        "source_type": "Payments::Refund" if refunds else "charge",
        "source_order_id": payment["order_id"],
        "source_order_transaction_id": payment["id"],
        "processed_at": payment["processed_at"],
        "adjustment_order_transactions": None,
    }


def _own_line(payout: int, lines: list[Document]) -> Document:
    amount = text(-total(lines, "net"))
    return {
        **lines[-1],
        "id": FIRST_OWN_LINE + payout,
        "type": "payout",
        "amount": amount,
        "fee": "0.00",
        "net": amount,
        "source_id": payout,
        "source_type": "payout",
        "source_order_id": None,
        "source_order_transaction_id": None,
    }


def _payout(number: int, lines: list[Document], status: str) -> Document:
    return {
        "id": number,
        "status": status,
        "date": _day(number).isoformat(),
        "currency": lines[0]["currency"],
        "amount": text(total(lines, "net")),
        "summary": {
            f"{kind}_{what}_amount": text(total(_of_kind(lines, kind), field))
            for kind in SUMMARISED
            for what, field in (("fee", "fee"), ("gross", "amount"))
        },
    }


def _of_kind(lines: Iterable[Document], kind: str) -> list[Document]:
    return [line for line in lines if f"{line['type']}s" == kind]
