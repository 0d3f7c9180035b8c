"""Reading an order of a session's file. What is wrong with one stands in the session's log, and nowhere else."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Any

import msgspec

from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.sandbox.orders import WantedLine, WantedOrder


class Unusable(Exception):
    """An order cannot be imported, and why."""


class _Line(msgspec.Struct, rename="pascal"):
    code: str
    quantity: int
    item_gross: float
    tax_code: str = ""


class _Lines(msgspec.Struct, rename="pascal"):
    sales_order_line: list[_Line]


class _Payment(msgspec.Struct, rename="pascal"):
    description: str
    amount: float


class _Payments(msgspec.Struct, frozen=True, rename="pascal"):
    sales_payment: tuple[_Payment, ...] = ()


class _Order(msgspec.Struct, rename="pascal"):
    order_number: str
    order_date: datetime
    delivery_method: str
    order_gross: float
    lines: _Lines
    payments: _Payments = _Payments()
    customer_order_ref: str = ""
    order_on_hold: bool = False


def wanted_order(told: Any, session: int, codes: Container[str]) -> WantedOrder:
    """The order that an element describes; raises Unusable for the first thing that is wrong with it."""
    try:
        order = msgspec.convert(told, _Order, strict=False)
    except msgspec.ValidationError as error:
        raise Unusable(str(error)) from error
    methods = {method.name: number for number, method in start_data.DELIVERY_METHODS.items()}
    _require(order.delivery_method in methods, "Delivery method", order.delivery_method)
    for payment in order.payments.sales_payment:
        _require(payment.description in start_data.PAYMENT_METHODS, "Payment method", payment.description)
    for line in order.lines.sales_order_line:
        _require(line.code in codes, "Variant", line.code)
        # Without a code the variant's own counts.
        _require(line.tax_code in ("", *start_data.TAX_CODES), "Tax code", line.tax_code)
    return WantedOrder(
        session=session,
        number=order.order_number,
        reference=order.customer_order_ref,
        customer=start_data.WEB_SALES,
        delivery_method=methods[order.delivery_method],
        placed_at=order.order_date.replace(tzinfo=start_data.ZONE),
        gross=order.order_gross,
        lines=tuple(
            WantedLine(code=line.code, quantity=line.quantity, gross=line.item_gross, location=start_data.MAIN)
            for line in order.lines.sales_order_line
        ),
        on_hold=order.order_on_hold,
    )


def _require(is_known: bool, what: str, name: str) -> None:
    if not is_known:
        raise Unusable(f"{what} '{name}' does not exist")
