"""The sandbox of OrderWise, put together."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any, ClassVar

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import ControlRoute, Holding, Sandbox
from crossdock_orderwise.sandbox import happenings, inferred, start_data
from crossdock_orderwise.sandbox.answers import answered
from crossdock_orderwise.sandbox.holdings import holdings
from crossdock_orderwise.sandbox.installation import Installation
from crossdock_orderwise.sandbox.refusal import Refused, not_found
from crossdock_orderwise.sandbox.routes import OwApi
from crossdock_orderwise.sandbox.session import Session
from crossdock_orderwise.sandbox.switches import OrderWiseSwitches

_PROOF = "Basic " + b64encode(f"{start_data.USER}:{start_data.PASSWORD}".encode()).decode()


class OrderWiseSandbox(Sandbox[OrderWiseSwitches]):
    """One installation, one user of its API, and the outlet's session."""

    title = "OrderWise"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    installation: Installation
    session: Session

    @classmethod
    def default_switches(cls) -> OrderWiseSwitches:
        return OrderWiseSwitches()

    def begin(self) -> None:
        self.installation = Installation(self.clock, self.agenda, self.switches)
        self.session = Session(self.clock, self.agenda, self.outbox, self.installation)

    def connection(self, address: str) -> Mapping[str, Any]:
        return {
            "base_url": f"{address}/OWAPI",
            "user": start_data.USER,
            "password": start_data.PASSWORD,
            "session_id": start_data.SHOP_SESSION,
            "orders_export": start_data.ORDERS,
            "despatches_export": start_data.DESPATCHES,
            "variants_export": start_data.VARIANTS,
            "stock_export": start_data.STOCK,
            "session_secret": start_data.SESSION_SECRET,
            "session_location": str(start_data.MAIN),
        }

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        guarded = Router("/", route_handlers=[OwApi], dependencies=self._given(), before_request=admit)
        return [guarded, Router("/", route_handlers=[get_token], dependencies=self._given())]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        handlers: list[ControllerRouterHandler] = [happenings.bring_stock, happenings.set_price]
        return [Router("/", route_handlers=handlers, dependencies=self._given())]

    def _given(self) -> dict[str, Provide]:
        return {"installation": Provide(lambda: self.installation, sync_to_thread=False)}

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.installation, self.session, self.outbox)

    def refuse(
        self,
        request: Request[Any, Any, Any],  # noqa: ARG002  # all paths are refused alike
        error: Exception,
    ) -> Response[bytes] | None:
        if isinstance(error, HTTPException) and error.status_code in (404, 405):
            error = not_found()
        if isinstance(error, Refused):
            return answered(error.document, error.status)
        if isinstance(error, HTTPException) and error.status_code < 500:
            return answered({"Message": error.detail}, error.status_code)
        return None

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer" and self.installation.admits(token):
            return None
        return answered(inferred.UNAUTHORISED, 401)


@get("/OWAPI/token/gettoken")
async def get_token(request: Request[Any, Any, Any], installation: NamedDependency[Installation]) -> Response[bytes]:
    """A token, as a bare JSON string."""
    if not compare_digest(request.headers.get("authorization", "").encode(), _PROOF.encode()):
        return answered(inferred.UNAUTHORISED, 401)
    return answered(installation.give_token())
