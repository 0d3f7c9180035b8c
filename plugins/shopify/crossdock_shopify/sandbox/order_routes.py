"""Orders, their transactions and refunds."""

from __future__ import annotations

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox.answers import Call, answered, listed, numbered, object_of, query_of, sent
from crossdock_shopify.sandbox.listing import select
from crossdock_shopify.sandbox.shop import Shop


class OrderRoutes(Controller):
    """`/orders`."""

    @get("/orders.json")
    async def list_orders(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "orders", shop.orders.chosen)

    @get("/orders/count.json")
    async def count_orders(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        query = query_of(request)
        return answered({"count": len(select(shop.orders.chosen(query), query))})

    @get("/orders/{file:str}")
    async def get_order(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"order": shop.orders.get(numbered(file))})

    @post("/orders.json")
    async def create_order(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"order": shop.orders.create(await sent(request, "order"))}, 201)

    @put("/orders/{file:str}")
    async def change_order(self, request: Call, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"order": shop.orders.change(numbered(file), await sent(request, "order"))})

    @post("/orders/{number:int}/cancel.json", status_code=200)
    async def cancel_order(self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"order": shop.orders.cancel(number, await object_of(request))})

    @get("/orders/{number:int}/transactions.json")
    async def list_transactions(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"transactions": shop.payments.of(shop.orders.get(number)["id"])})

    @get("/orders/{number:int}/refunds.json")
    async def list_refunds(self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "refunds", lambda _: shop.refunds.of(number))

    @get("/orders/{number:int}/refunds/{file:str}")
    async def get_refund(
        self, number: FromPath[int], file: FromPath[str], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return answered({"refund": shop.refunds.get(number, numbered(file))})

    @post("/orders/{number:int}/refunds/calculate.json", status_code=200)
    async def calculate_refund(
        self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return answered({"refund": shop.refunds.calculate(number, await sent(request, "refund"))})

    @post("/orders/{number:int}/refunds.json")
    async def create_refund(self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"refund": shop.refunds.create(number, await sent(request, "refund"))}, 201)
