"""The channel `webhook`: requests signed after Standard Webhooks.

The specification: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from crossdock.connect import AlertChannel, Secret
from crossdock.connect.alert_channel import Outside, refusal
from crossdock.errors import InvalidInput
from crossdock.model.alert import Notice
from crossdock.model.problem import Problem, Side

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret, as the specification has it."""


class WebhookSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where requests go, and what they are signed with."""

    url: Annotated[str, Meta(title="Address", description="It gets a POST for each notice.", pattern="^https?://")]
    secret: Annotated[
        Secret,
        Meta(title="Secret", description="'whsec_' and 24 to 64 random bytes in base64; the receiver has it too."),
    ]


class SignedWebhook(AlertChannel):
    """A POST of `{"type", "timestamp", "data"}`."""

    name = "webhook"
    settings_type = WebhookSettings

    def __init__(self, settings: WebhookSettings, outside: Outside) -> None:
        super().__init__(settings, outside)
        self._key = _key(settings.secret)

    async def send(self, notice: Notice) -> str:
        content = {"type": notice.type, "timestamp": notice.at, "data": {"rule": notice.rule, "alert": notice.alert}}
        body = msgspec.json.encode(content)
        answer = await self.outside.post(self.settings.url, body, self._headers(str(notice.id), body))
        if error := refusal("The address", answer):
            raise error
        return f"The address answered {answer.status}."

    def _headers(self, notice_id: str, body: bytes) -> dict[str, str]:
        """The time is that of this try, so that a receiver can refuse what is old."""
        sent_at = str(int(time.time()))
        return {
            "content-type": "application/json",
            "webhook-id": notice_id,
            "webhook-timestamp": sent_at,
            "webhook-signature": signature(self._key, notice_id, sent_at, body),
        }


def signature(key: bytes, notice_id: str, sent_at: str, body: bytes) -> str:
    """The symmetric signature: 'v1,' and the HMAC-SHA256 of 'id.timestamp.body' in base64."""
    digest = hmac.digest(key, f"{notice_id}.{sent_at}.".encode() + body, sha256)
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(secret: Secret) -> bytes:
    try:
        key = base64.b64decode(secret.reveal().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.reveal().startswith(PREFIX) or not SHORTEST <= len(key) <= LONGEST:
        message = f"/secrets/secret is no '{PREFIX}' followed by {SHORTEST} to {LONGEST} bytes in base64."
        remedy = "Make one: `echo whsec_$(openssl rand -base64 32)`."
        problem = Problem(code="invalid", message=message, remedy=remedy, side=Side.REQUEST, pointer="/secrets/secret")
        raise InvalidInput(message, remedy=remedy, problems=[problem])
    return key
