"""`crossdock serve` on the wire: a real server on a real socket."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from litestar import Litestar

from crossdock.errors import ConfigurationError
from crossdock.model.access import Role
from crossdock.settings import Settings
from crossdock_api.serve import announce, is_loopback, listen, serve_app


@asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    """The address of a served application, until it is told to stop."""
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve_app(app, listen("127.0.0.1", 0), ready.set_result))
    try:
        yield await ready
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        await serving


async def test_it_serves_until_a_signal_and_leaves_the_process_alive(app: Litestar) -> None:
    async with served(app) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            response = await client.get("/health/live")
        assert response.status_code == 200
        assert "server" not in response.headers
    with socket.socket() as closed, pytest.raises(ConnectionRefusedError):
        closed.connect(("127.0.0.1", int(address.rpartition(":")[2])))


async def test_a_request_under_way_is_still_answered(app: Litestar, admin: httpx.AsyncClient) -> None:
    release = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'{"name": '
        os.kill(os.getpid(), signal.SIGTERM)
        await release.wait()
        yield b'"acme", "title": "Acme"}'

    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve_app(app, listen("127.0.0.1", 0), ready.set_result))
    headers = dict(admin.headers) | {"content-type": "application/json"}
    async with httpx.AsyncClient(base_url=await ready) as client:
        posting = asyncio.create_task(client.post("/api/v1/projects", content=body(), headers=headers))
        asyncio.get_running_loop().call_later(0.3, release.set)
        response = await posting
    await serving
    assert response.status_code == 201
    assert (await admin.get("/api/v1/projects/acme")).json()["title"] == "Acme"


async def test_a_body_in_chunks_is_bounded_on_the_wire(
    app: Litestar, settings: Settings, issue: Callable[[str | None, Role], Awaitable[str]]
) -> None:
    token = await issue(None, Role.ADMIN)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    async def body() -> AsyncIterator[bytes]:
        for _ in range(settings.body_bytes // 10_000 + 1):
            yield b" " * 10_000

    async with served(app) as address, httpx.AsyncClient(base_url=address, headers=headers) as client:
        assert (await client.post("/api/v1/projects", content=body())).status_code == 413
        bomb = gzip.compress(b" " * 50_000_000)
        packed = {"Content-Encoding": "gzip"}
        assert (await client.post("/api/v1/projects", content=bomb, headers=packed)).status_code == 413
        assert (await client.get("/api/v1/projects")).status_code == 200


def test_a_port_that_is_taken_is_told() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(ConfigurationError, match="cannot listen") as refused:
        listen("127.0.0.1", taken.getsockname()[1])
    assert "--port" in refused.value.remedy


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("192.0.2.7", False), ("::", False)],
)
def test_loopback_is_told_from_the_rest(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_an_address_for_everybody_is_warned_about(capsys: pytest.CaptureFixture[str]) -> None:
    announce("http://192.0.2.7:8321")
    assert "Warning" in capsys.readouterr().err
    announce("http://127.0.0.1:8321")
    told = capsys.readouterr().err
    assert "http://127.0.0.1:8321" in told
    assert "Warning" not in told
