"""What every account starts with: invented goods of an invented company."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

API_KEY, OTHER_KEY = "sandbox-veeqo-key", "sandbox-veeqo-other-key"
"""Of two users of the company. Made up; they open nothing but a sandbox."""
MADE = "2026-01-05T09:00:00.000Z"
NORTH, EAST = 6100001, 6100002
SHOP, OVERSEAS = 5100001, 5100002

COMPANY: Record = {"id": 4000001, "name": "Example Tea", "currency_code": "GBP"}
CHANNELS: list[Record] = [
    {"id": number, "name": name, "type_code": "direct", "currency_code": "GBP", "default_warehouse_id": warehouse}
    for number, name, warehouse in ((SHOP, "Example shop", NORTH), (OVERSEAS, "Example shop overseas", EAST))
]
DELIVERY_METHODS: list[Record] = [
    {"id": 5200001, "name": "Standard", "cost": 3.95},
    {"id": 5200002, "name": "Next day", "cost": 6.95},
    {"id": 5200003, "name": "International", "cost": 12.5},
]
CARRIER_OF = {5200001: 1, 5200002: 4, 5200003: 9}
"""Who carries each delivery method, by Veeqo's numbers."""
_GOODS = (
    (7100011, "TEA-ASSAM-250", "Assam tea", "250 g", 5.5, (120, 60)),
    (7100012, "TEA-EARLGREY-100", "Earl Grey", "100 g", 7.25, (40, 0)),
    (7100013, "MUG-STONE-01", "Stoneware mug", "Grey", 14.0, (2, 5)),
    (7100014, "MUG-STONE-02", "Stoneware mug", "Blue", 14.0, (8, 0)),
    (7100015, "TIN-ROUND-S", "Round tin", "Small", 4.0, (0, 0)),
    (7100016, "KETTLE-GN-12", "Gooseneck kettle", "1.2 l", 79.0, (25, 6)),
)
"""Number, SKU, product, variant, price, and how many are at each warehouse."""


def warehouses() -> list[Record]:
    """Two of them; the first is where the shop's orders go out from."""
    rest = {"address_line_1": "2 Sample Yard", "address_line_2": None, "region": None, "country": "GB"}
    return [
        {"id": number, "name": name, "city": city, "post_code": "ZZ1 2ZZ", **rest}
        for number, name, city in ((NORTH, "North", "Sampleton"), (EAST, "East", "Exampleham"))
    ]


def products() -> list[Record]:
    """Each with its variants, without their stock."""
    found: dict[str, Record] = {}
    for number, sku, title, variant, price, _ in _GOODS:
        first = {"id": 7000001 + len(found), "title": title, "description": None, "sellables": []}
        product = found.setdefault(title, {**first, "created_at": MADE, "updated_at": MADE})
        product["sellables"].append(
            {
                "id": number,
                "type": "ProductVariant",
                "title": variant,
                "full_title": f"{title} {variant}",
                "sku_code": sku,
                "price": price,
                "tax_rate": 20.0,
            }
        )
    return list(found.values())


def physical() -> dict[tuple[int, int], int]:
    """How many are there, by sellable and warehouse."""
    return {
        (number, warehouse): quantity
        for number, *_, quantities in _GOODS
        for warehouse, quantity in zip((NORTH, EAST), quantities, strict=True)
    }


def customers() -> list[Record]:
    """One who bought before."""
    address = {
        "id": 8300001,
        "first_name": "Alex",
        "last_name": "Example",
        "address1": "1 Sample Street",
        "city": "Sampleton",
        "zip": "ZZ1 1ZZ",
        "country": "GB",
    }
    times = {"created_at": MADE, "updated_at": MADE}
    return [{"id": 8200001, "email": "alex@example.com", "billing_address": address, "shipping_addresses": [], **times}]
