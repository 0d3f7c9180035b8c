"""Reading an order of the API. Every fault is told at once, as ASP.NET does."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any

import msgspec

from crossdock_orderwise.sandbox import inferred, start_data
from crossdock_orderwise.sandbox.orders import WantedLine, WantedOrder
from crossdock_orderwise.sandbox.refusal import Refused, invalid, unknown


class _Customer(msgspec.Struct):
    id: int


class _Header(msgspec.Struct, rename="camel"):
    system_order_type: int
    delivery_method_id: int
    order_gross: float
    order_date: datetime
    e_commerce_order_number: str
    customer_order_ref: str = ""


class _Address(msgspec.Struct, rename="camel"):
    delivery_name: str
    address1: str
    postcode: str
    country: str


class _Line(msgspec.Struct, rename="camel"):
    variant_code: str
    item_number: int
    quantity: int
    item_gross: float
    tax_rate_id: int = 1
    stock_location_id: int = start_data.MAIN


class _Order(msgspec.Struct, rename="camel"):
    customer: _Customer
    order_header: _Header
    customer_delivery_address: _Address
    order_lines: list[_Line]


def wanted_order(body: Any, session: str, codes: Container[str], customers: Container[int]) -> WantedOrder:
    """The order that a body describes; raises Refused."""
    if not (session.isascii() and session.isdigit() and int(session[:9]) in start_data.SESSIONS):
        raise unknown("session_id", "Session", session)
    try:
        order = msgspec.convert(body, _Order)
    except msgspec.ValidationError as error:
        raise Refused({"Message": f"{inferred.INVALID} {error}"}) from error
    if faults := dict(_faults(order, codes, customers)):
        raise invalid(faults)
    return _wanted(order, int(session))


def _faults(order: _Order, codes: Container[str], customers: Container[int]) -> Iterator[tuple[str, str]]:
    header = order.order_header
    if order.customer.id not in customers:
        yield "customer.id", inferred.UNKNOWN.format(what="Customer", value=order.customer.id)
    if header.delivery_method_id not in start_data.DELIVERY_METHODS:
        told = inferred.UNKNOWN.format(what="Delivery method", value=header.delivery_method_id)
        yield "orderHeader.deliveryMethodId", told
    if header.order_date.tzinfo is not None:
        yield "orderHeader.orderDate", "A local time without its zone is expected"
    if not order.order_lines:
        yield "orderLines", "At least one line is required"
    for place, line in enumerate(order.order_lines):
        yield from ((f"orderLines[{place}].{name}", words) for name, words in _line_faults(line, codes))


def _line_faults(line: _Line, codes: Container[str]) -> Iterator[tuple[str, str]]:
    if line.variant_code not in codes:
        yield "variantCode", inferred.UNKNOWN.format(what="Variant", value=line.variant_code)
    if line.quantity < 1:
        yield "quantity", "The quantity must be greater than 0"
    if line.tax_rate_id not in start_data.TAX_RATES:
        yield "taxRateId", inferred.UNKNOWN.format(what="Tax rate", value=line.tax_rate_id)
    if line.stock_location_id not in start_data.LOCATIONS:
        yield "stockLocationId", inferred.UNKNOWN.format(what="Stock location", value=line.stock_location_id)


def _wanted(order: _Order, session: int) -> WantedOrder:
    header = order.order_header
    lines = (
        WantedLine(
            code=line.variant_code, quantity=line.quantity, gross=line.item_gross, location=line.stock_location_id
        )
        for line in order.order_lines
    )
    return WantedOrder(
        session=session,
        number=header.e_commerce_order_number,
        reference=header.customer_order_ref,
        customer=order.customer.id,
        delivery_method=header.delivery_method_id,
        placed_at=header.order_date.replace(tzinfo=start_data.ZONE),
        gross=header.order_gross,
        lines=tuple(lines),
    )
