"""Veeqo's API, as far as it is here."""

from __future__ import annotations

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_veeqo.sandbox import documents, start_data
from crossdock_veeqo.sandbox.answers import Call, answered, listed, query_of, sent
from crossdock_veeqo.sandbox.company import Company, Record, known
from crossdock_veeqo.sandbox.parcels import OTHER
from crossdock_veeqo.sandbox.refusal import malformed, not_found


class OrderRoutes(Controller):
    """Orders and shipments."""

    @get("/orders")
    async def list_orders(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        """Cancelled ones only where they are asked for."""
        query = query_of(request)
        orders = [documents.order(company, order) for order in company.orders_of(query.get("status"))]
        found = [order for order in orders if _is_about(order, query.get("query", ""))]
        return listed(request, found, company.switches.largest_page)

    @get("/orders/{number:int}")
    async def get_order(self, number: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        return answered(documents.order(company, company.order(number)))

    @post("/orders")
    async def create_order(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        order = company.create_order(await sent(request, "order"))
        return answered(documents.order(company, order), 201, {"Location": f"/orders/{order.id}"})

    @put("/orders/{number:int}/cancel")
    async def cancel_order(
        self, request: Call, number: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        if not company.switches.cancelling_by_api:
            raise not_found()
        reason = (await sent(request)).get("reason")
        return answered(documents.order(company, company.cancel(number, reason)))

    @post("/shipments")
    async def create_shipment(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        body = await sent(request)
        shipment = await sent(request, "shipment")
        order, allocation = body.get("order_id"), body.get("allocation_id")
        if not (isinstance(order, int) and isinstance(allocation, int)):
            raise not_found()
        number = (shipment.get("tracking_number_attributes") or {}).get("tracking_number")
        return answered(company.ship(order, allocation, shipment.get("carrier_id") or OTHER, number), 201)

    @get("/orders/{number:int}/returns")
    async def list_returns(self, number: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        return answered(documents.returns(company, company.order(number)))


class CatalogueRoutes(Controller):
    """Products and their stock."""

    @get("/products")
    async def list_products(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        wanted = query_of(request).get("query", "").lower()
        products = [
            documents.product(company, product)
            for product in company.products
            if wanted in product["title"].lower() or any(wanted in s["sku_code"].lower() for s in product["sellables"])
        ]
        return listed(request, products, company.switches.largest_page, tells_pages=False)

    @get("/sellables/{sellable:int}/warehouses/{warehouse:int}/stock_entry")
    async def get_entry(
        self, sellable: FromPath[int], warehouse: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        return answered(documents.stock_entry(company, (sellable, warehouse)))

    @put("/sellables/{sellable:int}/warehouses/{warehouse:int}/stock_entry")
    async def set_entry(
        self, request: Call, sellable: FromPath[int], warehouse: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        """The level is absolute: what was sold since it was read is lost."""
        level = (await sent(request, "stock_entry")).get("physical_stock_level")
        if isinstance(level, bool) or not isinstance(level, int):
            raise malformed("physical_stock_level is not a number")
        company.stock.set_physical((sellable, warehouse), level, company.now)
        return answered(documents.stock_entry(company, (sellable, warehouse)))


class AccountRoutes(Controller):
    """What else a company has."""

    @get("/current_company")
    async def get_company(self) -> Response[bytes]:
        return answered(start_data.COMPANY)

    @get("/warehouses")
    async def list_warehouses(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, list(company.warehouses.values()), company.switches.largest_page)

    @get("/channels")
    async def list_channels(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, list(company.channels.values()), company.switches.largest_page)

    @get("/delivery_methods")
    async def list_methods(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, list(company.delivery_methods.values()), company.switches.largest_page)

    @get("/customers")
    async def list_customers(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, list(company.customers.values()), company.switches.largest_page)

    @get("/customers/{number:int}")
    async def get_customer(self, number: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        return answered(known(company.customers, number))


def _is_about(order: Record, words: str) -> bool:
    """The search is fuzzy: a part of the number or of the buyer's e-mail will do."""
    return any(words.lower() in (text or "").lower() for text in (order["number"], order["customer"]["email"]))
