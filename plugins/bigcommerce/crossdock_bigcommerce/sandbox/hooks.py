"""Webhooks: who is told of what, and messages that say no more than an id; at least once, in no order one may rely on."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Iterator
from datetime import timedelta
from fnmatch import fnmatchcase
from hashlib import sha1, sha256
from typing import Any
from urllib.parse import urlsplit

from crossdock.connect.sandbox import Outbox, Push, SandboxClock
from crossdock.engine import json_text
from crossdock_bigcommerce.sandbox import inferred, start_data
from crossdock_bigcommerce.sandbox.refusal import MISSING, invalid, v3
from crossdock_bigcommerce.sandbox.switches import BigCommerceSwitches

Hook = dict[str, Any]
SCOPES = frozenset(
    {
        "store/order/created",
        "store/order/updated",
        "store/order/statusUpdated",
        "store/order/refund/created",
        "store/shipment/created",
        "store/product/created",
        "store/product/updated",
        "store/customer/created",
        "store/customer/updated",
    }
)
"""What this store ever sends; a real one has many more."""
RETRY_DELAYS = tuple(
    timedelta(seconds=seconds) for seconds in (60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400)
)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hooks:
    """The webhooks of one API account."""

    def __init__(self, clock: SandboxClock, outbox: Outbox, ids: Iterator[int], switches: BigCommerceSwitches) -> None:
        self._clock, self._outbox, self._ids, self._switches = clock, outbox, ids, switches
        self._hooks: dict[int, Hook] = {}
        self._sent = 0

    def every(self) -> list[Hook]:
        """All of them."""
        return list(self._hooks.values())

    def get(self, number: int) -> Hook:
        """One of them; raises Refused where there is none."""
        if number not in self._hooks:
            raise v3(MISSING, 404)
        return self._hooks[number]

    def create(self, sent: Hook) -> Hook:
        """Have a scope sent to an address; raises Refused where that cannot be."""
        hook = {"is_active": True, "headers": None, **sent}
        self._check(hook, None)
        now = int(self._clock.now().timestamp())
        made = {
            "id": next(self._ids),
            "client_id": "sandbox-client",
            "store_hash": start_data.STORE_HASH,
            **hook,
            "created_at": now,
            "updated_at": now,
        }
        self._hooks[made["id"]] = made
        return made

    def change(self, number: int, sent: Hook) -> Hook:
        """A webhook with another scope or address; raises Refused where that cannot be."""
        hook = self.get(number)
        self._check({**hook, **sent}, number)
        hook.update(sent, updated_at=int(self._clock.now().timestamp()))
        return hook

    def delete(self, number: int) -> Hook:
        """No webhook any more; raises Refused where there was none."""
        return self._hooks.pop(self.get(number)["id"])

    def tell(self, scope: str, data: Any) -> None:
        """Everybody who asked for it is told that something happened."""
        for hook in self.every():
            if hook["is_active"] and fnmatchcase(scope, hook["scope"]):
                self._send(hook, scope, data)

    def _send(self, hook: Hook, scope: str, data: Any) -> None:
        self._sent += 1
        lose, every = self._switches.lose_every, self._switches.repeat_every
        if lose and self._sent % lose == 0:
            return
        said = {
            "scope": scope,
            "store_id": start_data.STORE_ID,
            "data": data,
            "created_at": int(self._clock.now().timestamp()),
            "producer": f"stores/{start_data.STORE_HASH}",
        }
        named = sha1(json_text.encode([said, self._sent]), usedforsecurity=False).hexdigest()
        body = json_text.encode({**said, "hash": named})
        for _ in range(2 if every and self._sent % every == 0 else 1):
            self._post(hook, f"msg_{self._sent}", scope, body)

    def _post(self, hook: Hook, name: str, scope: str, body: bytes) -> None:
        self._outbox.post(
            Push(
                id=name,
                kind=scope,
                url=hook["destination"],
                body=body,
                headers={"content-type": "application/json", **(hook["headers"] or {}), **self._signed(name, body)},
                delays=RETRY_DELAYS,
                given_up=self._giver_up(hook),
            )
        )

    def _signed(self, name: str, body: bytes) -> dict[str, str]:
        time = str(int(self._clock.now().timestamp()))
        digest = hmac.digest(start_data.CLIENT_SECRET.encode(), f"{name}.{time}.".encode() + body, sha256)
        text = "v1," + base64.b64encode(digest).decode()
        return {"webhook-id": name, "webhook-timestamp": time, "webhook-signature": text}

    def _giver_up(self, hook: Hook) -> Callable[[], None]:
        def give_up() -> None:
            hook["is_active"] = False

        return give_up

    def _check(self, hook: Hook, number: int | None) -> None:
        missing = {name: "error.path.missing." for name in ("scope", "destination") if not hook.get(name)}
        if missing:
            raise invalid(**missing)
        if not any(fnmatchcase(scope, str(hook["scope"])) for scope in SCOPES):
            raise invalid(scope=inferred.BAD_SCOPE)
        if not _can_be_reached(str(hook["destination"])):
            raise invalid(destination=inferred.BAD_DESTINATION)
        same = [each for each in self.every() if (each["scope"], each["destination"]) == _place(hook)]
        if any(each["id"] != number for each in same):
            raise v3(inferred.SAME_HOOK, 409)


def _place(hook: Hook) -> tuple[Any, Any]:
    return hook["scope"], hook["destination"]


def _can_be_reached(address: str) -> bool:
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return usable and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
