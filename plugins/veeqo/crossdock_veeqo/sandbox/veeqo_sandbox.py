"""The sandbox of Veeqo, put together."""

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
from crossdock_veeqo.sandbox import happenings, inferred, start_data
from crossdock_veeqo.sandbox.answers import answered
from crossdock_veeqo.sandbox.company import Company
from crossdock_veeqo.sandbox.holdings import holdings
from crossdock_veeqo.sandbox.refusal import Refused
from crossdock_veeqo.sandbox.routes import AccountRoutes, CatalogueRoutes, OrderRoutes
from crossdock_veeqo.sandbox.switches import VeeqoSwitches


class VeeqoSandbox(Sandbox[VeeqoSwitches]):
    """One company, and the keys of two users into it."""

    title = "Veeqo"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    company: Company

    @classmethod
    def default_switches(cls) -> VeeqoSwitches:
        return VeeqoSwitches()

    def begin(self) -> None:
        self.company = Company(self.clock, self.agenda, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {"base_url": address, "api_key": start_data.API_KEY}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        controllers: list[ControllerRouterHandler] = [OrderRoutes, CatalogueRoutes, AccountRoutes]
        return [Router("/", route_handlers=controllers, dependencies=self._company(), before_request=admit)]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        given = {
            "agenda": Provide(lambda: self.agenda, sync_to_thread=False),
            "clock": Provide(lambda: self.clock, sync_to_thread=False),
        }
        handlers: list[ControllerRouterHandler] = [
            happenings.bring_stock,
            happenings.make_return,
            happenings.allocate_anew,
        ]
        return [Router("/", route_handlers=handlers, dependencies=self._company() | given)]

    def _company(self) -> dict[str, Provide]:
        return {"company": Provide(lambda: self.company, sync_to_thread=False)}

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.company)

    def throttled(self, seconds: float | None) -> Reply:
        return Reply.too_many(json_text.encode(inferred.THROTTLED), seconds)

    def refuse(
        self,
        request: Request[Any, Any, Any],  # noqa: ARG002  # all paths are refused alike
        error: Exception,
    ) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return answered(error.document, error.status)
        if not isinstance(error, HTTPException) or error.status_code >= 500:
            return None
        if error.status_code in (404, 405):
            return answered(inferred.NOT_FOUND, 404)
        return answered({"error_messages": error.detail}, error.status_code)

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Key, then bucket; nothing tells how long to wait."""
        key = request.headers.get("x-api-key", "")
        if not any(compare_digest(key.encode(), one.encode()) for one in (start_data.API_KEY, start_data.OTHER_KEY)):
            return answered(inferred.UNAUTHORISED, 401)
        return None if self.company.buckets[key].take() else self.throttled(None).response()
