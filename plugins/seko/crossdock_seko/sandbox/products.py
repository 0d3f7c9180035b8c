"""Product masters: created once, and overwritten whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from crossdock_seko.sandbox import inferred
from crossdock_seko.sandbox.fields import check_required, decimal_number, text_of
from crossdock_seko.sandbox.refusal import Refused

_ROOT = "ProductMaster"
_REQUIRED = tuple(
    f"{_ROOT}.{field}" for field in ("ProductCode", "ProductDescription", "GrossWeight", "GrossWeightUOM")
)
_FROZEN = ("LotControlled", "DateControlled", "SerialNumberControlled")
"""Flags that can only be set when the product is created."""


class Product(msgspec.Struct, kw_only=True):
    """What is known of one product."""

    code: str
    document: dict[str, Any]
    received: int

    @property
    def ean(self) -> str:
        """Its barcode, or ''."""
        return text_of(self.document, f"{_ROOT}.EAN")


class Products:
    """All products. Codes are not case-sensitive, and never change."""

    def __init__(self, documents: Iterable[dict[str, Any]]) -> None:
        self._products: dict[str, Product] = {}
        for document in documents:
            self._keep(Product(code=document[_ROOT]["ProductCode"], document=document, received=0))

    def __iter__(self) -> Iterator[Product]:
        return iter(self._products.values())

    def find(self, code: str) -> Product | None:
        """By code, however it is written."""
        return self._products.get(code.upper())

    def submit(self, document: Any) -> Product:
        """Create a product; raises Refused for the first fault."""
        code = _check(document)
        if (known := self.find(code)) is not None:
            known.received += 1
            raise Refused(inferred.PRODUCT_EXISTS.format(code=code))
        self._check_ean(document, code)
        return self._keep(Product(code=code, document=document, received=1))

    def update(self, document: Any) -> Product:
        """Overwrite a product: what is not sent is gone. Raises Refused for the first fault."""
        code = _check(document)
        product = self.find(code)
        if product is None:
            raise Refused(inferred.UNKNOWN_PRODUCT.format(code=code))
        self._check_ean(document, code)
        product.document = {**document, _ROOT: {**document[_ROOT], **_frozen(product, document[_ROOT])}}
        product.received += 1
        return product

    def _keep(self, product: Product) -> Product:
        self._products[product.code.upper()] = product
        return product

    def _check_ean(self, document: Any, code: str) -> None:
        ean = text_of(document, f"{_ROOT}.EAN", most=50)
        if ean and any(other.ean == ean for other in self if other.code.upper() != code.upper()):
            raise Refused(inferred.EAN_USED.format(ean=ean))


def _check(document: Any) -> str:
    check_required(document, _REQUIRED)
    code = text_of(document, f"{_ROOT}.ProductCode")
    text_of(document, f"{_ROOT}.ProductDescription", most=200)
    text_of(document, f"{_ROOT}.GrossWeightUOM", most=2)
    decimal_number(document, f"{_ROOT}.GrossWeight")
    hts_code = text_of(document, f"{_ROOT}.HTSCode")
    if hts_code and not (hts_code.isascii() and hts_code.isdigit() and len(hts_code) >= 10):
        raise Refused(inferred.BAD_HTS_CODE)
    return code


def _frozen(product: Product, sent: dict[str, Any]) -> dict[str, Any]:
    """The flags that stay as they were; raises Refused where one is sent otherwise."""
    flags = {field: product.document[_ROOT].get(field, False) for field in _FROZEN}
    for field, value in flags.items():
        if sent.get(field, value) != value:
            raise Refused(inferred.FROZEN_FLAG.format(field=field))
    return {field: value for field, value in flags.items() if field in sent or value}
