"""The channel `webhook`: what Standard Webhooks asks for, at a real server."""

from __future__ import annotations

import base64
import hmac
import json
import time
from hashlib import sha256
from urllib.parse import urlsplit

import pytest

from crossdock.connect import Secret
from crossdock.connect.outside import GuardedOutside
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock.model.alert import Notice
from crossdock.testing.receiver import receiver
from crossdock_alerts.webhook import SignedWebhook, WebhookSettings, signature

KEY = bytes(range(32))
SECRET = Secret(f"whsec_{base64.b64encode(KEY).decode()}")


def channel(url: str, *, allowed: bool = True) -> SignedWebhook:
    outside = GuardedOutside(frozenset({urlsplit(url).netloc} if allowed else ()))
    return SignedWebhook(WebhookSettings(url=url, secret=SECRET), outside)


def test_the_signature_is_that_of_the_specification() -> None:
    """The example that the specification's own libraries are tested with."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_a_receiver_can_prove_who_sent_it_and_what(notice: Notice) -> None:
    with receiver() as end:
        assert await channel(f"{end.url}/alerts").send(notice) == "The address answered 200."
        (came,) = end.wait_for(1)
    sent_id, sent_at = came.headers["webhook-id"], came.headers["webhook-timestamp"]
    assert sent_id == str(notice.id)
    assert abs(int(sent_at) - time.time()) < 300
    expected = hmac.digest(KEY, f"{sent_id}.{sent_at}.".encode() + came.body, sha256)
    assert came.headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"
    told = json.loads(came.body)
    assert (told["type"], told["data"]["rule"]) == ("alert.opened", "ops")
    assert told["data"]["alert"]["subject"] == "orders"


async def test_what_is_sent_again_is_known_again(notice: Notice) -> None:
    with receiver() as end:
        end.statuses = [503]
        with pytest.raises(PlatformError, match="answered 503") as failed:
            await channel(end.url).send(notice)
        await channel(end.url).send(notice)
        first, second = end.wait_for(2)
    assert failed.value.kind is ErrorKind.RETRY
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


async def test_a_redirect_is_not_followed(notice: Notice) -> None:
    with receiver() as end:
        end.statuses = [307]
        with pytest.raises(PlatformError, match="answered 307"):
            await channel(end.url).send(notice)
        assert len(end.deliveries) == 1


async def test_an_address_inside_the_network_is_not_asked(notice: Notice) -> None:
    with receiver() as end:
        with pytest.raises(PlatformError, match="may not reach") as refused:
            await channel(end.url, allowed=False).send(notice)
        assert end.deliveries == []
    assert refused.value.kind is ErrorKind.STOP


async def test_nobody_there_is_said_and_tried_again(notice: Notice) -> None:
    with pytest.raises(PlatformError, match="cannot be reached") as failed:
        await channel("http://127.0.0.1:1").send(notice)
    assert failed.value.kind is ErrorKind.RETRY


@pytest.mark.parametrize(
    "secret",
    [
        "made up",
        "whsec_",
        "whsec_AAAA",
        f"whsec_{'A' * 200}",
        "whsec_not base64 at all",
        base64.b64encode(KEY).decode(),
    ],
)
def test_a_secret_that_is_none_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        SignedWebhook(WebhookSettings(url="https://a.example", secret=Secret(secret)), GuardedOutside(frozenset()))
    assert refused.value.problems[0].pointer == "/secrets/secret"
    assert "made up" not in str(refused.value)
