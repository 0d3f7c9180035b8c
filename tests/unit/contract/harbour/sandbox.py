"""Harbour's sandbox: orders and items in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox import Holding, Sandbox
from crossdock.engine import json_text

TOKEN = "sandbox-harbour-token"
ITEMS = ({"code": "CRATE", "name": "A crate"}, {"code": "BARREL", "name": "A barrel"})
Call = Request[Any, Any, Any]


class Switches(msgspec.Struct):
    """How the quay behaves."""

    largest_page: int = 100


class RefusedError(Exception):
    """The quay says no."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class HarbourSandbox(Sandbox[Switches]):
    """One quay."""

    title = "Harbour"

    @classmethod
    def default_switches(cls) -> Switches:
        return Switches()

    def begin(self) -> None:
        self.orders: list[dict[str, Any]] = []

    def connection(self, address: str) -> Mapping[str, str]:
        return {"address": address, "token": TOKEN}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        return [Quay]

    def holdings(self) -> Mapping[str, list[Holding]]:
        held = [{**order, "id": str(place), "received": 1} for place, order in enumerate(self.orders)]
        return {"orders": held, "items": [{"id": item["code"], "received": 0} for item in ITEMS]}

    def refuse(self, request: Call, error: Exception) -> Response[bytes] | None:  # noqa: ARG002  # the base's
        if isinstance(error, RefusedError):
            return answered({"message": error.words}, error.status)
        if isinstance(error, HTTPException) and error.status_code < 500:
            return answered({"message": error.detail}, error.status_code)
        return None

    def check(self, order: Any) -> None:
        """Raises RefusedError for an order that cannot be loaded."""
        if (words := wrong_with(order)) is not None:
            raise RefusedError(422, words)


def wrong_with(order: Any) -> str | None:
    """Why an order cannot be loaded; None where it can."""
    whole = isinstance(order, dict) and order.get("number") and order.get("lines")
    return None if whole else "An order has a number and lines"


class LaxSandbox(HarbourSandbox):
    """One that takes what the quay refuses."""

    def check(self, order: Any) -> None:
        """Everything is welcome."""


class Quay(Controller):
    """The quay's API. It does not mind two orders of one number, so whoever writes has to look."""

    path = "/api"

    @get("/items")
    async def list_items(self, request: Call) -> Response[bytes]:
        require_token(request)
        return answered({"items": ITEMS})

    @get("/orders")
    async def list_orders(self, request: Call, sandbox: NamedDependency[HarbourSandbox]) -> Response[bytes]:
        require_token(request)
        query = request.query_params
        start = int(query.get("after", "0"))
        end = start + min(int(query.get("limit", "100")), sandbox.switches.largest_page)
        page = [order for order in sandbox.orders[start:end] if query.get("number", "") in order["number"]]
        return answered({"orders": page, "next": end if end < len(sandbox.orders) else None})

    @post("/orders")
    async def create_order(self, request: Call, sandbox: NamedDependency[HarbourSandbox]) -> Response[bytes]:
        require_token(request)
        order = json_text.decode(await request.body())
        sandbox.check(order)
        sandbox.orders.append(order)
        return answered({"order": order}, 201)

    @post("/orders/batch")
    async def create_orders(self, request: Call, sandbox: NamedDependency[HarbourSandbox]) -> Response[bytes]:
        require_token(request)
        orders = json_text.decode(await request.body())["orders"]
        wrong = [wrong_with(order) for order in orders]
        sandbox.orders += [order for order, words in zip(orders, wrong, strict=True) if words is None]
        results = [{"error": words} if words else {"order": order} for order, words in zip(orders, wrong, strict=True)]
        return answered({"results": results})


def require_token(request: Call) -> None:
    """Raises RefusedError for a call without the quay's key."""
    if request.headers.get("x-harbour-token") != TOKEN:
        raise RefusedError(401, "Who are you?")


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")
