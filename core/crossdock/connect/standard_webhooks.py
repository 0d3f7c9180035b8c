"""The Standard Webhooks way to sign: an id, a time and the body, under one of several signatures in a header.

Source: https://github.com/standard-webhooks/standard-webhooks (version 1.0, symmetric signatures).
"""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from crossdock.connect.secret import Secret
from crossdock.connect.signature import missing, require_fresh, secret_of, wrong

if TYPE_CHECKING:
    from crossdock.connect.webhook import Incoming

ID, TIME, SIGNATURES = "webhook-id", "webhook-timestamp", "webhook-signature"
VERSION = "v1,"


class StandardWebhooks(msgspec.Struct, frozen=True, kw_only=True):
    """HMAC-SHA256 of `id.timestamp.body`, in base64. The setting's text is the key itself: no `whsec_`, no base64."""

    setting: str
    tolerance_seconds: int = 300
    """How far the time of sending may lie from ours, either way."""

    @property
    def signs_body(self) -> bool:
        return True

    @property
    def signs_time(self) -> bool:
        return True

    def verify(self, incoming: Incoming, settings: msgspec.Struct) -> None:
        secret = secret_of(settings, self.setting)
        if not all(incoming.headers.get(name) for name in (ID, TIME, SIGNATURES)):
            raise missing(f"one of the headers {ID}, {TIME} and {SIGNATURES}")
        expected = _digest(incoming, secret)
        given = (text.removeprefix(VERSION) for text in incoming.headers[SIGNATURES].split(" "))
        if not any(hmac.compare_digest(expected, _decoded(text)) for text in given):
            raise wrong("The signature does not fit the body and the connection's secret.", self.setting)
        require_fresh(incoming.headers[TIME], incoming, self.tolerance_seconds, self.setting)

    def signed(self, incoming: Incoming, settings: msgspec.Struct) -> Incoming:
        named = {ID: incoming.headers.get(ID, "msg_1"), TIME: str(int(incoming.received_at.timestamp()))}
        request = msgspec.structs.replace(incoming, headers={**incoming.headers, **named})
        text = base64.b64encode(_digest(request, secret_of(settings, self.setting))).decode()
        return msgspec.structs.replace(request, headers={**request.headers, SIGNATURES: VERSION + text})


def _digest(incoming: Incoming, secret: Secret) -> bytes:
    named = f"{incoming.headers[ID]}.{incoming.headers[TIME]}.".encode()
    return hmac.digest(secret.reveal().encode(), named + incoming.body, sha256)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
