"""{{title}} on this machine: orders in memory, its key, pages and refusals, and its webhook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.connect import Incoming, Secret
from crossdock.connect.sandbox import Holding, Push, Reply, Sandbox
from crossdock.engine import json_text
from crossdock.errors import Malformed
from {{package}}.connector import {{Class}}
from {{package}}.settings import {{Class}}Settings

KEYS = {"token": "sandbox-token", "hook_key": "sandbox-hook-key"}
"""They open nothing but a sandbox."""
SKUS = ("MUG-STONE", "TEA-ASSAM")
RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=10))

Call = Request[Any, Any, Any]
Order = dict[str, Any]


class {{Class}}Switches(msgspec.Struct):
    """How it behaves."""

    largest_page: int = 100
    order_changed_url: str = ""
    """Where it tells that an order changed; '' tells nobody."""


class RefusedError(Exception):
    """{{title}} says no."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status, self.document = status, {"error": {"code": code, "text": text}}


class {{Class}}Sandbox(Sandbox[{{Class}}Switches]):
    """One account."""

    title = "{{title}}"

    @classmethod
    def default_switches(cls) -> {{Class}}Switches:
        return {{Class}}Switches()

    def begin(self) -> None:
        """An account with the orders of the samples."""
        samples = {{Class}}.resource("order").samples({{Class}}.package)
        orders = [json_text.decode(sample.payload) for sample in samples]
        self.orders: dict[str, Order] = {order["number"]: order for order in orders}
        self.received = dict.fromkeys(self.orders, 0)

    def connection(self, address: str) -> Mapping[str, str]:
        return {"address": address, **KEYS}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        return [Orders]

    def holdings(self) -> Mapping[str, list[Holding]]:
        return {"orders": [{"id": number, "received": self.received[number]} for number in self.orders]}

    def refuse(self, request: Call, error: Exception) -> Response[bytes] | None:
        if isinstance(error, RefusedError):
            return answered(error.document, error.status)
        if isinstance(error, HTTPException) and error.status_code < 500:
            return answered({"error": {"code": "no_such_thing", "text": error.detail}}, error.status_code)
        return None

    def throttled(self, seconds: float | None) -> Reply:
        headers = {} if seconds is None else {"retry-after": f"{seconds:g}"}
        return Reply(429, json_text.encode({"error": {"code": "slow_down", "text": "Too many calls"}}), headers)

    def take(self, sent: Any) -> Order:
        """A new order; raises RefusedError for one that cannot be."""
        number = checked(sent)["number"]
        self.received[number] = self.received.get(number, 0) + 1
        changed_at = self.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")
        order = self.orders[number] = {**sent, "changed_at": changed_at}
        if self.switches.order_changed_url:
            self.outbox.post(self._push(order))
        return order

    def _push(self, order: Order) -> Push:
        webhook = {{Class}}.webhook("order-changed")
        event = f"changed-{order['number']}"
        plain = Incoming(
            headers={"content-type": "application/json", "x-topic": webhook.topic, "x-event": event},
            body=json_text.encode(order),
            received_at=self.clock.now(),
        )
        keys = {name: Secret(key) for name, key in KEYS.items()}
        signed = webhook.signature.signed(plain, {{Class}}Settings(address="", **keys))
        return Push(
            id=event,
            kind=webhook.topic,
            url=self.switches.order_changed_url,
            body=signed.body,
            headers=signed.headers,
            delays=RETRY_DELAYS,
        )


class Orders(Controller):
    """The API, as far as it is here."""

    path = "/api/orders"

    @get()
    async def list_orders(
        self,
        request: Call,
        sandbox: NamedDependency[{{Class}}Sandbox],
    ) -> Response[bytes]:
        """Pages in the order in which orders came; an empty one is the last."""
        require_token(request)
        query = request.query_params
        since = query.get("changed_since", "").replace("+00:00", "Z")
        found = [
            order
            for number, order in sandbox.orders.items()
            if query.get("number") in (None, number) and order["changed_at"] >= since
        ]
        size = min(number_of(query.get("limit", "100")), sandbox.switches.largest_page)
        start = (number_of(query.get("page", "1")) - 1) * size
        return answered({"orders": found[start : start + size]})

    @post()
    async def create_order(
        self,
        request: Call,
        sandbox: NamedDependency[{{Class}}Sandbox],
    ) -> Response[bytes]:
        require_token(request)
        try:
            sent = json_text.decode(await request.body())
        except Malformed as error:
            raise RefusedError(400, "not_json", error.message) from error
        return answered({"order": sandbox.take(sent)}, 201)


def checked(sent: Any) -> Order:
    """An order that can be taken; raises RefusedError for any other."""
    if not isinstance(sent, dict) or not sent.get("number") or not sent.get("lines"):
        raise RefusedError(422, "incomplete", "An order needs a number and lines")
    if unknown := [line["sku"] for line in sent["lines"] if line["sku"] not in SKUS]:
        raise RefusedError(422, "unknown_sku", f"There is no item {unknown[0]}")
    return sent


def number_of(text: str) -> int:
    """A number above zero; raises RefusedError for what is none."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1_000_000):
        raise RefusedError(400, "no_number", f"{text} is no number that can be counted by")
    return int(text)


def require_token(request: Call) -> None:
    """Raises RefusedError for a call without the account's key."""
    if request.headers.get("x-token") != KEYS["token"]:
        raise RefusedError(401, "who_are_you", "The token is missing or wrong")


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")
