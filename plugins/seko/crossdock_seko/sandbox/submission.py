"""Taking an order in: every check the iHub makes, in its order, and the first that fails refuses the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from crossdock_seko.sandbox import inferred, start_data
from crossdock_seko.sandbox.fields import (
    check_required,
    check_texts,
    decimal_number,
    holds_double_quote,
    lines_of,
    text_of,
    whole_number,
)
from crossdock_seko.sandbox.orders import OrderBook, OrderLine
from crossdock_seko.sandbox.products import Products
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.stock import Stock
from crossdock_seko.sandbox.switches import SekoSwitches

WEB, BUSINESS = "WebSalesOrder", "SalesOrder"
"""The root keys of the two services."""
NO_JSON = "Cannot process json {what} A JSONObject text must begin with '{{' at character 1"
"""Quoted by the manual for a receipt."""
BAD_DC = "Error. Invalid Mapping - DC"
"""The manual's words."""
_WEB_DELIVERY = ("FirstName", "LastName", "Line1", "City", "CountryCode", "PhoneNumber", "EmailAddress")
_HEADER_LENGTHS = {
    "SalesOrderReference": 50,
    "SalesInvoiceNumber": 100,
    "OrderType": 100,
    "GiftMessage": 500,
    "GiftMessageFrom": 100,
    "GiftMessageTo": 100,
    "ShippingTerm": 50,
    "PurchaseOrderNumber": 100,
    "GroupReference": 100,
}
_AMOUNTS = ("ShippingTotal", "ShippingVAT", "ShippingExVAT", "TaxTotal", "SubTotal", "DiscountPriceTotal")
_LINE_AMOUNTS = ("UnitPrice", "UnitDiscountPrice", "VAT", "CustomsValue")
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")


class Books(Protocol):
    """What an order is checked against."""

    switches: SekoSwitches
    orders: OrderBook
    products: Products
    stock: Stock


def check_order(books: Books, document: Any, root: str) -> tuple[str, str, list[OrderLine]]:
    """Number, distribution centre and lines of an order that can be taken; raises Refused for the first fault."""
    if not isinstance(document, dict) or (books.switches.refuse_double_quotes and holds_double_quote(document)):
        raise Refused(NO_JSON.format(what=root.lower()))
    with _naming(""):
        number = text_of(document, f"{root}.SalesOrderNumber", most=50, required=True)
    with _naming(number):
        return number, *_check(books, document, root, number)


def _check(books: Books, document: dict[str, Any], root: str, number: str) -> tuple[str, list[OrderLine]]:
    if (known := books.orders.find(number)) is not None:
        known.received += 1
        raise Refused(inferred.NUMBER_USED)
    _check_header(books, document, root)
    dc = distribution_centre(document, "SalesOrderHeader.DCCode")
    _check_recipient(document, root)
    lines = _read_lines(books, document)
    _check_stock(books, dc, lines)
    return dc, lines


def _check_header(books: Books, document: dict[str, Any], root: str) -> None:
    check_texts(document, {f"{root}.{field}": most for field, most in _HEADER_LENGTHS.items()})
    for field in _AMOUNTS:
        decimal_number(document, f"{root}.{field}")
    if (invoice := text_of(document, f"{root}.SalesInvoiceNumber")) and books.orders.has_invoice(invoice):
        raise Refused(inferred.INVOICE_USED)
    _check_currency(text_of(document, f"{root}.CurrencyCode"))
    name, service = text_of(document, f"{root}.CourierName"), text_of(document, f"{root}.CourierService")
    if (name or service) and (name, service) not in start_data.COURIER_SERVICES:
        raise Refused(inferred.UNKNOWN_SERVICE.format(name=name, service=service))


def distribution_centre(document: Any, path: str) -> str:
    """The code of a distribution centre of this account, which has several; raises Refused for any other."""
    dc = text_of(document, path)
    if dc not in start_data.DISTRIBUTION_CENTRES:
        raise Refused(BAD_DC)
    return dc


def _check_recipient(document: dict[str, Any], root: str) -> None:
    if root == WEB:
        check_required(document, tuple(f"DeliveryDetails.{field}" for field in _WEB_DELIVERY))
        return
    company = text_of(document, "ShipToCompany.CompanyCode", required=True)
    if company not in start_data.COMPANIES:
        raise Refused(inferred.UNKNOWN_COMPANY.format(code=company))


def _read_lines(books: Books, document: dict[str, Any]) -> list[OrderLine]:
    lines: list[OrderLine] = []
    for line in lines_of(document, "List.SalesOrderLineItem"):
        number = whole_number(line, "LineNumber")
        code = _product_code(books, line)
        if any(code == other.code for other in lines):
            raise Refused(inferred.REPEATED_PRODUCT.format(code=code))
        quantity = whole_number(line, "Quantity")
        for field in _LINE_AMOUNTS:
            decimal_number(line, field)
        _check_currency(text_of(line, "CurrencyCode"))
        lines.append(OrderLine(number=number, code=code, quantity=quantity))
    return lines


def _product_code(books: Books, line: Any) -> str:
    code = text_of(line, "ProductCode", required=True)
    if books.switches.refuse_odd_skus and not _ALPHANUMERIC.fullmatch(code):
        raise Refused(inferred.ODD_SKU.format(code=code))
    product = books.products.find(code)
    if product is None:
        raise Refused(inferred.UNKNOWN_PRODUCT.format(code=code))
    return product.code


def _check_currency(code: str) -> None:
    if code and code not in start_data.CURRENCIES:
        raise Refused(inferred.BAD_CURRENCY.format(code=code))


def _check_stock(books: Books, dc: str, lines: list[OrderLine]) -> None:
    """All or nothing."""
    for line in lines:
        if books.stock.free((dc, line.code)) < line.quantity:
            raise Refused(f"Product {line.code} has no free stock.")


@contextmanager
def _naming(number: str) -> Iterator[None]:
    """The manual's form of an order's refusal: with the order's number before it."""
    try:
        yield
    except Refused as refused:
        words = refused.message.removeprefix("Error. ")
        raise Refused(f"Error Submitting SalesOrder: {number} - Error. {words}") from refused
