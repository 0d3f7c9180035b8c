"""The sandbox of SEKO, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler
from msgspec import Meta

from crossdock.connect.sandbox import ControlRoute, Holding, Sandbox, read_body
from crossdock_seko.sandbox import answers, start_data
from crossdock_seko.sandbox.account import Account
from crossdock_seko.sandbox.current import CurrentGeneration
from crossdock_seko.sandbox.first_generation import PATHS as FIRST_GENERATION_PATHS
from crossdock_seko.sandbox.first_generation import FirstGeneration
from crossdock_seko.sandbox.holdings import holdings
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.stock import AVAILABLE
from crossdock_seko.sandbox.switches import SekoSwitches

LONGEST_QUERY = 2048


class ShortPick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What will not be found when an order is picked."""

    order: str
    product: str
    quantity: Annotated[int, Meta(ge=0, le=1_000_000)]


class StockMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods that change from one kind of location to another."""

    product: str
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]
    dc: str = start_data.DISTRIBUTION_CENTRES[0]
    source: str = AVAILABLE
    target: str = "Quarantine"


class ParcelBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods that come back without notice."""

    order: str
    product: str
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]
    reason: str | None = None


class SekoSandbox(Sandbox[SekoSwitches]):
    """One client's account."""

    title = "SEKO"
    own_controls: ClassVar[Sequence[ControlRoute]] = (
        ControlRoute(
            "POST",
            "short-picks",
            'goods that will not be found: {"order": "1001", "product": "TINROUNDS", "quantity": 1}',
        ),
        ControlRoute(
            "POST",
            "returns",
            'a parcel comes back that nobody announced: {"order": "1001", "product": "TINROUNDS", "quantity": 1}',
        ),
        ControlRoute(
            "POST",
            "stock-moves",
            'goods that change their kind of location: {"product": "TINROUNDS", "quantity": 1, "target": "Quarantine"}',
        ),
    )
    account: Account

    @classmethod
    def default_switches(cls) -> SekoSwitches:
        return SekoSwitches()

    def begin(self) -> None:
        self.account = Account(self.clock, self.agenda, self.outbox, self.switches)
        self._failures = count(1)

    def connection(self, address: str) -> Mapping[str, str]:
        return {
            "base_url": f"{address}/api",
            "api_key": start_data.API_KEY,
            "push_secret": start_data.PUSH_SECRET,
            "dc_code": start_data.DISTRIBUTION_CENTRES[0],
        }

    def routes(self) -> Sequence[ControllerRouterHandler]:
        services: list[ControllerRouterHandler] = [CurrentGeneration]
        services += [Router(path, route_handlers=[FirstGeneration]) for path in FIRST_GENERATION_PATHS]
        return [Router("/", route_handlers=services, dependencies=self._account(), before_request=check_key)]

    def controls(self) -> Sequence[ControllerRouterHandler]:
        return [Router("/", route_handlers=[run_short, take_back, move_stock], dependencies=self._account())]

    def _account(self) -> dict[str, Provide]:
        return {"account": Provide(lambda: self.account, sync_to_thread=False)}

    def refuse(self, request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | None:
        if isinstance(error, Refused):
            return self._failed(error, first_generation="/v1/" in request.url.path)
        if isinstance(error, HTTPException) and error.status_code in (404, 405):
            return answers.page_not_found()
        if isinstance(error, HTTPException) and error.status_code < 500:
            return answers.as_json({"Message": error.detail}, error.status_code)
        return None

    def _failed(self, refused: Refused, *, first_generation: bool) -> Response[bytes]:
        failed = answers.status(refused.message)
        if first_generation:
            return answers.in_first_generation(failed)
        wrap = self.switches.wrap_failures
        wrapped = wrap == "always" or (wrap == "alternate" and next(self._failures) % 2 == 0)
        return answers.as_json({"Response": failed} if wrapped else failed)

    def holdings(self) -> Mapping[str, list[Holding]]:
        return holdings(self.account, self.outbox)


async def check_key(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """The key stands in the query string, as `api_key` or `token`; a query that is too long finds no service."""
    if len(urlsplit(str(request.url)).query) > LONGEST_QUERY:
        return answers.page_not_found()
    query = request.query_params
    if start_data.API_KEY in (query.get("api_key"), query.get("token")):
        return None
    return answers.as_json(answers.UNAUTHORISED, 401)


@post("/short-picks")
async def run_short(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Some of a product cannot be found when an order is picked; SEKO never dispatches it later."""
    short = await read_body(request, ShortPick)
    order = account.run_short(short.order, short.product, short.quantity)
    return answers.as_json({"id": order.number, "status": order.status.value}, 201)


@post("/returns")
async def take_back(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Goods that left come back, and SEKO tells that it received them."""
    back = await read_body(request, ParcelBack)
    account.take_back(back.order, back.product, back.quantity, back.reason)
    return answers.as_json({"id": back.order}, 201)


@post("/stock-moves")
async def move_stock(request: Request[Any, Any, Any], account: NamedDependency[Account]) -> Response[bytes]:
    """Goods become sellable, or are kept from being sold."""
    moved = await read_body(request, StockMove)
    account.move_stock((moved.dc, moved.product), moved.quantity, moved.source, moved.target)
    return answers.as_json({"id": moved.product}, 201)
