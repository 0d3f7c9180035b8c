"""Requests signed with a key, proved by what a platform would compute of the bytes it gets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Annotated, Any

import httpx
import pytest
from msgspec import Meta, Struct
from pytest_httpx import HTTPXMock

from crossdock.connect import Connector, HmacKey, Secret
from crossdock.connect.line import Line


class KeySettings(Struct, frozen=True, kw_only=True):
    shop: Annotated[str, Meta(title="Shop", description="The shop's name at Acme.")] = "demo"
    key: Annotated[str, Meta(title="Key", description="Whose secret it is.")] = "key-7"
    secret: Annotated[Secret, Meta(title="Secret", description="What requests are signed with.")]


async def sent(acme: Connector, auth: HmacKey, httpx_mock: HTTPXMock, **asked: Any) -> httpx.Request:
    changed = {"auth": auth, "settings_type": KeySettings, "package": acme.package}
    connector: Connector = type("Signed", (type(acme),), changed)(KeySettings(secret=Secret("made-up")))
    httpx_mock.add_response()
    async with Line(connector) as line:
        await line.ask("POST", "/orders/ü", parameters={"a": "b c"}, **asked)
    (request,) = httpx_mock.get_requests()
    return request


async def test_time_method_target_and_body_are_signed(acme: Connector, httpx_mock: HTTPXMock) -> None:
    auth = HmacKey(
        header="X-Sign",
        setting="secret",
        timestamp_header="X-Time",
        key_header="X-Key",
        key_setting="key",
        prefix="v1=",
    )
    request = await sent(acme, auth, httpx_mock, body={"name": "Grüße"})
    moment = request.headers["X-Time"]
    content = f'{moment}\nPOST\n/api/orders/%C3%BC?a=b+c\n{{"name":"Grüße"}}'.encode()
    assert request.headers["X-Sign"] == "v1=" + hmac.digest(b"made-up", content, "sha256").hex()
    assert abs(time.time() - int(moment)) < 60
    assert request.headers["X-Key"] == "key-7"


async def test_the_body_alone_may_be_signed(acme: Connector, httpx_mock: HTTPXMock) -> None:
    auth = HmacKey(header="X-Sign", setting="secret", signs=("body",), digest="sha512", encoding="base64")
    request = await sent(acme, auth, httpx_mock)
    digest = hmac.digest(b"made-up", b"", hashlib.sha512)
    assert request.headers["X-Sign"] == base64.b64encode(digest).decode()


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"signs": ("body",), "timestamp_header": "X-Time"},
        {"signs": ()},
        {"signs": ("body",), "key_header": "X-Key"},
        {"signs": ("body",), "key_setting": "key"},
    ],
)
def test_what_cannot_be_proved_is_not_declared(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"sign something|name the key"):
        HmacKey(header="X-Sign", setting="secret", **declared)
