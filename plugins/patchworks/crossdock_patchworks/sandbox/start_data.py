"""What every company starts with: flows between an invented shop and Crossdock, and the tables they use."""

from __future__ import annotations

from crossdock_patchworks.sandbox.flows import Flow
from crossdock_patchworks.sandbox.tables import Row, Table

COMPANY = "example-tea"
USERNAME, PASSWORD = "crossdock@example.com", "sandbox-patchworks-password"
SIGNATURE, HOOK_SECRET = "sandbox-patchworks-signature", "sandbox-patchworks-hook-secret"
"""With these, all made up, nothing is opened but a sandbox."""
ORDERS, CANCELLATIONS, REFUNDS, PRODUCTS = 1101, 1102, 1103, 1104
DISPATCHES, STOCK, RETURNS, RETIRED = 1201, 1202, 1203, 1901

FLOWS = (
    Flow(id=ORDERS, name="Orders to Crossdock", version=2101, trigger="shop-orders", hook="orders"),
    Flow(
        id=CANCELLATIONS,
        name="Cancellations to Crossdock",
        version=2102,
        trigger="shop-cancellations",
        hook="cancellations",
    ),
    Flow(id=REFUNDS, name="Refunds to Crossdock", version=2103, trigger="shop-refunds", hook="refunds"),
    Flow(id=PRODUCTS, name="Products to Crossdock", version=2104, trigger="shop-products", hook="products"),
    Flow(
        id=DISPATCHES,
        name="Dispatches to the shop",
        version=2201,
        trigger="dispatches",
        callback="dispatches-now",
        pool="Dispatches",
    ),
    Flow(id=STOCK, name="Stock to the shop", version=2202, trigger="stock"),
    Flow(id=RETURNS, name="Returns to the shop", version=2203, trigger="returns", pool="Returns"),
    Flow(id=RETIRED, name="Orders of the old shop", version=2901, is_deployed=False, trigger="old-orders"),
)
POOLS = {301: "Dispatches", 302: "Old orders", 303: "Returns"}
REMEMBERED = {"Dispatches": set[str](), "Old orders": {"OLD-1", "OLD-2"}, "Returns": set[str]()}

_TABLES: tuple[tuple[int, str, str, str | None, dict[str, str]], ...] = (
    (
        401,
        "Delivery options",
        "What a customer chose, and the courier and service it is sent with.",
        "Royal Mail/Tracked 24",
        {
            "Standard Delivery": "Royal Mail/Tracked 24",
            "Economy": "Royal Mail/Tracked 48",
            "Next-Day by 1pm": "DPD/Next Day 1300",
        },
    ),
    (
        402,
        "Carriers",
        "SEKO's name of a carrier, and the shop's own.",
        None,
        {"Royal Mail": "Royal Mail", "DPD": "DPD UK"},
    ),
    (
        403,
        "Country to distribution centre",
        "Which distribution centre ships to a country.",
        "DCCL01",
        {"GB": "DCCL01", "US": "DCSOM01", "CA": "DCSOM01"},
    ),
    (
        404,
        "Products",
        "The shop's SKU of a product code of the warehouse.",
        None,
        {
            "KETTLEGN12": "KETTLE-GN-12",
            "MUGSTONE01": "MUG-STONE-01",
            "TEAASSAM250": "TEA-ASSAM-250",
            "TEAEARLGREY100": "TEA-EARLGREY-100",
            "TINROUNDS": "TIN-ROUND-S",
        },
    ),
)


def tables() -> list[Table]:
    """Fresh ones, with their rows."""
    return [
        Table(
            id=number,
            name=name,
            description=description,
            default=default,
            rows=[
                Row(id=number * 10 + place, left=left, right=right)
                for place, (left, right) in enumerate(rows.items(), 1)
            ],
        )
        for number, name, description, default, rows in _TABLES
    ]
