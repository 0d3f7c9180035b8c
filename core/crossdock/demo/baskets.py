"""What buyers put into their baskets: orders of many kinds, the same for the same seed.

Nobody in them exists: names are stand-ins, e-mail addresses end in example.com, and telephone numbers are those that
Ofcom and the North American plan keep for fiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from random import Random
from typing import Any

import msgspec

from crossdock.demo.shop import Shelf

Document = dict[str, Any]

TEA, GREY, MUG, TIN, KETTLE = "TEA-ASSAM-250", "TEA-EARLGREY-100", "MUG-STONE-01", "TIN-ROUND-S", "KETTLE-GN-12"
BUNDLE, EBOOK, VOUCHER = "BUNDLE-STARTER", "EBOOK-BREW", "GIFTCARD-25"
STANDARD = ("Standard Delivery", "4.95")
UNKNOWN_OPTION = ("Cargo Bike", "7.50")
"""A shipping option nobody has agreed with the warehouse."""
UNKNOWN_SKU = "TEA-MATCHA-50"
"""A product the warehouse does not know."""

_BUYERS = (("Alex", "Example"), ("Jo", "Sample"), ("Kim", "Placeholder"), ("Sam", "Specimen"), ("Robin", "Muster"))
_BRITISH = {"city": "Exampleton", "zip": "EX1 2MQ", "country": "United Kingdom", "country_code": "GB"}
_GERMAN = {"city": "Musterstadt", "zip": "12345", "country": "Germany", "country_code": "DE"}
_AMERICAN = {
    "city": "Sampleville",
    "province": "New York",
    "province_code": "NY",
    "zip": "10001",
    "country": "United States",
    "country_code": "US",
}
_VAT, _SALES_TAX = Decimal("0.20"), Decimal("0.08")


class Kind(StrEnum):
    """What is special about an order."""

    STANDARD = "standard"
    MULTI_LINE = "multi-line"
    DISCOUNT = "discount"
    GIFT = "gift"
    TAXES_ON_TOP = "taxes-on-top"
    TWO_CURRENCIES = "two-currencies"
    BUNDLE = "bundle"
    GUEST = "guest"
    PARTLY_DIGITAL = "partly-digital"
    REPEATED_SKU = "repeated-sku"
    TEST = "test"
    GIFT_CARD = "gift-card"
    DIGITAL = "digital"
    UNKNOWN_OPTION = "unknown-option"
    UNKNOWN_SKU = "unknown-sku"


NEVER_PACKED = frozenset({Kind.TEST, Kind.GIFT_CARD, Kind.DIGITAL})
"""Nobody may ever pick these."""
HELD = frozenset({Kind.UNKNOWN_OPTION, Kind.UNKNOWN_SKU})
"""These wait for a person."""
FIRST = (
    Kind.STANDARD,
    Kind.MULTI_LINE,
    Kind.DISCOUNT,
    Kind.TEST,
    Kind.GIFT,
    Kind.UNKNOWN_OPTION,
    Kind.TAXES_ON_TOP,
    Kind.TWO_CURRENCIES,
    Kind.GIFT_CARD,
    Kind.BUNDLE,
    Kind.DIGITAL,
    Kind.GUEST,
)
"""The first dozen, so that a demo has something to show at once."""
_WEIGHTS = {
    Kind.STANDARD: 24,
    Kind.MULTI_LINE: 16,
    Kind.DISCOUNT: 10,
    Kind.GIFT: 8,
    Kind.TAXES_ON_TOP: 8,
    Kind.TWO_CURRENCIES: 8,
    Kind.BUNDLE: 6,
    Kind.GUEST: 6,
    Kind.PARTLY_DIGITAL: 4,
    Kind.REPEATED_SKU: 2,
    Kind.TEST: 2,
    Kind.GIFT_CARD: 2,
    Kind.DIGITAL: 2,
    Kind.UNKNOWN_OPTION: 1,
    Kind.UNKNOWN_SKU: 1,
}


class Basket(msgspec.Struct, frozen=True, kw_only=True):
    """An order to be placed."""

    kind: Kind
    order: Document
    """As the shop's checkout takes it."""


def baskets(shelf: Shelf, seed: int) -> Iterator[Basket]:
    """Without end: the first dozen, then one after the other by chance."""
    buyer = Buyer(shelf, seed)
    for kind in FIRST:
        yield buyer.fill(kind)
    while True:
        yield buyer.fill(buyer.chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0])


