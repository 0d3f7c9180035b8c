from __future__ import annotations

import base64
import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import anyio
import httpx
import msgspec
import pytest
from pytest_httpx import HTTPXMock, IteratorStream

from crossdock.connect import Basic, Bearer, Connector, QueryKey, Secret
from crossdock.connect.client import Reader, ReadLimits
from crossdock.errors import ConfigurationError, ErrorKind, InvalidInput, Malformed, PlatformError


async def orders(acme: Connector, limits: ReadLimits = ReadLimits(), **asked: Any) -> list[Any]:  # noqa: B008  # frozen
    async with Reader(acme, limits=limits) as reader:
        return [order async for order in reader.read("order", **asked)]


def page(*numbers: int) -> dict[str, Any]:
    return {"data": {"orders": [{"number": number} for number in numbers]}}


async def test_what_is_asked_for_is_sent(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=page(1))
    assert await orders(acme, status="open & paid") == [{"number": 1}]
    (request,) = httpx_mock.get_requests()
    assert str(request.url) == "https://demo.acme.example/api/orders?status=open+%26+paid"
    assert request.headers["X-Acme-Token"] == "made-up-token"


async def test_an_integer_keeps_every_digit(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(content=b'{"data": {"orders": [{"number": 12345678901234567890}]}}')
    assert await orders(acme) == [{"number": 12345678901234567890}]


async def test_an_empty_list_is_an_empty_list(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=page())
    assert await orders(acme) == []


@pytest.mark.parametrize("records", [[1], [None], [[]], [{"number": 1}, "x"]])
async def test_a_list_of_something_else_is_held(records: list[Any], acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": {"orders": records}})
    with pytest.raises(PlatformError, match="no object") as raised:
        await orders(acme)
    assert raised.value.kind is ErrorKind.HOLD


async def test_an_answer_beyond_the_limit_is_not_read_on(acme: Connector, httpx_mock: HTTPXMock) -> None:
    read: list[int] = []

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for number in range(1000):
                read.append(number)
                yield b"x" * 1000

    httpx_mock.add_response(stream=Endless())
    with pytest.raises(PlatformError, match="more than 5000 bytes"):
        await orders(acme, ReadLimits(answer_bytes=5000))
    assert len(read) < 10


async def test_the_limit_counts_unpacked_bytes(acme: Connector, httpx_mock: HTTPXMock) -> None:
    stream = IteratorStream([gzip.compress(b"0" * 1_000_000)])
    httpx_mock.add_response(stream=stream, headers={"Content-Encoding": "gzip"})
    with pytest.raises(PlatformError, match="more than 100000 bytes"):
        await orders(acme, ReadLimits(answer_bytes=100_000))


async def test_a_body_that_cannot_be_unpacked_is_tried_again(acme: Connector, httpx_mock: HTTPXMock) -> None:
    stream = IteratorStream([b"no gzip at all"])
    httpx_mock.add_response(stream=stream, headers={"Content-Encoding": "gzip"})
    with pytest.raises(PlatformError, match="unpacked") as raised:
        await orders(acme)
    assert raised.value.kind is ErrorKind.RETRY


async def test_an_answer_that_drips_is_given_up(acme: Connector, httpx_mock: HTTPXMock) -> None:
    async def drip(_: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError("slept for ever")

    httpx_mock.add_callback(drip)
    with pytest.raises(PlatformError, match=r"within 0\.05 seconds") as raised:
        await orders(acme, ReadLimits(seconds=0.05))
    assert raised.value.kind is ErrorKind.RETRY


async def test_what_was_read_before_a_failure_is_kept(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=page(1), headers={"Link": "</api/orders?p=2>; rel=next"})
    httpx_mock.add_response(status_code=503)
    async with Reader(acme) as reader:
        reading = reader.read("order")
        assert await anext(reading) == {"number": 1}
        with pytest.raises(PlatformError, match="503"):
            await anext(reading)


async def test_a_list_longer_than_the_limit_ends_with_an_error(acme: Connector, httpx_mock: HTTPXMock) -> None:
    for number in range(3):
        httpx_mock.add_response(json=page(number), headers={"Link": f"</api/orders?p={number}>; rel=next"})
    with pytest.raises(PlatformError, match="beyond 3 pages"):
        await orders(acme, ReadLimits(pages=3))


@pytest.mark.parametrize(
    "target",
    [
        "http://demo.acme.example/x",
        "https://demo.acme.example:444/x",
        "https://demo.acme.example.evil.test/",
        "//evil.test/x",
    ],
)
async def test_scheme_host_and_port_of_a_next_page_must_be_ours(
    target: str, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(json=page(1), headers={"Link": f"<{target}>; rel=next"})
    with pytest.raises(PlatformError, match="another host"):
        await orders(acme)
    assert len(httpx_mock.get_requests()) == 1


async def test_a_next_page_at_no_address_is_an_error(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json=page(1), headers={"Link": "<http://[>; rel=next"})
    with pytest.raises(PlatformError, match="no usable address"):
        await orders(acme)


async def test_since_needs_a_zone_and_a_resource_that_knows_it(acme: Connector) -> None:
    with pytest.raises(InvalidInput, match="since"):
        await orders(acme, since=datetime.now(UTC))


async def test_no_log_line_of_the_http_library_holds_a_query(
    acme: Connector, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
) -> None:
    class InQuery(type(acme)):  # type: ignore[misc]  # the fixture's class
        auth = QueryKey("key", setting="token")

    caplog.set_level("DEBUG")
    httpx_mock.add_response(json=page(1))
    await orders(InQuery(acme.settings), note="private")
    assert "HTTP Request: GET https://demo.acme.example/api/orders " in caplog.text
    assert "made-up-token" not in caplog.text
    assert "private" not in caplog.text


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        (Bearer("token"), "Bearer pass-word"),
        (Basic("shop", "token"), "Basic " + base64.b64encode(b"demo:pass-word").decode()),
    ],
)
async def test_authorisation_is_sent_in_its_header(
    auth: Bearer | Basic, header: str, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    signed = type("Signed", (type(acme),), {"auth": auth, "package": acme.package})
    httpx_mock.add_response(json=page(1))
    await orders(signed(acme.settings_type(shop="demo", token=Secret("pass-word"))))
    (request,) = httpx_mock.get_requests()
    assert request.headers["Authorization"] == header


def test_a_secret_that_no_header_can_carry_is_refused_without_repeating_it(acme: Connector) -> None:
    with pytest.raises(ConfigurationError, match="X-Acme-Token") as raised:
        Reader(type(acme)(acme.settings_type(shop="demo", token=Secret("geheím"))))
    assert "geheím" not in str(raised.value)


def test_an_address_that_is_none_is_refused(acme: Connector) -> None:
    lost = type("Lost", (type(acme),), {"base_url": "https://acme.example:{shop}/api", "package": acme.package})
    with pytest.raises(ConfigurationError, match="address of Acme"):
        Reader(lost(acme.settings))


async def test_the_cause_of_a_failure_is_kept(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(content=b"{")
    with pytest.raises(PlatformError) as raised:
        await orders(acme)
    assert isinstance(raised.value.__cause__, Malformed)


async def test_a_status_may_say_that_a_list_is_empty(acme: Connector, httpx_mock: HTTPXMock) -> None:
    told = [msgspec.structs.replace(one, empty_status=204) for one in acme.resources]
    quiet = type("Quiet", (type(acme),), {"resources": told, "package": acme.package})(acme.settings)
    httpx_mock.add_response(status_code=204)
    assert await orders(quiet) == []
    httpx_mock.add_response(status_code=200, content=b"")
    with pytest.raises(PlatformError, match="nothing where a list"):
        await orders(quiet)
    httpx_mock.add_response(status_code=204)
    with pytest.raises(PlatformError, match="nothing where a list"):
        await orders(acme)
