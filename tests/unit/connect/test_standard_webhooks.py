"""Signatures by the Standard Webhooks scheme."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
import pytest

from crossdock.connect import Incoming, Secret, StandardWebhooks
from crossdock.errors import Rejected

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = b"made-up-signing-key"
BODY = '{"id": 12345678901234567890, "note": "Grüße"}'.encode()
SCHEME = StandardWebhooks(setting="key")
TIME = str(int(NOW.timestamp()))


class Settings(msgspec.Struct, frozen=True):
    key: Secret | None = Secret(KEY.decode())


def signature(name: str = "msg_1", time: str = TIME, body: bytes = BODY) -> str:
    digest = hmac.digest(KEY, f"{name}.{time}.".encode() + body, sha256)
    return "v1," + base64.b64encode(digest).decode()


def incoming(**changes: str) -> Incoming:
    named = {"webhook-id": "msg_1", "webhook-timestamp": TIME, "webhook-signature": signature()}
    given = {name: changes.get(name.partition("-")[2], text) for name, text in named.items()}
    return Incoming(headers=given, body=BODY, received_at=NOW)


def refused(request: Incoming) -> str:
    with pytest.raises(Rejected) as raised:
        SCHEME.verify(request, Settings())
    assert raised.value.remedy
    assert KEY.decode() not in str(raised.value)
    return raised.value.stable_code


def test_id_time_and_body_are_signed_together() -> None:
    SCHEME.verify(incoming(), Settings())
    assert refused(incoming(id="msg_2")) == "signature-wrong"
    assert refused(incoming(timestamp=str(int(TIME) + 1))) == "signature-wrong"
    assert refused(msgspec.structs.replace(incoming(), body=BODY + b"\n")) == "signature-wrong"


def test_one_of_several_signatures_is_enough() -> None:
    SCHEME.verify(incoming(signature=f"v1a,bm8= v1,bm8= {signature()}"), Settings())
    assert refused(incoming(signature="v1,bm8= v2,not-base64 -")) == "signature-wrong"


@pytest.mark.parametrize("name", ["id", "timestamp", "signature"])
def test_every_header_must_be_there(name: str) -> None:
    assert refused(incoming(**{name: ""})) == "signature-missing"


@pytest.mark.parametrize("off", [-301, 301])
def test_an_old_request_and_one_from_the_future_are_rejected(off: int) -> None:
    time = str(int(TIME) + off)
    assert refused(incoming(timestamp=time, signature=signature(time=time))) == "signature-replayed"


def test_a_time_that_is_none_is_rejected() -> None:
    assert refused(incoming(timestamp="noon", signature=signature(time="noon"))) == "signature-wrong"


def test_a_connection_without_the_secret_believes_nobody() -> None:
    with pytest.raises(Rejected) as raised:
        SCHEME.verify(incoming(), Settings(key=None))
    assert raised.value.stable_code == "signature-unset"


def test_what_it_signs_it_believes() -> None:
    SCHEME.verify(SCHEME.signed(Incoming(headers={}, body=BODY, received_at=NOW), Settings()), Settings())
