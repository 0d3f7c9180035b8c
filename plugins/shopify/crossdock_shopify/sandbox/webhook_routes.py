"""Webhook subscriptions."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox.answers import Call, answered, listed, numbered, sent
from crossdock_shopify.sandbox.shop import Shop


class WebhookRoutes(Controller):
    """`/webhooks`."""

    @get("/webhooks.json")
    async def list_webhooks(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        def chosen(query: dict[str, str]) -> list[dict[str, object]]:
            wanted = {name: query[name] for name in ("topic", "address") if name in query}
            return [found for found in shop.webhooks.every() if wanted.items() <= found.items()]

        return listed(request, "webhooks", chosen)

    @get("/webhooks/{file:str}")
    async def get_webhook(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        if file == "count.json":
            return answered({"count": len(shop.webhooks.every())})
        return answered({"webhook": shop.webhooks.get(numbered(file))})

    @post("/webhooks.json")
    async def create_webhook(
        self, request: Call, version: FromPath[str], shop: NamedDependency[Shop]
    ) -> Response[bytes]:
        return answered({"webhook": shop.webhooks.create(await sent(request, "webhook"), version)}, 201)

    @put("/webhooks/{file:str}")
    async def change_webhook(self, request: Call, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        return answered({"webhook": shop.webhooks.change(numbered(file), await sent(request, "webhook"))})

    @delete("/webhooks/{file:str}", status_code=200)
    async def delete_webhook(self, file: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        shop.webhooks.delete(numbered(file))
        return answered({})
