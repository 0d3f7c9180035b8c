"""What every installation starts with: invented goods of an invented company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

Record = dict[str, Any]

USER, PASSWORD = "crossdock", "sandbox-orderwise-password"
"""Made up; they open nothing but a sandbox."""
SESSION_SECRET = "sandbox-orderwise-session-secret"  # noqa: S105  # made up, too
"""What ends the addresses that a session calls."""
ZONE = ZoneInfo("Europe/London")
"""Where the installation's clock stands."""
MAIN, EAST = 3, 4
"""Stock locations."""
LOCATIONS: Mapping[int, str] = {MAIN: "Main", EAST: "East"}
SHOP_SESSION, OUTLET_SESSION = 5, 6
SESSIONS: Mapping[int, str] = {SHOP_SESSION: "Web shop", OUTLET_SESSION: "Outlet"}
ORDERS, DESPATCHES, VARIANTS, STOCK = 101, 102, 103, 104
"""Numbers of the export definitions."""
WEB_SALES = 1001
TAX_CODES: Mapping[str, float] = {"T1": 20, "T0": 0, "T3": 8.5}
"""Per cent, by code."""
TAX_RATES: Mapping[int, str] = {1: "T1", 2: "T0", 3: "T3"}
"""Codes by OrderWise's numbers."""


class DeliveryMethod(msgspec.Struct, frozen=True):
    """A way to send orders; its name is what the XML of sessions must tell."""

    name: str
    courier: str


DELIVERY_METHODS: Mapping[int, DeliveryMethod] = {
    1: DeliveryMethod("Standard residential", "Royal Mail Tracked 48"),
    2: DeliveryMethod("Next day", "DX DM6 Lite"),
    3: DeliveryMethod("International", "DHL Worldwide"),
}
PAYMENT_METHODS = ("Card", "PayPal", "Bank transfer", "Gift voucher")


class Sold(msgspec.Struct):
    """A variant; its price changes."""

    number: int
    code: str
    product: str
    option: str
    gross: float
    tax_code: str
    kilograms: float
    at_start: tuple[int, int]
    """How many are at each location."""


def variants() -> dict[str, Sold]:
    """By code."""
    goods = (
        Sold(90011, "TEA-ASSAM-250", "Assam Leaf Tea", "250 g", 12.0, "T0", 0.27, (240, 120)),
        Sold(90012, "TEA-EARLGREY-100", "Earl Grey", "100 g", 6.5, "T0", 0.12, (310, 150)),
        Sold(90013, "MUG-STONE-01", "Stoneware Mug", "Slate", 14.0, "T1", 0.41, (2, 41)),
        Sold(90023, "MUG-STONE-02", "Stoneware Mug", "Chalk", 14.0, "T1", 0.41, (8, 0)),
        Sold(90014, "TIN-ROUND-S", "Round Tin", "Small", 4.25, "T1", 0.09, (0, 200)),
        Sold(90015, "KETTLE-GN-12", "Gooseneck Kettle", "1.2 l", 79.0, "T1", 1.45, (25, 18)),
    )
    return {sold.code: sold for sold in goods}


def customers() -> list[Record]:
    """The accounts of web sales, one for each currency, and two that buy themselves."""
    return [
        _customer(WEB_SALES, "WEB001", "Web sales"),
        _customer(1002, "CAFE01", "Café Ørsted Example", accountCustomer=True, creditLimit=500.5),
        _customer(1003, "SHOP02", "Example Pantry", accountCustomer=True, onHold=True),
        _customer(1004, "WEB002", "Web sales overseas", currencyId=2),
    ]


CONTACTS: Mapping[int, list[Record]] = {
    1002: [
        {"id": 2001, "name": "Alex Example", "email": "alex@example.com", "telephone": None, "mobile": None, "fax": ""},
        {"id": 2002, "name": "Zoë Beispiel", "email": None, "telephone": None, "mobile": "+44 7700 900002", "fax": ""},
    ]
}
"""By customer."""


def _customer(number: int, account: str, name: str, **more: Any) -> Record:
    place = {"statementTown": "Exampleton", "statementPostcode": "EX1 2MQ", "statementCountryCode": "GB"}
    usual = {
        "currencyId": 1,
        "accountCustomer": False,
        "onHold": False,
        "creditLimit": 0,
        "balance": 0,
        "defaultStockLocationId": MAIN,
    }
    return {"id": number, "accountNumber": account, "statementName": name, **place, **usual, **more}
