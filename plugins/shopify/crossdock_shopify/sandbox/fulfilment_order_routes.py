"""What is done to fulfilment orders; Shopify spells them fulfillment."""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox.answers import Call, answered, numbered, object_of, query_of, sent
from crossdock_shopify.sandbox.shop import Shop

NAME = "fulfillment_order"


class FulfilmentOrderRoutes(Controller):
    """`/fulfillment_orders`, and the list of those that wait for an answer."""

    @get("/assigned_fulfillment_orders.json")
    async def list_assigned(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        asked = query_of(request).get("assignment_status") == "cancellation_requested"
        return answered({"fulfillment_orders": shop.fulfilment_order_changes.asked() if asked else []})

    @get("/fulfillment_orders/{file:str}")
    async def get_one(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({NAME: shop.fulfilment_orders.get(numbered(file))})

    @post("/fulfillment_orders/{number:int}/move.json", status_code=200)
    async def move(self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered(shop.fulfilment_order_changes.move(number, await sent(request, NAME)))

    @post("/fulfillment_orders/{number:int}/hold.json", status_code=200)
    async def hold(self, request: Call, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        body = await object_of(request)
        return answered({NAME: shop.fulfilment_order_changes.hold(number, body.get("fulfillment_hold"))})

    @post("/fulfillment_orders/{number:int}/release_hold.json", status_code=200)
    async def release(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({NAME: shop.fulfilment_order_changes.release(number)})

    @post("/fulfillment_orders/{number:int}/cancel.json", status_code=200)
    async def cancel(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered(shop.fulfilment_order_changes.cancel(number))

    @post("/fulfillment_orders/{number:int}/cancellation_request.json", status_code=200)
    async def ask(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({NAME: shop.fulfilment_order_changes.ask(number)})

    @post("/fulfillment_orders/{number:int}/cancellation_request/accept.json", status_code=200)
    async def accept(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({NAME: shop.fulfilment_order_changes.answer(number, accepted=True)})

    @post("/fulfillment_orders/{number:int}/cancellation_request/reject.json", status_code=200)
    async def reject(self, number: FromPath[int], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({NAME: shop.fulfilment_order_changes.answer(number, accepted=False)})
