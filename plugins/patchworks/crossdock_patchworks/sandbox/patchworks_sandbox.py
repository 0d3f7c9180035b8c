"""The sandbox of Patchworks, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from litestar import Request, Response, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import ControlRoute, Holding, Reply, Sandbox
from crossdock.engine import json_text
from crossdock_patchworks.sandbox import happenings, inferred, start_data
from crossdock_patchworks.sandbox.answers import answered
from crossdock_patchworks.sandbox.company import Company
from crossdock_patchworks.sandbox.holdings import holdings
from crossdock_patchworks.sandbox.refusal import Refused
from crossdock_patchworks.sandbox.routes import RunRoutes, TableRoutes, log_in
from crossdock_patchworks.sandbox.switches import PatchworksSwitches
from crossdock_patchworks.sandbox.trigger_routes import StartRoutes, call, trigger


class PatchworksSandbox(Sandbox[PatchworksSwitches]):
    """One company, and a user of it."""

    title = "Patchworks"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    company: Company

    @classmethod
    def default_switches(cls) -> PatchworksSwitches:
        return PatchworksSwitches()

    def begin(self) -> None:
        self.company = Company(self.clock, self.agenda, self.outbox, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {
            "username": start_data.USERNAME,
            "password": start_data.PASSWORD,
            "company": start_data.COMPANY,
            "trigger_signature": start_data.SIGNATURE,
            "callback_signature": start_data.SIGNATURE,
            "hook_secret": start_data.HOOK_SECRET,
            "base_url": f"{address}/api/v1",
            "start_url": f"{address}/start/api/v1",
            "login_url": f"{address}/fabric/api/login",
            "triggers_url": f"{address}/webhooks/api/v1",
            "callbacks_url": f"{address}/callbacks/api/v1",
        }

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        guarded = Router("/", route_handlers=[RunRoutes, TableRoutes, StartRoutes], before_request=admit)
        return [Router("/", route_handlers=[log_in, trigger, call, guarded], dependencies=self._company())]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        handlers: list[ControllerRouterHandler] = [
            happenings.draw_flow,
            happenings.retry_run,
            happenings.stop_run,
            happenings.refuse_item,
        ]
        return [Router("/", route_handlers=handlers, dependencies=self._company())]

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
        return answered({"message": error.detail}, error.status_code)

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Whoever has a token."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        known = scheme == "Bearer" and self.company.knows(token)
        return None if known else answered(inferred.UNAUTHORISED, 401)
