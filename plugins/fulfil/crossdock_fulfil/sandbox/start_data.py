"""What every account starts with: invented goods of an invented merchant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from crossdock_fulfil.sandbox.tables import Tables

TOKEN = "sandbox-fulfil-token"  # noqa: S105  # made up; it opens nothing but a sandbox
WEBHOOK_SECRET = "c2FuZGJveC1mdWxmaWwtd2ViaG9vay1zZWNyZXQ="  # noqa: S105  # as above
NORTH, EAST = 4001, 4002
SHOP, TELEPHONE = 3001, 3002
SHIPPING_CODE = "SHIPPING"
TAXES: Mapping[str, Decimal] = {"VAT 20%": Decimal("0.20"), "VAT 0%": Decimal(0), "Sales tax": Decimal("0.08")}
"""By the name under which they are set up."""
GATEWAYS = ("shopify_payments", "paypal", "bogus", "manual", "gift_card")
SERVICES: Mapping[str, tuple[str, str]] = {
    "rm_tracked_48": ("Royal Mail", "Tracked 48"),
    "dpd_next": ("DPD UK", "Next day"),
    "dhl_international": ("DHL Express", "Worldwide"),
}
"""Carrier and name of each service, by its code."""
JOURNALS = ("Payouts",)
ACCOUNTS = ("Bank", "Gateway fees", "Tax on fees", "Sales clearing", "Refunds clearing", "Adjustments")
_GOODS = (
    ("TEA-ASSAM-250", "Assam tea, 250 g", "5.50", 0.25, (120, 60)),
    ("TEA-EARLGREY-100", "Earl Grey, 100 g", "7.25", 0.1, (40, 0)),
    ("MUG-STONE-01", "Stoneware mug, grey", "14.00", 0.4, (2, 5)),
    ("MUG-STONE-02", "Stoneware mug, blue", "14.00", 0.4, (8, 0)),
    ("TIN-ROUND-S", "Round tin, small", "4.00", 0.15, (0, 0)),
    ("KETTLE-GN-12", "Gooseneck kettle, 1.2 l", "79.00", 1.1, (25, 6)),
)
"""SKU, name, price, weight, and how many are at each warehouse."""


def fill(tables: Tables) -> dict[tuple[int, int], int]:
    """Put it into an account's tables; how many are there, by product and warehouse."""
    currency = tables.create("currency.currency", code="GBP")["id"]
    for country in ("GB", "DE", "US", "CA", "FR", "IE"):
        tables.create("country.country", code=country)
    for name in ("North", "East"):
        tables.create("stock.location", code=name.upper(), name=name, type="warehouse", active=True, rec_name=name)
    for name, code, source in (("Example shop", "SHOP", "shopify"), ("Telephone", None, "manual")):
        tables.create("sale.channel", name=name, code=code, source=source, currency=currency, warehouse=NORTH)
    for code, (carrier, service) in SERVICES.items():
        row = tables.create("carrier", rec_name=carrier)
        tables.create("carrier.service", code=code, name=service, carrier=row["id"], rec_name=service)
    for name in JOURNALS:
        tables.create("account.journal", name=name, rec_name=name)
    for name in ACCOUNTS:
        tables.create("account.account", name=name, rec_name=name)
    return _goods(tables)


def _goods(tables: Tables) -> dict[tuple[int, int], int]:
    physical: dict[tuple[int, int], int] = {}
    for sku, name, price, weight, quantities in _GOODS:
        number = _product(tables, sku, name, Decimal(price), weight, "goods")
        physical |= {(number, place): quantity for place, quantity in zip((NORTH, EAST), quantities, strict=True)}
    _product(tables, SHIPPING_CODE, "Shipping", Decimal("0.00"), None, "service")
    return physical


def _product(tables: Tables, sku: str, name: str, price: Decimal, weight: float | None, kind: str) -> int:
    template = tables.create("product.template", name=name, rec_name=name, type=kind)
    row = tables.create(
        "product.product",
        code=sku,
        rec_name=f"[{sku}] {name}",
        template=template["id"],
        active=True,
        salable=True,
        list_price=price,
        cost_price=(price / 2).quantize(Decimal("0.01")),
        weight=weight,
    )
    return int(row["id"])
