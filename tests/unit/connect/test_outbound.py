"""Requests of connections reach the internet and what the deployment allows, and nothing else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tls_server import self_signed, tls_server

from crossdock.connect import Connector
from crossdock.connect.line import Line
from crossdock.connect.outbound import guarded_transport, is_public
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.receiver import Receiver, receiver

pytestmark = pytest.mark.httpx_mock(should_mock=lambda _: False)

Resolve = Callable[..., None]
PUBLIC = "93.184.215.14"


@pytest.fixture
def platform() -> Iterator[Receiver]:
    with receiver() as taking:
        yield taking


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Makes every name lead to some addresses; with several lists, to the next one each time it is asked for."""

    def to(*answers: list[str]) -> None:
        left = list(answers)

        def addresses(_: object, port: int, *__: object, **___: object) -> list[Any]:
            found = left.pop(0) if len(left) > 1 else left[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

        monkeypatch.setattr(socket, "getaddrinfo", addresses)

    return to


def port_of(platform: Receiver) -> int:
    return int(platform.url.rpartition(":")[2])


async def post(url: str, *allowed: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=guarded_transport(frozenset(allowed)), timeout=5) as client:
        return await client.post(url, content=b"an order")


async def refused(url: str, *allowed: str) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await post(url, *allowed)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.STOP, False)
    assert "CROSSDOCK_ALLOWED_HOSTS" in raised.value.remedy
    return raised.value


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  # an address to be refused
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "ff02::1",
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700::1111"])
def test_an_address_out_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@settings(deadline=None)
@given(number=st.integers(min_value=0, max_value=2**32 - 1))
def test_an_ipv4_address_inside_ipv6_is_what_it_is_by_itself(number: int) -> None:
    plain = is_public(str(IPv4Address(number)))
    assert is_public(str(IPv6Address((0xFFFF << 32) | number))) is plain
    assert is_public(str(IPv6Address((0x64FF9B << 96) | number))) is plain


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
async def test_this_machine_is_refused_however_it_is_spelt(host: str, platform: Receiver) -> None:
    error = await refused(f"http://{host}:{port_of(platform)}/orders")
    assert "may not reach" in error.message
    assert platform.deliveries == []


async def test_what_the_deployment_allows_is_reached(platform: Receiver) -> None:
    place = urlsplit(platform.url).netloc
    assert (await post(f"{platform.url}/orders", place)).status_code == 200
    (delivery,) = platform.deliveries
    assert (delivery.path, delivery.body) == ("/orders", b"an order")


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.1:1", "localhost:{port}", "*", ""])
async def test_nothing_else_is_allowed_with_it(allowed: str, platform: Receiver) -> None:
    await refused(platform.url, allowed.format(port=port_of(platform)))
    assert platform.deliveries == []


async def test_a_name_that_leads_inside_is_refused(platform: Receiver, resolve: Resolve) -> None:
    resolve(["127.0.0.1"])
    error = await refused(f"http://shop.example.com:{port_of(platform)}/")
    assert "shop.example.com" in error.message
    assert platform.deliveries == []


async def test_a_name_that_leads_inside_too_is_refused(platform: Receiver, resolve: Resolve) -> None:
    resolve([PUBLIC, "127.0.0.1"])
    await refused(f"http://shop.example.com:{port_of(platform)}/")
    assert platform.deliveries == []


async def test_a_name_is_resolved_once_and_connected_to_as_checked(platform: Receiver, resolve: Resolve) -> None:
    resolve(["127.0.0.1"], [PUBLIC])
    place = f"shop.example.com:{port_of(platform)}"
    assert (await post(f"http://{place}/orders", place.upper())).status_code == 200
    (delivery,) = platform.deliveries
    assert delivery.headers["host"] == place


async def test_the_next_address_is_tried_where_one_does_not_answer(platform: Receiver, resolve: Resolve) -> None:
    resolve(["::1", "127.0.0.1"])
    place = f"shop.example.com:{port_of(platform)}"
    assert (await post(f"http://{place}/orders", place)).status_code == 200


async def test_a_redirect_into_this_machine_is_not_followed(acme: Connector, platform: Receiver) -> None:
    platform.statuses = [302]
    place = urlsplit(platform.url).netloc
    local = type("Local", (type(acme),), {"base_url": platform.url, "package": acme.package})(acme.settings)
    async with Line(local, transport=guarded_transport(frozenset({place}))) as line:
        with pytest.raises(PlatformError, match="302"):
            await line.ask("POST", "/orders", body={})
    assert len(platform.deliveries) == 1


async def test_a_line_tells_the_refusal_and_no_secret(acme: Connector, resolve: Resolve) -> None:
    resolve(["10.0.0.7"])
    async with Line(acme, transport=guarded_transport(frozenset())) as line:
        with pytest.raises(PlatformError, match=r"10\.0\.0\.7") as raised:
            await line.ask("POST", "/orders", body={})
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.STOP, False)


async def test_the_transport_s_errors_are_those_of_its_library(unused: str) -> None:
    with pytest.raises(httpx.ConnectError):
        await post(f"http://{unused}/", unused)


@pytest.fixture
def unused() -> str:
    """Host and port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize(
    ("certified", "fine"), [("shop.example.com", True), ("127.0.0.1", False), ("other.example.com", False)]
)
async def test_tls_verifies_the_name_and_not_the_address(
    certified: str, fine: bool, tmp_path: Path, resolve: Resolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(certified, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr("crossdock.connect.outbound.trusted", httpx.create_ssl_context)  # not those read before
    resolve(["127.0.0.1"])
    with tls_server(certificate) as port:
        place = f"shop.example.com:{port}"
        if fine:
            assert (await post(f"https://{place}/", place)).status_code == 200
        else:
            with pytest.raises(httpx.ConnectError, match="certificate"):
                await post(f"https://{place}/", place)
