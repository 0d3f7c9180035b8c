"""Stock: what can be sold of a product at a warehouse, as Fulfil counts it.

`quantity_on_hand` is what lies there, promised goods included, and is never what is told: it would sell them twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import Resource, StockNumber
from crossdock.connect.stock import Place
from crossdock_fulfil import asking, events, inferred
from crossdock_fulfil.models import COUNTED, WAREHOUSE, verb
from crossdock_fulfil.typed_json import TYPED_JSON

if TYPE_CHECKING:
    from crossdock.connect.line import Line

STOCK_LINE = Resource(
    name="stock_line",
    title="Stock line",
    description="How many of a product are at a warehouse, and how many of them can be sold.",
    key=("product", "location"),
    path=COUNTED.path,
    format=TYPED_JSON,
    paging=asking.ById(),
    inferred=(inferred.AVAILABLE, inferred.PRODUCTS_OF_STOCK, inferred.GOODS_ONLY),
)
NUMBER = StockNumber(
    read_from=STOCK_LINE.name,
    sku="sku",
    location="location",
    quantity="available",
    as_of="as_of",
    lag_seconds=inferred.LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a SKU at a warehouse, what is reserved for orders taken off.",
    key=("sku", "location"),
    kind="stock",
    version="as_of",
    aliases=(("sku", "sku"),),
    stock=NUMBER,
    tells=events.OF_STOCK,
    inferred=(inferred.STOCK_LAG, inferred.AVAILABLE),
)


async def whole(line: Line, products: Sequence[asking.Record]) -> list[asking.Record]:
    """The stock of a page of products at every warehouse. Raises PlatformError, and ValueError for what is not told."""
    if not products:
        return []
    warehouses = await _warehouses(line)
    arguments = [[product["id"] for product in products], warehouses]
    told = await asking.ask(line, verb("product.product", "get_product_inventory"), arguments)
    return [
        {**_named(product), "location": number, **_levels(told, product["id"], number)}
        for product in products
        for number in warehouses
    ]


def counted(lines: Sequence[Any], absent: Sequence[Place], at: datetime) -> list[Any]:
    """One record for each SKU and warehouse, and one of zero for each that is absent; products without SKU make none."""
    levels: Counter[Place] = Counter()
    for line in lines:
        if sku := line.get("sku"):
            levels[sku, str(line["location"])] += max(0, int(line["quantity_available"]))
    return NUMBER.records(levels, absent, at)


async def _warehouses(line: Line) -> list[int]:
    async def known() -> str:
        rows = await asking.search(line, WAREHOUSE.name, WAREHOUSE.domain, ("code",))
        return ",".join(str(row["id"]) for row in rows)

    return [int(number) for number in str(await line.ids.get("warehouses", "", known)).split(",") if number]


def _named(product: asking.Record) -> asking.Record:
    """A product by the names that stock is told under."""
    rest = {name: value for name, value in product.items() if name not in ("id", "code")}
    return {"product": product["id"], "sku": product.get("code"), **rest}


def _levels(told: Any, product: int, warehouse: int) -> asking.Record:
    """What a product has at a warehouse; raises ValueError where it is not told: that is never none at all."""
    of_product = told.get(str(product)) if isinstance(told, dict) else None
    levels = of_product.get(str(warehouse)) if isinstance(of_product, dict) else None
    names = ("quantity_on_hand", "quantity_available")
    if not isinstance(levels, dict) or not all(isinstance(levels.get(name), int | float) for name in names):
        raise ValueError(f"it tells no stock of product {product} at warehouse {warehouse}")
    return {name: levels[name] for name in names}
