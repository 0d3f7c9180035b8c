"""Goods announced to a distribution centre, deliveries and returns, and what is received of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from crossdock.connect.resource import at
from crossdock_seko.sandbox import inferred
from crossdock_seko.sandbox.fields import check_texts, lines_of, text_of, whole_number
from crossdock_seko.sandbox.products import Products
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.submission import distribution_centre

_LENGTHS = {"Receipt.HBReference": 50, "Receipt.ReceiptReasonCode": 50, "Receipt.Notes": 4000}


class ReceiptLine(msgspec.Struct, frozen=True, kw_only=True):
    """One announced product."""

    number: int
    code: str
    quantity: int
    lot: str | None
    reason: str | None


class Receipt(msgspec.Struct, kw_only=True):
    """An announcement (ASN)."""

    number: str
    reference: str
    guid: str
    dc: str
    is_return: bool
    expected_at: datetime | None
    lines: list[ReceiptLine]
    received: int = 1
    arrived: bool = False


class Receipts:
    """All announcements by number."""

    def __init__(self) -> None:
        self._receipts: dict[str, Receipt] = {}

    def __iter__(self) -> Iterator[Receipt]:
        return iter(self._receipts.values())

    def __len__(self) -> int:
        return len(self._receipts)

    def submit(self, document: Any, products: Products, guid: str) -> tuple[Receipt, bool]:
        """An announcement, and whether it is a new one; raises Refused for the first fault.

        `UpdateReceipt` replaces one that has not been received yet.
        """
        receipt = read_receipt(document, products, guid)
        known = self._receipts.get(receipt.number)
        if known is not None:
            known.received += 1
            self._replace(known, receipt, updates=at(document, "Receipt.UpdateReceipt") is True)
            return known, False
        self._check_reference(receipt)
        self._receipts[receipt.number] = receipt
        return receipt, True

    def _check_reference(self, receipt: Receipt) -> None:
        if any(other.reference == receipt.reference for other in self if other.number != receipt.number):
            raise Refused(inferred.REFERENCE_USED)

    def _replace(self, known: Receipt, by: Receipt, *, updates: bool) -> None:
        if not updates:
            raise Refused(inferred.ASN_USED)
        if known.arrived:
            raise Refused(inferred.RECEIVED_ALREADY)
        self._check_reference(by)
        known.reference, known.dc, known.is_return = by.reference, by.dc, by.is_return
        known.expected_at, known.lines = by.expected_at, by.lines


def read_receipt(document: Any, products: Products, guid: str) -> Receipt:
    """An announcement as it was sent; raises Refused for the first fault."""
    number = text_of(document, "Receipt.ASNNumber", required=True)
    check_texts(document, _LENGTHS)
    dc = distribution_centre(document, "ReceiptHeader.DCCode")
    return Receipt(
        number=number,
        reference=text_of(document, "Receipt.HBReference") or number,
        guid=guid,
        dc=dc,
        is_return=at(document, "Receipt.IsReturn") is True,
        expected_at=_moment(text_of(document, "Receipt.WarehouseETA")),
        lines=[_line(line, products) for line in lines_of(document, "List.ReceiptLineItem")],
    )


def _line(line: Any, products: Products) -> ReceiptLine:
    number, quantity = whole_number(line, "LineNumber"), whole_number(line, "Quantity")
    code = text_of(line, "ProductCode", required=True)
    product = products.find(code)
    if product is None:
        raise Refused(inferred.UNKNOWN_PRODUCT.format(code=code))
    lot, reason = text_of(line, "LotNumber") or None, text_of(line, "ReturnReason", most=500) or None
    return ReceiptLine(number=number, code=product.code, quantity=quantity, lot=lot, reason=reason)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(inferred.BAD_NUMBER.format(field="WarehouseETA")) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # the manual: times are UTC
