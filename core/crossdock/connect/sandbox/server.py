"""Serving a sandbox: in the foreground, or beside a program."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from crossdock.connect.sandbox.app import build_app
from crossdock.connect.sandbox.fault_layer import RESET
from crossdock.connect.sandbox.sandbox import Sandbox
from crossdock.errors import ConfigurationError

LOOPBACK = "127.0.0.1"
START_SECONDS = 30.0
_AT_ONCE = struct.pack("ii", 1, 0)


def listen(host: str = LOOPBACK, port: int = 0) -> socket.socket:
    """A socket that listens, at any free port for 0; raises ConfigurationError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise ConfigurationError(
            f"The sandbox cannot listen at {host} port {port}: {error.strerror or error}.",
            remedy="Is it running already? Otherwise choose another with --port.",
        ) from error


def address_of(listening: socket.socket) -> str:
    """The address of a socket that listens, as a URL without a path."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(sandbox: Sandbox[Any], listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until a signal says stop; `ready` is called once requests are answered."""
    _Server(sandbox, ready).run(sockets=[listening])


@contextmanager
def running(sandbox: Sandbox[Any], port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """A sandbox served by a thread, until the context ends; its address."""
    started = Event()
    with listen(host, port) as listening:
        server = _Server(sandbox, started.set)
        thread = Thread(
            target=server.run, kwargs={"sockets": [listening]}, name=f"sandbox {sandbox.title}", daemon=True
        )
        thread.start()
        try:
            if not started.wait(START_SECONDS):
                raise RuntimeError(f"the sandbox of {sandbox.title} did not start")
            yield address_of(listening)
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, sandbox: Sandbox[Any], started: Callable[[], None]) -> None:
        config = uvicorn.Config(
            build_app(sandbox),
            http=_Protocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,  # the platform tells the time by its own clock
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say_started()


class _Protocol(HttpToolsProtocol):
    """Tells the application how to reset the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self.app_state: dict[str, Any] = {**self.app_state, RESET: lambda: _reset(transport)}


def _reset(transport: asyncio.Transport) -> None:
    """Close without a farewell: the other side reads 'connection reset by peer'."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()
