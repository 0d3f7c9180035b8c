"""The sandbox of BigCommerce, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any, ClassVar

from litestar import Request, Response, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import ControlRoute, Holding, Reply, Sandbox
from crossdock.engine import json_text
from crossdock_bigcommerce.sandbox import happenings, inferred, start_data
from crossdock_bigcommerce.sandbox.answers import answered
from crossdock_bigcommerce.sandbox.holdings import holdings
from crossdock_bigcommerce.sandbox.order_routes import OrderRoutes, PaymentRoutes
from crossdock_bigcommerce.sandbox.refusal import Refused, not_found, v2, v3
from crossdock_bigcommerce.sandbox.store import Store
from crossdock_bigcommerce.sandbox.store_routes import AccountRoutes, CatalogueRoutes, InventoryRoutes
from crossdock_bigcommerce.sandbox.switches import BigCommerceSwitches


class BigCommerceSandbox(Sandbox[BigCommerceSwitches]):
    """One store, and one API account that may do everything in it."""

    title = "BigCommerce"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    store: Store

    @classmethod
    def default_switches(cls) -> BigCommerceSwitches:
        return BigCommerceSwitches()

    def begin(self) -> None:
        self.store = Store(self.clock, self.agenda, self.outbox, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {
            "base_url": address,
            "store_hash": start_data.STORE_HASH,
            "access_token": start_data.ACCESS_TOKEN,
            "client_secret": start_data.CLIENT_SECRET,
        }

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        controllers: list[ControllerRouterHandler] = [
            OrderRoutes,
            PaymentRoutes,
            CatalogueRoutes,
            InventoryRoutes,
            AccountRoutes,
        ]
        path = "/stores/{store_hash:str}"
        return [Router(path, route_handlers=controllers, dependencies=self._store(), before_request=admit)]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        handlers: list[ControllerRouterHandler] = [happenings.order_as_buyer, happenings.pay]
        return [Router("/", route_handlers=handlers, dependencies=self._store())]

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.store)

    def throttled(self, seconds: float | None) -> Reply:
        return Reply.too_many(json_text.encode({"status": 429, "title": inferred.THROTTLED}), seconds)

    def answer_headers(self) -> Mapping[str, str]:
        return self.store.quota.headers()

    def refuse(self, request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return answered(error.document, error.status)
        if not isinstance(error, HTTPException) or error.status_code >= 500:
            return None
        path = request.url.path
        if error.status_code in (404, 405):
            return self.refuse(request, not_found(path))
        refuse = v2 if "/v2/" in path else v3
        return self.refuse(request, refuse(error.detail, error.status_code))

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Token, then quota; how long to wait is told in the quota's own headers."""
        token = request.headers.get("x-auth-token", "")
        known = request.path_params["store_hash"] == start_data.STORE_HASH
        if not (known and compare_digest(token.encode(), start_data.ACCESS_TOKEN.encode())):
            return answered(v3(inferred.UNAUTHORISED, 401).document, 401)
        return None if self.store.quota.take() else self.throttled(None).response()

    def _store(self) -> dict[str, Provide]:
        return {"store": Provide(lambda: self.store, sync_to_thread=False)}
