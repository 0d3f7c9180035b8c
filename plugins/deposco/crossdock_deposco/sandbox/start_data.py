"""What every environment starts with: invented goods of an invented company, and of another one beside it."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

CLIENT, CLIENT_SECRET = "sandbox-deposco-client", "sandbox-deposco-client-secret"
REFRESH_TOKEN = "sandbox-deposco-refresh-token"  # noqa: S105  # made up; it opens nothing but a sandbox
LEGACY_USER, LEGACY_PASSWORD = "sandbox-user", "sandbox-deposco-legacy-password"
UNIT, OTHER_UNIT = "EXTEA", "EXOTHER"
LEGACY_CODE = "EXTEA"
NORTH, EAST = "NORTH", "EAST"
MADE = "2026-01-05T09:00:00Z"

_GOODS = (
    ("TEA-ASSAM-250", "Assam tea 250 g", 5.5, (120, 60)),
    ("TEA-EARLGREY-100", "Earl Grey 100 g", 7.25, (40, 0)),
    ("MUG-STONE-01", "Stoneware mug grey", 14.0, (8, 5)),
    ("MUG-STONE-02", "Stoneware mug blue", 14.0, (8, 0)),
    ("TIN-ROUND-S", "Round tin small", 4.0, (0, 0)),
    ("KETTLE-GN-12", "Gooseneck kettle 1.2 l", 79.0, (25, 6)),
)
"""Number, name, price, and how many are at each facility."""


def facilities() -> list[Record]:
    """Two of them, for the business unit."""
    rest = {"line1": "2 Sample Yard", "postalCode": "ZZ1 2ZZ", "country": "GB"}
    return [
        {
            "businessUnit": unit(UNIT),
            "number": number,
            "name": name,
            "type": "Distribution Center",
            "timeZone": "Europe/London",
            "isVirtual": False,
            "address": {**rest, "city": city},
        }
        for number, name, city in ((NORTH, "North", "Sampleton"), (EAST, "East", "Exampleham"))
    ]


def items() -> list[Record]:
    """The business unit's, and one of another."""
    mine = [_item(UNIT, number, name, price) for number, name, price, _ in _GOODS]
    return [*mine, _item(OTHER_UNIT, "SOAP-BAR", "Somebody else's soap", 3.0)]


def stock() -> dict[tuple[str, str], int]:
    """How many are there, by item and facility."""
    return {
        (number, facility): quantity
        for number, *_, quantities in _GOODS
        for facility, quantity in zip((NORTH, EAST), quantities, strict=True)
    }


def unit(code: str) -> Record:
    """A reference to a business unit."""
    return {"businessKey": {"code": code}}


def _item(code: str, number: str, name: str, price: float) -> Record:
    return {
        "businessUnit": unit(code),
        "number": number,
        "name": name,
        "unitPrice": price,
        "active": True,
        "shippable": True,
        "salesEnabledFlag": True,
        "inventoryTrackingEnabled": True,
        "packs": [{"type": "Each", "quantity": 1}, {"type": "Case", "quantity": 12}],
    }
