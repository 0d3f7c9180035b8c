"""A connection that does not work is told why, and how that is mended: each kind of failure as it really happens."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import httpx
import pytest
from tls_server import self_signed, tls_server

from crossdock.connect import Secret
from crossdock.connect.line import Line
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, PlatformError
from crossdock.studio.connection_failures import told
from crossdock.testing.receiver import receiver
from crossdock_veeqo.connector import Veeqo
from crossdock_veeqo.settings import VeeqoSettings

pytestmark = pytest.mark.httpx_mock(should_mock=lambda _: False)


async def why(address: str, transport: httpx.AsyncBaseTransport | None = None) -> tuple[str, str]:
    connector = Veeqo(VeeqoSettings(api_key=Secret("made-up-key"), base_url=address))
    reaching = transport or guarded_transport(frozenset({address.partition("://")[2]}))
    async with Line(connector, transport=reaching) as line:
        with pytest.raises(PlatformError) as raised:
            await line.ask("POST", "/orders", body={})
    return told(raised.value, connector)


def answering(status: int) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(status, json={"error_messages": "No."}))


async def test_where_nobody_listens_on_this_machine_the_sandbox_is_to_be_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    message, remedy = await why(f"http://127.0.0.1:{port}")
    assert message == f"Nobody listens at 127.0.0.1:{port}."
    assert f"`crossdock sandbox veeqo --port {port}`" in remedy


async def test_where_nobody_listens_elsewhere_the_address_is_to_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    message, remedy = await why(f"http://orders.example.com:{port}")
    assert message == f"Nobody listens at orders.example.com:{port}."
    assert "sandbox" not in remedy


async def test_a_name_that_nobody_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    message, remedy = await why("https://api.veeqoo.example")
    assert message == "There is no host of the name api.veeqoo.example."
    assert "settings" in remedy


async def test_a_certificate_that_is_not_trusted_is_told_with_the_reason(tmp_path: Path) -> None:
    with tls_server(self_signed("localhost", tmp_path)) as port:
        message, remedy = await why(f"https://localhost:{port}")
    assert message == "The certificate of localhost is not trusted: self-signed certificate."
    assert "SSL_CERT_FILE" in remedy


async def test_an_address_without_tls_is_told() -> None:
    with receiver() as plain:
        message, remedy = await why(plain.url.replace("http://", "https://"))
    assert message.endswith("speaks no TLS.")
    assert "http://" in remedy


async def test_an_address_inside_is_refused_and_told_who_may_allow_it() -> None:
    message, remedy = await why("http://10.0.0.7", guarded_transport(frozenset()))
    assert "10.0.0.7" in message
    assert "CROSSDOCK_ALLOWED_HOSTS" in remedy


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "does not take 'API key'"),
        (403, "may not read this"),
        (404, "has nothing there"),
        (429, "wait a minute"),
        (301, "correct the connection's address"),
        (503, "worth trying again later"),
    ],
)
async def test_each_refusal_says_what_to_do(status: int, says: str) -> None:
    message, remedy = await why("https://api.example.com", answering(status))
    assert str(status) in message
    assert says in remedy
    assert "made-up-key" not in message + remedy


def test_a_failure_that_nobody_foresaw_keeps_its_own_words() -> None:
    error = PlatformError("Veeqo answered oddly.", kind=ErrorKind.HOLD, remedy="Look there.")
    connector = Veeqo(VeeqoSettings(api_key=Secret("made-up-key")))
    assert told(error, connector) == ("Veeqo answered oddly.", "Look there.")