class Buyer:
    """Somebody who fills baskets; chance decides what the kind of an order leaves open."""

    def __init__(self, shelf: Shelf, seed: int) -> None:
        self._shelf = shelf
        self.chance = Random(seed)  # noqa: S311  # nothing secret hangs on what is ordered

    def fill(self, kind: Kind) -> Basket:
        """An order of a kind."""
        return Basket(kind=kind, order={**self._plain(), **_FILLED[kind](self), "tags": f"demo, {kind}"})

    def tea(self) -> Document:
        return {"line_items": [self.line(self.chance.choice((TEA, GREY)), self.chance.randint(1, 3))]}

    def several(self) -> Document:
        chosen = self.chance.sample((TEA, GREY, MUG, TIN, KETTLE), self.chance.randint(2, 4))
        return {"line_items": [self.line(sku, self.chance.randint(1, 2)) for sku in chosen]}

    def discount(self) -> Document:
        code = {"code": "SPRING10", "amount": "10", "type": "percentage"}
        return {**self.several(), "discount_codes": [code]}

    def gift(self) -> Document:
        words = {"gift": "true", "gift_message": "Have a lovely day!", "gift_from": "Alex", "gift_to": "Jo"}
        return {
            "line_items": [self.line(MUG)],
            "shipping_lines": [_shipping("Next-Day by 1pm", "9.95", _VAT)],
            "note_attributes": [{"name": name, "value": value} for name, value in words.items()],
        }

    def abroad(self) -> Document:
        address = self._address(_AMERICAN, "70 Placeholder Road", "+1 212 555 0142")
        return {
            "presentment_currency": "USD",
            "taxes_included": False,
            "line_items": [self.line(KETTLE, tax=_SALES_TAX, on_top=True)],
            "shipping_lines": [_shipping("Express (2 days)", "14.00", _SALES_TAX, on_top=True)],
            "shipping_address": address,
            "billing_address": address,
        }

    def two_currencies(self) -> Document:
        address = self._address(_GERMAN, "Musterweg 3", None)
        return {
            **self.several(),
            "presentment_currency": "EUR",
            "shipping_lines": [_shipping("International Tracked", "12.00", _VAT)],
            "shipping_address": address,
            "billing_address": address,
        }

    def guest(self) -> Document:
        return {**self.tea(), "customer": None, "phone": None}

    def bought(self, *skus: str) -> Document:
        return {"line_items": [self.line(sku) for sku in skus]}

    def without_shipping(self, sku: str) -> Document:
        return {**self.bought(sku), "shipping_lines": []}

    def test(self) -> Document:
        return {**self.tea(), "test": True}

    def by_bike(self) -> Document:
        return {**self.tea(), "shipping_lines": [_shipping(*UNKNOWN_OPTION, _VAT)]}

    def matcha(self) -> Document:
        line = {"title": "Matcha", "sku": UNKNOWN_SKU, "price": "18.00", "grams": 60}
        return {"line_items": [line | {"tax_lines": [_tax(Decimal("18.00"), _VAT, on_top=False)]}]}

    def line(self, sku: str, quantity: int = 1, *, tax: Decimal = _VAT, on_top: bool = False) -> Document:
        """A line of the order, with its tax."""
        sold = self._shelf[sku]
        taxes = [_tax(sold.price * quantity, tax, on_top=on_top)]
        return {"variant_id": sold.id, "quantity": quantity, "tax_lines": taxes}

    def _plain(self) -> Document:
        first, last = self.chance.choice(_BUYERS)
        email = f"{first}@example.com".lower()
        street = f"{self.chance.randint(1, 99)} Sample Street"
        address = self._address(_BRITISH, street, f"+44 7700 900{self.chance.randint(0, 999):03}", (first, last))
        return {
            "customer": {"email": email, "first_name": first, "last_name": last},
            "email": email,
            "shipping_address": address,
            "billing_address": address,
            "shipping_lines": [_shipping(*STANDARD, _VAT)],
        }

    def _address(self, place: Document, street: str, phone: str | None, name: tuple[str, str] = _BUYERS[0]) -> Document:
        return {"first_name": name[0], "last_name": name[1], "address1": street, "phone": phone, **place}


_FILLED: dict[Kind, Callable[[Buyer], Document]] = {
    Kind.STANDARD: Buyer.tea,
    Kind.MULTI_LINE: Buyer.several,
    Kind.DISCOUNT: Buyer.discount,
    Kind.GIFT: Buyer.gift,
    Kind.TAXES_ON_TOP: Buyer.abroad,
    Kind.TWO_CURRENCIES: Buyer.two_currencies,
    Kind.BUNDLE: lambda buyer: buyer.bought(BUNDLE),
    Kind.GUEST: Buyer.guest,
    Kind.PARTLY_DIGITAL: lambda buyer: buyer.bought(TEA, EBOOK),
    Kind.REPEATED_SKU: lambda buyer: buyer.bought(TIN, TIN),
    Kind.TEST: Buyer.test,
    Kind.GIFT_CARD: lambda buyer: buyer.without_shipping(VOUCHER),
    Kind.DIGITAL: lambda buyer: buyer.without_shipping(EBOOK),
    Kind.UNKNOWN_OPTION: Buyer.by_bike,
    Kind.UNKNOWN_SKU: Buyer.matcha,
}


def _shipping(title: str, price: str, rate: Decimal, *, on_top: bool = False) -> Document:
    return {"title": title, "price": price, "tax_lines": [_tax(Decimal(price), rate, on_top=on_top)]}


def _tax(amount: Decimal, rate: Decimal, *, on_top: bool) -> Document:
    tax = amount * rate if on_top else amount * rate / (1 + rate)
    title = "Sales Tax" if on_top else "VAT"
    return {"title": title, "rate": float(rate), "price": str(tax.quantize(Decimal("0.01"), ROUND_HALF_UP))}
