"""The sandbox of Fulfil, put together."""

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
from crossdock_fulfil.sandbox import happenings, inferred, start_data
from crossdock_fulfil.sandbox.account import Account
from crossdock_fulfil.sandbox.answers import answered
from crossdock_fulfil.sandbox.holdings import holdings
from crossdock_fulfil.sandbox.refusal import Refused, not_found
from crossdock_fulfil.sandbox.routes import ModelRoutes
from crossdock_fulfil.sandbox.switches import FulfilSwitches


class FulfilSandbox(Sandbox[FulfilSwitches]):
    """One merchant's account, and a token into it."""

    title = "Fulfil"
    own_controls: ClassVar[Sequence[ControlRoute]] = happenings.CONTROLS
    account: Account

    @classmethod
    def default_switches(cls) -> FulfilSwitches:
        return FulfilSwitches()

    def begin(self) -> None:
        self.account = Account(self.clock, self.agenda, self.outbox, self.switches)

    def connection(self, address: str) -> Mapping[str, str]:
        return {"address": address, "token": start_data.TOKEN, "webhook_secret": start_data.WEBHOOK_SECRET}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        async def admit(request: Request[Any, Any, Any]) -> Response[bytes] | None:
            return self._admit(request)  # a bound method would be deep-copied, and its sandbox with it

        handlers: list[ControllerRouterHandler] = [ModelRoutes]
        return [Router("/", route_handlers=handlers, dependencies=self._account(), before_request=admit)]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        handlers: list[ControllerRouterHandler] = [
            happenings.bring_stock,
            happenings.make_return,
            happenings.change_price,
            happenings.archive,
        ]
        return [Router("/", route_handlers=handlers, dependencies=self._account())]

    def _account(self) -> dict[str, Provide]:
        return {"account": Provide(lambda: self.account, sync_to_thread=False)}

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.account)

    def throttled(self, seconds: float | None) -> Reply:
        return Reply.too_many(json_text.encode(inferred.THROTTLED), seconds)

    def answer_headers(self) -> Mapping[str, str]:
        return self.account.window.headers()

    def refuse(
        self,
        request: Request[Any, Any, Any],
        error: Exception,
    ) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return answered(error.document, error.status)
        if not isinstance(error, HTTPException) or error.status_code >= 500:
            return None
        if error.status_code in (404, 405):
            return answered(not_found(request.url.path).document, 404)
        return answered({"message": error.detail}, error.status_code)

    def _admit(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Token, then how often it asks."""
        token = request.headers.get("x-api-key", "")
        if not compare_digest(token.encode(), start_data.TOKEN.encode()):
            return answered(inferred.UNAUTHORISED, 401)
        return None if self.account.window.take() else self.throttled(1).response()
