"""The sandbox of Deposco, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from litestar import Request, Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import ControlRoute, Holding, Reply, Sandbox
from crossdock_deposco.sandbox import happenings, inferred, start_data
from crossdock_deposco.sandbox.answers import answered
from crossdock_deposco.sandbox.holdings import holdings
from crossdock_deposco.sandbox.keys import TOKEN_SECONDS, opens_legacy
from crossdock_deposco.sandbox.legacy import LegacyRoutes
from crossdock_deposco.sandbox.refusal import Refused, envelope
from crossdock_deposco.sandbox.routes import (
    CatalogueRoutes,
    CustomerOrderRoutes,
    ReturnRoutes,
    SalesOrderRoutes,
    ShipmentRoutes,
)
from crossdock_deposco.sandbox.switches import DeposcoSwitches
from crossdock_deposco.sandbox.tenant import Tenant

Call = Request[Any, Any, Any]
LEGACY = f"/integration/{start_data.LEGACY_CODE}"


class DeposcoSandbox(Sandbox[DeposcoSwitches]):
    """One environment, its token service, and both ways into it."""

    title = "Deposco"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    tenant: Tenant

    @classmethod
    def default_switches(cls) -> DeposcoSwitches:
        return DeposcoSwitches()

    def begin(self) -> None:
        self.tenant = Tenant(self.clock, self.agenda, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {
            "business_unit": start_data.UNIT,
            "client_id": start_data.CLIENT,
            "client_secret": start_data.CLIENT_SECRET,
            "refresh_token": start_data.REFRESH_TOKEN,
            "address": address,
            "auth_address": address,
            "legacy_address": f"{address}{LEGACY}",
            "legacy_user": start_data.LEGACY_USER,
            "legacy_password": start_data.LEGACY_PASSWORD,
        }

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(
            request: Call,
        ) -> Response[bytes] | None:  # bound methods would be deep-copied with their sandbox
            return self._admit(opened=self.tenant.keys.opens(request.headers.get("authorization", "")))

        async def admit_legacy(request: Call) -> Response[bytes] | None:
            return self._admit(opened=opens_legacy(request.headers.get("authorization", "")))

        newer: list[ControllerRouterHandler] = [
            SalesOrderRoutes,
            CustomerOrderRoutes,
            ShipmentRoutes,
            ReturnRoutes,
            CatalogueRoutes,
        ]
        return [
            Router("/", route_handlers=[give_token], dependencies=self._tenant()),
            Router("/latest", route_handlers=newer, dependencies=self._tenant(), before_request=admit),
            Router(LEGACY, route_handlers=[LegacyRoutes], dependencies=self._tenant(), before_request=admit_legacy),
        ]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        handlers: list[ControllerRouterHandler] = [
            happenings.bring_stock,
            happenings.lose_goods,
            happenings.raise_return,
            happenings.receive_return,
        ]
        return [Router("/", route_handlers=handlers, dependencies=self._tenant())]

    def _tenant(self) -> dict[str, Provide]:
        return {"tenant": Provide(lambda: self.tenant, sync_to_thread=False)}

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.tenant)

    def throttled(self, seconds: float | None) -> Reply:
        """Its body may be empty, and is."""
        return Reply.too_many(b"", seconds)

    def refuse(
        self,
        request: Call,  # noqa: ARG002  # all paths are refused alike
        error: Exception,
    ) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return answered(envelope(*error.messages), error.status)
        if not isinstance(error, HTTPException) or error.status_code >= 500:
            return None
        if error.status_code in (404, 405):
            return answered(envelope(inferred.NOT_FOUND), 404)
        return answered(envelope(error.detail), error.status_code)

    def _admit(self, *, opened: bool) -> Response[bytes] | None:
        if not opened:
            return answered(envelope(inferred.UNAUTHORISED), 401)
        return None if self.tenant.bucket.take() else Response(b"", status_code=429)


@post("/oauth2/token")
async def give_token(request: Call, tenant: NamedDependency[Tenant]) -> Response[bytes]:
    """A token for an hour."""
    token = tenant.keys.give(dict(parse_qsl((await request.body()).decode(errors="replace"))))
    if token is None:
        return answered({"error": "invalid_grant"}, 400)
    return answered({"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS})
