"""Catalogue, inventory, customers and webhooks: v3."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.sandbox.answers import Call, answered, given, listed, query_of, sent
from crossdock_bigcommerce.sandbox.listing import chosen, since
from crossdock_bigcommerce.sandbox.store import Store

MODIFIED = "date_modified"


class CatalogueRoutes(Controller):
    """`/v3/catalog`."""

    @get("/v3/catalog/products")
    async def list_products(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        query = query_of(request)
        found = chosen([store.product(each) for each in store.catalogue.products.values()], query, "id", "sku")
        return listed(request, since(found, query, f"{MODIFIED}:min", MODIFIED), store.switches.largest_page)

    @post("/v3/catalog/products", status_code=200)
    async def create_product(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.product(store.create_product(await sent(request))))

    @get("/v3/catalog/products/{number:int}")
    async def get_product(self, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.product(store.catalogue.product(number)))

    @put("/v3/catalog/products/{number:int}/variants/{variant:int}")
    async def change_variant(
        self, request: Call, number: FromPath[int], variant: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return given(store.set_price(number, variant, await sent(request)))

    @get("/v3/catalog/variants")
    async def list_variants(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        wanted = query_of(request).get("sku")
        found = [each for each in store.catalogue.variants() if wanted is None or each["sku"] == wanted]
        return listed(request, found, store.switches.largest_page)


class InventoryRoutes(Controller):
    """`/v3/inventory`."""

    @get("/v3/inventory/items")
    async def list_items(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        query = query_of(request)
        wanted = query["sku:in"].split(",") if query.get("sku:in") else None
        items = [each for each in store.inventory.items() if wanted is None or each["identity"]["sku"] in wanted]
        return listed(request, items, 1000)

    @put("/v3/inventory/adjustments/absolute")
    async def adjust(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        """Taken in; the levels follow later."""
        return answered({"transaction_id": store.adjust(await sent(request))})

    @get("/v3/inventory/locations")
    async def list_locations(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        return listed(request, start_data.LOCATIONS, store.switches.largest_page)


class AccountRoutes(Controller):
    """`/v3/customers` and `/v3/hooks`."""

    @get("/v3/customers")
    async def list_customers(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        query = query_of(request)
        found = since(chosen(store.customers, query, "id", "email"), query, f"{MODIFIED}:min", MODIFIED)
        return listed(request, found, store.switches.largest_page)

    @get("/v3/hooks")
    async def list_hooks(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        return listed(request, store.hooks.every(), store.switches.largest_page)

    @post("/v3/hooks", status_code=200)
    async def create_hook(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.hooks.create(await sent(request)))

    @get("/v3/hooks/{number:int}")
    async def get_hook(self, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.hooks.get(number))

    @put("/v3/hooks/{number:int}")
    async def change_hook(self, request: Call, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.hooks.change(number, await sent(request)))

    @delete("/v3/hooks/{number:int}", status_code=200)
    async def delete_hook(self, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.hooks.delete(number))
