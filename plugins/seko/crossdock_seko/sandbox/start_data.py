"""The account every sandbox of SEKO starts with: our own invented tea company, as in the connector's samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

API_KEY = "sandbox-seko-key"
"""Made up; it opens nothing but a sandbox."""
PUSH_SECRET = "sandbox-seko-push-secret"  # noqa: S105  # made up, too
"""What a receiver of its pushes may expect as the last segment of their address."""
INTEGRATION_ID = "EXTEA"
DISTRIBUTION_CENTRES = ("DCCL01", "DCSOM01")
"""Great Britain and the United States."""
CURRENCIES = frozenset({"AUD", "CAD", "EUR", "GBP", "USD"})
COMPANIES = frozenset({"EXSTORE01"})
COURIER_SERVICES = frozenset(
    {
        ("Royal Mail", "Tracked 24"),
        ("Royal Mail", "Tracked 48"),
        ("Royal Mail", "International Tracked"),
        ("DPD", "Next Day 1300"),
        ("UPS", "Second Day Air"),
    }
)
"""The services agreed with SEKO, at either centre."""

_PRODUCTS = (
    ("TEAASSAM250", "Assam Leaf Tea - 250 g", 0.27, (240, 120)),
    ("TEAEARLGREY100", "Earl Grey - 100 g", 0.12, (310, 150)),
    ("MUGSTONE01", "Stoneware Mug - Slate", 0.41, (58, 41)),
    ("MUGSTONE02", "Stoneware Mug - Chalk", 0.41, (0, 0)),
    ("TINROUNDS", "Round Tin - Small", 0.09, (400, 200)),
    ("KETTLEGN12", "Gooseneck Kettle - 1.2 l", 1.45, (25, 18)),
    ("BUNDLESTARTER", "Starter Set", 0.82, (0, 0)),
)
"""Code, description, kilograms, and how many are free at either centre. The bundle is a kit of which none is built."""


def products() -> list[dict[str, Any]]:
    """The product masters, as they would have been submitted."""
    return [
        {
            "ProductMaster": {
                "ProductCode": code,
                "ProductDescription": description,
                "GrossWeight": weight,
                "GrossWeightUOM": "KG",
                "Kit": code.startswith("BUNDLE"),
            }
        }
        for code, description, weight, _ in _PRODUCTS
    ]


def free_stock() -> Mapping[tuple[str, str], int]:
    """How many are free, by distribution centre and product code."""
    return {
        (dc, code): quantity
        for code, _, _, quantities in _PRODUCTS
        for dc, quantity in zip(DISTRIBUTION_CENTRES, quantities, strict=True)
    }
