"""The sandbox of Shopify, put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any, ClassVar

from litestar import Request, Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import ControlRoute, Holding, Reply, Sandbox
from crossdock.engine import json_text
from crossdock_shopify.sandbox import answers, inferred, start_data
from crossdock_shopify.sandbox.answers import Call, answered, sent
from crossdock_shopify.sandbox.catalogue_routes import CatalogueRoutes, InventoryRoutes
from crossdock_shopify.sandbox.fulfilment_order_routes import FulfilmentOrderRoutes
from crossdock_shopify.sandbox.fulfilment_routes import FulfilmentRoutes
from crossdock_shopify.sandbox.graphql_routes import GraphqlRoutes
from crossdock_shopify.sandbox.holdings import holdings
from crossdock_shopify.sandbox.order_routes import OrderRoutes
from crossdock_shopify.sandbox.payout_routes import PayoutRoutes
from crossdock_shopify.sandbox.refusal import Refused
from crossdock_shopify.sandbox.shop import Shop
from crossdock_shopify.sandbox.switches import ShopifySwitches
from crossdock_shopify.sandbox.webhook_routes import WebhookRoutes

VERSION = re.compile(r"20[0-9]{2}-(01|04|07|10)")


class ShopifySandbox(Sandbox[ShopifySwitches]):
    """One shop, and one app that may do everything in it."""

    title = "Shopify"
    own_controls: ClassVar[Sequence[ControlRoute]] = (
        ControlRoute("POST", "orders", 'a buyer orders and pays: {"order": {"line_items": [...]}}'),
    )
    shop: Shop

    @classmethod
    def default_switches(cls) -> ShopifySwitches:
        return ShopifySwitches()

    def begin(self) -> None:
        self.shop = Shop(self.clock, self.outbox, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {"shop": start_data.SHOP, "address": address, **start_data.CREDENTIALS}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        api = Router(
            "/admin/api/{version:str}",
            route_handlers=[
                OrderRoutes,
                FulfilmentRoutes,
                FulfilmentOrderRoutes,
                CatalogueRoutes,
                InventoryRoutes,
                WebhookRoutes,
                GraphqlRoutes,
                PayoutRoutes,
            ],
            dependencies=self._shop(),
            before_request=admit,
        )
        return [api]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        return [Router("/", route_handlers=[order_as_buyer], dependencies=self._shop())]

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.shop)

    def throttled(self, seconds: float | None) -> Reply:
        headers = {} if seconds is None else {"retry-after": f"{seconds:.1f}"}
        return Reply(429, json_text.encode({"errors": inferred.THROTTLED}), headers)

    def answer_headers(self) -> Mapping[str, str]:
        return {"x-shopify-shop-api-call-limit": self.shop.bucket.shown()}

    def refuse(self, request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return answers.errors(error.errors, error.status)
        if not isinstance(error, HTTPException) or error.status_code >= 500:
            return None
        if error.status_code in (404, 405) and not request.url.path.endswith(".json"):
            return answers.errors(inferred.NOT_ACCEPTABLE, 406)
        return answers.errors("Not Found" if error.status_code in (404, 405) else error.detail, error.status_code)

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Key, version and bucket, in this order."""
        key = request.headers.get("x-shopify-access-token", "")
        if not compare_digest(key.encode(), start_data.CREDENTIALS["access_token"].encode()):
            return answers.errors(inferred.WRONG_KEY, 401)
        if not VERSION.fullmatch(request.path_params["version"]):
            return answers.errors("Not Found", 404)
        if request.url.path.endswith("/graphql.json"):  # it has points instead
            return None
        wait = self.shop.bucket.take()
        if wait is None:
            return None
        return self.throttled(wait).response()

    def _shop(self) -> dict[str, Provide]:
        return {"shop": Provide(lambda: self.shop, sync_to_thread=False)}


@post("/orders")
async def order_as_buyer(request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
    """What happens at the shop's checkout, which no key guards and no bucket slows."""
    return answered({"order": shop.orders.create(await sent(request, "order"), by_buyer=True)}, 201)
