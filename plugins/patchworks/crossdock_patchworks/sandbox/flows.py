"""Process flows, as far as they matter to whoever hands something to them or takes something from them.

A flow either sends what it was started with on to an address, or handles items and keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import msgspec

from crossdock.connect import HmacSignature, Incoming, Secret, Signature, StandardWebhooks
from crossdock.connect.standard_webhooks import ID
from crossdock.engine import json_text
from crossdock.errors import Malformed


class _Key(msgspec.Struct, frozen=True):
    secret: Secret


class Signing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A script that signs a payload as another platform would, so that a step after it can send the signature."""

    secret: str
    scheme: Literal["hmac", "standard-webhooks"] = "hmac"
    header: str = "x-signature"
    """For `hmac`: where the signature stands."""
    encoding: Literal["base64", "hex"] = "base64"

    def headers(self, body: bytes, at: datetime) -> Mapping[str, str]:
        """What is added to a body that is sent at a time."""
        if self.scheme == "hmac":
            signature: Signature = HmacSignature(headers=(self.header,), setting="secret", encoding=self.encoding)
            named = {}
        else:
            signature, named = StandardWebhooks(setting="secret"), {ID: f"msg_{sha256(body).hexdigest()[:24]}"}
        plain = Incoming(headers=named, body=body, received_at=at)
        return signature.signed(plain, _Key(Secret(self.secret))).headers


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One process flow."""

    id: int
    name: str
    version: int
    """The number of its deployed version."""
    is_deployed: bool = True
    trigger: str = ""
    """What its webhook trigger is called in addresses; '' where it has none."""
    callback: str = ""
    """What its callback trigger is called."""
    hook: str = ""
    """For one that hands over: the flow of Crossdock's, below `hooks_url`."""
    address: str = ""
    """For one that passes on as it is: where to."""
    headers: Mapping[str, str] = {}
    """What its step that sends adds."""
    signs: Signing | None = None
    pool: str = ""
    """The data pool by which it leaves out items that it has done, right before it does them."""

    @property
    def sends(self) -> bool:
        """Whether it sends what it is started with to somewhere else."""
        return bool(self.hook or self.address)

    def document(self) -> dict[str, Any]:
        """As the API lists it."""
        deployed = {"id": self.version, "name": "v1", "status": "deployed"}
        return {
            "id": self.id,
            "name": self.name,
            "is_enabled": self.is_deployed,
            "deployed_version": deployed if self.is_deployed else None,
        }

    def body(self, payload: bytes) -> bytes:
        """What it sends of its payload: the very bytes, or an envelope around each order."""
        if not self.hook:
            return payload
        try:
            given = json_text.decode(payload)
        except Malformed:
            return payload
        enveloped = [_envelope(each) for each in given] if isinstance(given, list) else _envelope(given)
        return json_text.encode(enveloped)


def _envelope(given: Any) -> Any:
    """What a map shape makes of something of the shop's: what is about an order names it, a product names none."""
    if not isinstance(given, dict) or "id" not in given:
        return {"data": given}
    about = (
        {} if "product_id" in given else {"order": str(given.get("order_id", given["id"])), "number": given.get("name")}
    )
    version = given.get("updated_at") or given.get("created_at")
    return {"key": str(given["id"]), "version": version, **about, "data": given}
