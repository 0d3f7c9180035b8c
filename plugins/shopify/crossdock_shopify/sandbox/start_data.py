"""The shop every sandbox of Shopify starts with: our own invented tea company, as in the connector's samples."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from crossdock_shopify.sandbox.ids import Ids

SHOP = "example-tea"
DOMAIN = f"{SHOP}.myshopify.com"
CREDENTIALS = {"access_token": "sandbox-shopify-token", "webhook_secret": "sandbox-shopify-webhook-secret"}
"""Made up; they open nothing but a sandbox."""
CURRENCY = "GBP"
RATES: Mapping[str, Decimal] = {
    "GBP": Decimal(1),
    "EUR": Decimal("1.17"),
    "USD": Decimal("1.27"),
    "CAD": Decimal("1.74"),
    "AUD": Decimal("1.95"),
}
"""What a pound is worth, invented."""
OPENED_AT = "2025-06-02T10:00:00+01:00"
NORTH, CLOSED, EAST = 71000000001, 71000000002, 71000000003
LOCATION_OF_COUNTRY: Mapping[str, int] = {"US": EAST, "CA": EAST}
"""Which location ships to a country; NORTH to all others."""

_LOCATIONS = (
    (NORTH, "Warehouse North", "4 Depot Lane", "Testbridge", "TE5 9WH", "GB", "United Kingdom", True),
    (CLOSED, "Shop Exampleton (closed)", "9 Sample Street", "Exampleton", "EX1 2MQ", "GB", "United Kingdom", False),
    (EAST, "Warehouse East", "70 Placeholder Road", "Somerset", "08873", "US", "United States", True),
)


class _Sold(NamedTuple):
    """One variant."""

    number: int
    title: str
    sku: str
    price: str
    grams: int
    available: dict[int, int]
    """How many, by location; none where stock is not tracked."""


_PRODUCTS = (
    (11, "Assam Leaf Tea", "Tea", [_Sold(11, "250 g", "TEA-ASSAM-250", "12.00", 270, {NORTH: 240, EAST: 120})]),
    (12, "Earl Grey", "Tea", [_Sold(12, "100 g", "TEA-EARLGREY-100", "6.50", 120, {NORTH: 310, EAST: 150})]),
    (
        13,
        "Stoneware Mug",
        "Mugs",
        [
            _Sold(13, "Slate", "MUG-STONE-01", "14.00", 410, {NORTH: 58, EAST: 41}),
            _Sold(23, "Chalk", "MUG-STONE-02", "14.00", 410, {NORTH: 0, EAST: 0}),
        ],
    ),
    (14, "Round Tin", "Tins", [_Sold(14, "Small", "TIN-ROUND-S", "4.25", 90, {NORTH: 400, EAST: 200})]),
    (15, "Gooseneck Kettle", "Kettles", [_Sold(15, "1.2 l", "KETTLE-GN-12", "79.00", 1450, {NORTH: 25, EAST: 18})]),
    (16, "Starter Set", "Bundles", [_Sold(16, "Default Title", "BUNDLE-STARTER", "28.00", 820, {NORTH: 12})]),
    (17, "How to Brew (e-book)", "Digital", [_Sold(17, "EPUB", "EBOOK-BREW", "5.00", 0, {})]),
    (18, "Gift Card", "Gift Cards", [_Sold(18, "25.00", "GIFTCARD-25", "25.00", 0, {})]),
)
"""Number, title, type and variants."""


def locations() -> list[dict[str, Any]]:
    """The places where stock lies."""
    return [
        {
            "id": number,
            "admin_graphql_api_id": f"gid://shopify/Location/{number}",
            "name": name,
            "active": active,
            "legacy": False,
            "address1": street,
            "address2": None,
            "city": city,
            "zip": postcode,
            "province": None,
            "province_code": None,
            "country": code,
            "country_code": code,
            "country_name": country,
            "localized_country_name": country,
            "localized_province_name": None,
            "phone": None,
            "created_at": OPENED_AT,
            "updated_at": OPENED_AT,
        }
        for number, name, street, city, postcode, code, country, active in _LOCATIONS
    ]


def products() -> list[dict[str, Any]]:
    """The catalogue."""
    return [_product(*described) for described in _PRODUCTS]


def available() -> dict[tuple[int, int], int]:
    """How many are available, by inventory item and location."""
    return {
        (_item(sold), location): quantity
        for _, _, _, variants in _PRODUCTS
        for sold in variants
        for location, quantity in sold.available.items()
    }


def customers() -> list[dict[str, Any]]:
    """Two buyers who have an account."""
    return [_customer(1, "Alex", "Example", "alex@example.com"), _customer(2, "Jo", "Sample", "jo@example.com")]


def new_product(ids: Ids, fields: dict[str, Any], variant: dict[str, Any], now: str) -> dict[str, Any]:
    """A product that is made later on, with its only variant."""
    sold = _Sold(0, "Default Title", "", "0.00", 0, {})
    made = {**_product(0, "", "", [sold]), **ids.new("Product"), "created_at": now, "updated_at": now, **fields}
    of_variant = {"product_id": made["id"], "created_at": now, "updated_at": now, "requires_shipping": True}
    item = {"inventory_item_id": ids.new("InventoryItem")["id"], "inventory_management": "shopify"}
    made["variants"] = [{**made["variants"][0], **ids.new("ProductVariant"), **of_variant, **item, **variant}]
    return made


def _item(sold: _Sold) -> int:
    return 46200000000000 + sold.number


def _product(number: int, title: str, kind: str, variants: list[_Sold]) -> dict[str, Any]:
    product = 8120000000000 + number
    return {
        "id": product,
        "admin_graphql_api_id": f"gid://shopify/Product/{product}",
        "title": title,
        "body_html": f"<p>{title}.</p>",
        "vendor": "Example Tea Company",
        "product_type": kind,
        "handle": title.lower().replace(" ", "-").replace("(", "").replace(")", ""),
        "status": "active",
        "tags": "",
        "published_at": OPENED_AT,
        "published_scope": "global",
        "template_suffix": None,
        "created_at": OPENED_AT,
        "updated_at": OPENED_AT,
        "options": [],
        "variants": [_variant(product, place, sold) for place, sold in enumerate(variants, 1)],
        "images": [],
        "image": None,
    }


def _variant(product: int, place: int, sold: _Sold) -> dict[str, Any]:
    variant = 44120000000000 + sold.number
    return {
        "id": variant,
        "admin_graphql_api_id": f"gid://shopify/ProductVariant/{variant}",
        "product_id": product,
        "title": sold.title,
        "sku": sold.sku,
        "barcode": None,
        "price": sold.price,
        "compare_at_price": None,
        "position": place,
        "option1": sold.title,
        "option2": None,
        "option3": None,
        "taxable": True,
        "requires_shipping": sold.grams > 0,
        "grams": sold.grams,
        "weight": sold.grams / 1000,
        "weight_unit": "kg",
        "inventory_item_id": _item(sold),
        "inventory_management": "shopify" if sold.available else None,
        "inventory_policy": "deny",
        "inventory_quantity": sum(sold.available.values()),
        "fulfillment_service": "gift_card" if sold.sku.startswith("GIFTCARD") else "manual",
        "image_id": None,
        "created_at": OPENED_AT,
        "updated_at": OPENED_AT,
    }


def _customer(number: int, first: str, last: str, email: str) -> dict[str, Any]:
    customer = 7300000000000 + number
    return {
        "id": customer,
        "admin_graphql_api_id": f"gid://shopify/Customer/{customer}",
        "email": email,
        "phone": None,
        "first_name": first,
        "last_name": last,
        "state": "disabled",
        "note": None,
        "tags": "",
        "currency": CURRENCY,
        "tax_exempt": False,
        "addresses": [],
        "created_at": OPENED_AT,
        "updated_at": OPENED_AT,
    }
