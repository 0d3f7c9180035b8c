"""What every store starts with: invented goods of an invented company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]

STORE_HASH = "exampletea"
ACCESS_TOKEN, CLIENT_SECRET = "sandbox-bigcommerce-token", "sandbox-bigcommerce-client-secret"
"""Made up; they open nothing but a sandbox."""
STORE_ID = "1000001"
MADE = "2026-01-05T09:00:00+00:00"
NORTH, EAST = 1, 2
STOREFRONT, MARKET = 1, 2
"""Channels."""
TAX = 0.2

_GOODS: tuple[tuple[int, str, str, float, str, tuple[tuple[int, str, str, tuple[int, int] | None], ...]], ...] = (
    (77, "Assam tea", "TEA-ASSAM-250", 5.5, "physical", ((771, "TEA-ASSAM-250", "", (120, 60)),)),
    (78, "Earl Grey", "TEA-EARLGREY-100", 7.25, "physical", ((781, "TEA-EARLGREY-100", "", (40, 0)),)),
    (
        79,
        "Stoneware mug",
        "",
        14.0,
        "physical",
        ((791, "MUG-STONE-01", "Grey", (2, 5)), (792, "MUG-STONE-02", "Blue", (8, 0))),
    ),
    (80, "Round tin", "TIN-ROUND-S", 4.0, "physical", ((801, "TIN-ROUND-S", "", (0, 0)),)),
    (81, "Gooseneck kettle", "KETTLE-GN-12", 79.0, "physical", ((811, "KETTLE-GN-12", "", (25, 6)),)),
    (82, "Starter set", "BUNDLE-STARTER", 21.0, "physical", ((821, "BUNDLE-STARTER", "", None),)),
    (83, "Brewing guide", "GUIDE-BREWING", 3.0, "digital", ((831, "GUIDE-BREWING", "", None),)),
)
"""Product, name, SKU, price, type, and its variants: id, SKU, colour, and how many are at each location (None: uncounted)."""

STATUSES: Mapping[int, str] = {
    0: "Incomplete",
    1: "Pending",
    2: "Shipped",
    3: "Partially Shipped",
    4: "Refunded",
    5: "Cancelled",
    6: "Declined",
    7: "Awaiting Payment",
    8: "Awaiting Pickup",
    9: "Awaiting Shipment",
    10: "Completed",
    11: "Awaiting Fulfillment",
    12: "Manual Verification Required",
    13: "Disputed",
    14: "Partially Refunded",
}
LOCATIONS: list[Record] = [
    {
        "id": number,
        "code": code,
        "label": label,
        "description": None,
        "type_id": "PHYSICAL",
        "enabled": True,
        "managed_by_external_source": True,
        "time_zone": "Europe/London",
        "address": {"address1": f"{number} Sample Yard", "city": city, "zip": "ZZ1 2ZZ", "country_code": "GB"},
    }
    for number, code, label, city in ((NORTH, "NORTH", "North", "Sampleton"), (EAST, "EAST", "East", "Exampleham"))
]
CUSTOMER: Record = {
    "id": 11,
    "email": "alex@example.com",
    "first_name": "Alex",
    "last_name": "Example",
    "company": "",
    "phone": "+44 7700 900001",
    "notes": "",
    "tax_exempt_category": "",
    "customer_group_id": 0,
    "date_created": MADE,
    "date_modified": MADE,
    "channel_ids": None,
}
BUYER: Record = {
    "first_name": "Alex",
    "last_name": "Example",
    "company": "",
    "street_1": "1 Sample Street",
    "street_2": "",
    "city": "Sampleton",
    "state": "",
    "zip": "ZZ1 1ZZ",
    "country": "United Kingdom",
    "country_iso2": "GB",
    "phone": "+44 7700 900001",
    "email": "alex@example.com",
}
SHIPPING_COST = 3.95


def statuses() -> list[Record]:
    """All of them, with one that this store calls otherwise."""
    labels = {11: "Ready to pack"}
    return [
        {
            "id": number,
            "name": name,
            "system_label": name,
            "custom_label": labels.get(number, name),
            "system_description": name,
            "order": number,
        }
        for number, name in STATUSES.items()
    ]


def products() -> list[Record]:
    """Each with its variants."""
    return [
        {
            "id": number,
            "name": name,
            "type": kind,
            "sku": sku,
            "description": "",
            "weight": 0.25,
            "price": price,
            "sale_price": 0,
            "cost_price": 0,
            "tax_class_id": 0,
            "is_visible": True,
            "availability": "available",
            "inventory_tracking": "variant" if any(levels for *_, levels in variants) else "none",
            "upc": "",
            "gtin": "",
            "base_variant_id": variants[0][0] if sku else None,
            "date_created": MADE,
            "date_modified": MADE,
            "variants": [variant(one, number, code, price, colour) for one, code, colour, _ in variants],
        }
        for number, name, sku, price, kind, variants in _GOODS
    ]


def variant(number: int, product: int, sku: str, price: float, colour: str = "") -> Record:
    """One variant of a product."""
    option = {"id": number + 9000, "label": colour, "option_id": product + 9000, "option_display_name": "Colour"}
    return {
        "id": number,
        "product_id": product,
        "sku": sku,
        "price": None,
        "calculated_price": price,
        "sale_price": None,
        "cost_price": 0,
        "weight": 0.25,
        "upc": "",
        "gtin": "",
        "purchasing_disabled": False,
        "bin_picking_number": "",
        "option_values": [option] if colour else [],
    }


def on_hand() -> dict[tuple[int, int], int]:
    """How many are there, by variant and location."""
    return {
        (number, location): quantity
        for *_, variants in _GOODS
        for number, _, _, quantities in variants
        for location, quantity in zip((NORTH, EAST), quantities or (), strict=False)
    }
