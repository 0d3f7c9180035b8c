"""Acme on this machine: parcels in memory, its keys, pages and refusals, and its webhook when a parcel leaves."""

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
from crossdock_acme.connector import Acme
from crossdock_acme.settings import AcmeSettings

KEYS = {"token": "sandbox-acme-token", "hook_key": "sandbox-acme-hook-key"}
"""They open nothing but a sandbox."""
SKUS = ("MUG-STONE", "TEA-ASSAM")
RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=10))

Call = Request[Any, Any, Any]
Parcel = dict[str, Any]


class AcmeSwitches(msgspec.Struct):
    """How the site behaves."""

    largest_page: int = 100
    minutes_to_leave: float = 30
    being_counted: bool = False
    """While a site is counted it takes no parcels."""
    parcel_left_url: str = ""
    """Where it tells that a parcel left; '' tells nobody."""


class RefusedError(Exception):
    """Acme says no."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status, self.document = status, {"error": {"code": code, "text": text}}


class AcmeSandbox(Sandbox[AcmeSwitches]):
    """One site."""

    title = "Acme"

    @classmethod
    def default_switches(cls) -> AcmeSwitches:
        return AcmeSwitches()

    def begin(self) -> None:
        """A site that has sent the parcels of the samples."""
        samples = Acme.resource("parcel").samples(Acme.package)
        self.parcels: dict[str, Parcel] = {
            parcel["reference"]: parcel for parcel in (json_text.decode(sample.payload) for sample in samples)
        }
        self.received = dict.fromkeys(self.parcels, 0)

    def connection(self, address: str) -> Mapping[str, str]:
        return {"address": address, **KEYS}

    def routes(self) -> Sequence[ControllerRouterHandler]:
        return [Parcels]

    def holdings(self) -> Mapping[str, list[Holding]]:
        return {
            "parcels": [
                {"id": reference, "received": self.received[reference], "status": parcel["status"]}
                for reference, parcel in self.parcels.items()
            ]
        }

    def refuse(self, request: Call, error: Exception) -> Response[bytes] | None:
        if isinstance(error, RefusedError):
            return answered(error.document, error.status)
        if isinstance(error, HTTPException) and error.status_code < 500:
            return answered({"error": {"code": "no_such_thing", "text": error.detail}}, error.status_code)
        return None

    def throttled(self, seconds: float | None) -> Reply:
        return Reply.too_many(json_text.encode({"error": {"code": "slow_down", "text": "Too many calls"}}), seconds)

    def take(self, sent: Any) -> Parcel:
        """A parcel that is packed and leaves after a while; raises RefusedError for one that cannot be."""
        if self.switches.being_counted:
            raise RefusedError(423, "counting", "The site is being counted; send it again in an hour")
        reference = self._checked(sent)["reference"]
        self.received[reference] = self.received.get(reference, 0) + 1
        told = {"status": "waiting", "changed_at": self._time(), "left_at": None, "tracking_number": None}
        self.parcels[reference] = {**sent, **told}
        leaves_at = self.clock.now() + timedelta(minutes=self.switches.minutes_to_leave)
        self.agenda.at(leaves_at, lambda: self._leave(self.parcels[reference]))
        return self.parcels[reference]

    def _checked(self, sent: Any) -> Parcel:
        if not isinstance(sent, dict) or not sent.get("reference") or not sent.get("recipient"):
            raise RefusedError(422, "incomplete", "A parcel needs reference, recipient and lines")
        skus = [line.get("sku") for line in sent.get("lines") or [{}]]
        if unknown := [sku for sku in skus if sku not in SKUS]:
            raise RefusedError(422, "unknown_sku", f"There is no item {unknown[0]}")
        parcel: Parcel = sent
        return parcel

    def _leave(self, parcel: Parcel) -> None:
        number = f"XX{list(self.parcels).index(parcel['reference']) + 1:010}"
        parcel.update(status="left", changed_at=self._time(), left_at=self._time(), tracking_number=number)
        if self.switches.parcel_left_url:
            self.outbox.post(self._push(parcel))

    def _push(self, parcel: Parcel) -> Push:
        name = f"left-{parcel['reference']}"
        webhook, keys = Acme.webhook("parcel-left"), {name: Secret(key) for name, key in KEYS.items()}
        plain = Incoming(
            headers={"content-type": "application/json", "x-acme-topic": webhook.topic, "x-acme-event": name},
            body=json_text.encode(parcel),
            received_at=self.clock.now(),
        )
        signed = webhook.signature.signed(plain, AcmeSettings(address="", **keys))
        return Push(
            id=name,
            kind=webhook.topic,
            url=self.switches.parcel_left_url,
            body=signed.body,
            headers=signed.headers,
            delays=RETRY_DELAYS,
        )

    def _time(self) -> str:
        return self.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")


class Parcels(Controller):
    """Acme's API, as far as it is here."""

    path = "/api/parcels"

    @get()
    async def list_parcels(self, request: Call, sandbox: NamedDependency[AcmeSandbox]) -> Response[bytes]:
        """Pages in the order in which parcels came; `next` is the last reference of a page that others follow."""
        require_token(request)
        query = request.query_params
        wanted, since = query.get("reference"), query.get("changed_since", "").replace("+00:00", "Z")
        references = list(sandbox.parcels)
        start = references.index(query["after"]) + 1 if query.get("after") in references else 0
        found = [
            parcel
            for reference, parcel in list(sandbox.parcels.items())[start:]
            if wanted in (None, reference) and parcel["changed_at"] >= since
        ]
        page = found[: min(limit_of(query.get("limit", "100")), sandbox.switches.largest_page)]
        return answered({"parcels": page, "next": page[-1]["reference"] if len(found) > len(page) else None})

    @post()
    async def create_parcel(self, request: Call, sandbox: NamedDependency[AcmeSandbox]) -> Response[bytes]:
        require_token(request)
        try:
            sent = json_text.decode(await request.body())
        except Malformed as error:
            raise RefusedError(400, "not_json", error.message) from error
        return answered({"parcel": sandbox.take(sent)}, 201)


def limit_of(text: str) -> int:
    """How many parcels a page is to hold; raises RefusedError for what is no such number."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1_000_000):
        raise RefusedError(400, "no_limit", f"A page cannot hold {text}")
    return int(text)


def require_token(request: Call) -> None:
    """Raises RefusedError for a call without the site's key."""
    if request.headers.get("x-acme-token") != KEYS["token"]:
        raise RefusedError(401, "who_are_you", "The token is missing or wrong")


def answered(document: Any, status: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=status, media_type="application/json")
