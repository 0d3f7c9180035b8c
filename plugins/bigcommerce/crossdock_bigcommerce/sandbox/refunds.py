"""Refunds: first what they come to, then the doing. They name lines; shipping costs are the address's."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_bigcommerce.sandbox import inferred, start_data
from crossdock_bigcommerce.sandbox.orders import Line, Order
from crossdock_bigcommerce.sandbox.refusal import invalid, payment

Record = dict[str, Any]
STORE_CREDIT = "storecredit"
GATEWAY = "examplepay"


class Refunded(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a refund, and what it comes to."""

    item: Record
    amount: float
    line: Line | None = None


def quote(order: Order, sent: Record) -> Record:
    """What a refund would come to, and the ways to pay it back; raises Refused."""
    total = sum(one.amount for one in _refunded(order, sent))
    ways = [
        {"provider_id": GATEWAY, "provider_description": "Example Pay", "amount": round(total, 2), "offline": False}
    ]
    by_hand = {**ways[0], "provider_id": "custom", "provider_description": "By hand", "offline": True}
    return {
        "order_id": order.id,
        "total_refund_amount": round(total, 2),
        "total_refund_tax_amount": _tax(total),
        "rounding": 0,
        "adjustment": 0,
        "is_tax_included": True,
        "order_level_refund_amount": 0,
        "refund_methods": [ways, [by_hand]],
    }


def refund(order: Order, sent: Record, number: int, now: str, *, declines: bool) -> Record:
    """Pay back; raises Refused where the payments do not come to what the items do, or are of a way that cannot be."""
    refunded = _refunded(order, sent)
    total, payments = sum(one.amount for one in refunded), sent.get("payments")
    if not isinstance(payments, list) or not payments:
        raise invalid(payments="error.path.missing")
    if any(each.get("provider_id") == STORE_CREDIT for each in payments):
        raise payment("Unable to provide store credit for a guest customer.")
    if abs(sum(float(each.get("amount", 0)) for each in payments) - total) > 0.005:
        raise payment(inferred.AMOUNTS_DIFFER)
    for one in refunded:
        if one.line is not None:
            one.line.refunded += one.item["quantity"]
    made = _document(order, number, now, refunded, payments, sent.get("reason"), declines=declines)
    order.refunds.append(made)
    return made


def _document(
    order: Order, number: int, now: str, refunded: list[Refunded], payments: list[Any], reason: Any, *, declines: bool
) -> Record:
    total = sum(one.amount for one in refunded)
    told = {"is_declined": declines, "declined_message": "Refused by the bank." if declines else ""}
    return {
        "id": number,
        "order_id": order.id,
        "user_id": 0,
        "created": now,
        "reason": reason,
        "total_amount": round(total, 2),
        "total_tax": _tax(total),
        "uses_merchant_override_values": False,
        "payments": [
            {
                "id": number * 10 + place,
                "provider_id": each["provider_id"],
                "amount": each["amount"],
                "offline": bool(each.get("offline")),
                **told,
            }
            for place, each in enumerate(payments, 1)
        ],
        "items": [one.item for one in refunded],
    }


def _refunded(order: Order, sent: Record) -> list[Refunded]:
    items = sent.get("items")
    if not isinstance(items, list) or not items:
        raise invalid(items="error.path.missing")
    return [_one(order, item) for item in items]


def _one(order: Order, item: Any) -> Refunded:
    kind, named = item.get("item_type"), item.get("item_id")
    if kind == "PRODUCT":
        return _of_line(order, named, item.get("quantity"))
    owner = {"SHIPPING": order.address_id, "ORDER": order.id}.get(str(kind))
    if owner is None or owner != named:
        raise invalid(items=f"no {kind} with the id {named}")
    amount = item.get("amount")
    most = order.shipping if kind == "SHIPPING" else order.total - order.refunded
    if not isinstance(amount, int | float) or not 0 < amount <= most + 0.005:
        raise payment(inferred.TOO_MUCH_REFUNDED.format(item=named))
    told = {"item_type": kind, "item_id": named, "quantity": None, "requested_amount": amount}
    return Refunded(item=told, amount=float(amount))


def _of_line(order: Order, named: Any, quantity: Any) -> Refunded:
    line = order.line(named)
    if line is None:
        raise invalid(items=f"no PRODUCT with the id {named}")
    if not isinstance(quantity, int) or not 0 < quantity <= line.quantity - line.refunded:
        raise payment(inferred.TOO_MUCH_REFUNDED.format(item=named))
    told = {"item_type": "PRODUCT", "item_id": named, "quantity": quantity, "requested_amount": None}
    return Refunded(item=told, amount=line.price * quantity, line=line)


def _tax(amount: float) -> float:
    return round(amount - amount / (1 + start_data.TAX), 2)
