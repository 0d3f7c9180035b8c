"""Products and variants, customers, locations, and stock at them."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox.answers import Call, answered, listed, numbered, object_of, query_of, sent
from crossdock_shopify.sandbox.inventory import Level
from crossdock_shopify.sandbox.listing import Record, number
from crossdock_shopify.sandbox.refusal import Refused
from crossdock_shopify.sandbox.shop import Shop


class CatalogueRoutes(Controller):
    """`/products`, `/variants`, `/customers`, `/locations`."""

    @get("/products.json")
    async def list_products(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "products", lambda _: [_counted(p, shop) for p in shop.catalogue.products.values()])

    @get("/products/{file:str}")
    async def get_product(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"product": _counted(shop.catalogue.product(numbered(file)), shop)})

    @get("/products/{product:int}/variants.json")
    async def list_variants(
        self, request: Call, product: FromPath[int], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return listed(request, "variants", lambda _: _counted(shop.catalogue.product(product), shop)["variants"])

    @get("/variants/{file:str}")
    async def get_variant(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"variant": _counted_variant(shop.catalogue.variant(numbered(file)), shop)})

    @get("/customers.json")
    async def list_customers(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "customers", lambda _: list(shop.catalogue.customers.values()))

    @get("/customers/search.json")
    async def search_customers(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"customers": shop.catalogue.customers_found(query_of(request).get("query", ""))})

    @post("/customers.json")
    async def create_customer(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"customer": shop.catalogue.add_customer(await sent(request, "customer"), shop.now())}, 201)

    @get("/locations.json")
    async def list_locations(self, shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"locations": list(shop.catalogue.locations.values())})


class InventoryRoutes(Controller):
    """`/inventory_levels`."""

    @get("/inventory_levels.json")
    async def list_levels(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "inventory_levels", lambda query: _levels(query, shop), _level_key)

    @post("/inventory_levels/set.json", status_code=200)
    async def set_level(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return await _change(request, shop, "available")

    @post("/inventory_levels/adjust.json", status_code=200)
    async def adjust_level(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return await _change(request, shop, "available_adjustment")


async def _change(request: Call, shop: NamedDependency[Shop], field: str) -> Response[bytes]:
    body = await object_of(request)
    for needed in ("location_id", "inventory_item_id", field):
        if needed not in body:
            raise Refused({needed: "Required parameter missing or invalid"}, 400)
    by = field != "available"
    level = shop.inventory.change(body["inventory_item_id"], body["location_id"], body[field], shop.now(), by=by)
    shop.webhooks.send("inventory_levels/update", level.document())
    return answered({"inventory_level": level.document()})


def _levels(query: dict[str, str], shop: Shop) -> list[Record]:
    """Those of items, of locations, or of both; one of the two must be asked for."""
    wanted = {name: query.get(name, "") for name in ("inventory_item_ids", "location_ids")}
    if not any(wanted.values()):
        raise Refused({"location_ids": "Required parameter missing or invalid"}, 422)
    items, locations = ({number(part, name) for part in text.split(",") if part} for name, text in wanted.items())
    return [
        level.document()
        for level in shop.inventory.levels()
        if (not items or level.item in items) and (not locations or level.location in locations)
    ]


def _level_key(record: Record) -> tuple[int, ...]:
    return (record["location_id"], record["inventory_item_id"])


def _counted(product: Record, shop: Shop) -> Record:
    """A product, with what is available of its variants now."""
    return {**product, "variants": [_counted_variant(variant, shop) for variant in product["variants"]]}


def _counted_variant(variant: Record, shop: Shop) -> Record:
    levels: list[Level] = [lvl for lvl in shop.inventory.levels() if lvl.item == variant["inventory_item_id"]]
    counted: dict[str, Any] = {"inventory_quantity": sum(level.available for level in levels)}
    return {**variant, **counted}
