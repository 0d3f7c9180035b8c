"""Fulfilment orders and fulfilments; Shopify spells them fulfillment."""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox.answers import Call, answered, listed, numbered, sent
from crossdock_shopify.sandbox.refusal import not_found
from crossdock_shopify.sandbox.shop import Shop


class FulfilmentRoutes(Controller):
    """`/fulfillments`, and what of them stands below an order."""

    @get("/orders/{number:int}/fulfillment_orders.json")
    async def list_fulfilment_orders(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        order = shop.orders.get(number)
        return answered({"fulfillment_orders": shop.fulfilment_orders.of(order["id"])})

    @get("/orders/{number:int}/fulfillments.json")
    async def list_fulfilments(
        self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return listed(request, "fulfillments", lambda _: shop.orders.get(number)["fulfillments"])

    @get("/orders/{number:int}/fulfillments/{file:str}")
    async def get_fulfilment(
        self, number: FromPath[int], file: FromPath[str], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        fulfilment = shop.fulfilments.get(numbered(file))
        if fulfilment["order_id"] != number:
            raise not_found()
        return answered({"fulfillment": fulfilment})

    @post("/fulfillments.json")
    async def create_fulfilment(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"fulfillment": shop.fulfilments.create(await sent(request, "fulfillment"))}, 201)

    @post("/fulfillments/{number:int}/update_tracking.json", status_code=200)
    async def update_tracking(
        self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return answered({"fulfillment": shop.fulfilments.track(number, await sent(request, "fulfillment"))})

    @post("/fulfillments/{number:int}/cancel.json", status_code=200)
    async def cancel_fulfilment(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"fulfillment": shop.fulfilments.cancel(number)})
