"""`crossdock serve`: the studio over HTTP."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import uvicorn
from litestar.types import ASGIApp

from crossdock.errors import ConfigurationError
from crossdock.logs import configure_logs
from crossdock.settings import Settings, read_settings
from crossdock_api.logs import RequestLog

GRACE_SECONDS = 10
"""How long requests that are under way may go on after a signal to stop."""

_BACKLOG = 2048
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@click.command()
@click.option("--host", help="Address to listen at; 127.0.0.1 unless told otherwise.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen at; 8321 unless told otherwise, 0 for any.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the embedded database and keys."
)
@click.option(
    "--database-url",
    help="A PostgreSQL to use instead of the embedded one; better set CROSSDOCK_DATABASE_URL, which others do not see.",
)
@click.option("--no-worker", is_flag=True, help="Leave live flows to workers of their own: see `crossdock worker`.")
def serve(host: str | None, port: int | None, data: Path | None, database_url: str | None, no_worker: bool) -> None:
    """Serve the studio over HTTP, with a worker for its live flows beside it, until it is told to stop."""
    settings = read_settings(host=host, port=port, data=data, database_url=database_url)
    run(_serve_studio(settings, with_worker=not no_worker))


async def _serve_studio(settings: Settings, *, with_worker: bool) -> None:
    from crossdock.bootstrap import open_studio
    from crossdock.run.worker_process import worker_running
    from crossdock_api.app import build_app

    configure_logs()
    listening = listen(settings.host, settings.port)
    async with open_studio(settings) as studio, worker_running(settings) if with_worker else nullcontext():
        await serve_app(build_app(studio, settings), listening, announce)


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a program on the fastest event loop there is; psycopg cannot use Windows' default one."""
    if sys.platform == "win32":
        loop_factory: Callable[[], asyncio.AbstractEventLoop] = asyncio.SelectorEventLoop
    else:
        from uvloop import new_event_loop as loop_factory
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(main)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ConfigurationError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ConfigurationError(
            f"Crossdock cannot listen at {host} port {port}: {error.strerror or error}.",
            remedy="Is it running already? Otherwise choose another with --port or CROSSDOCK_PORT.",
        ) from error


async def serve_app(app: ASGIApp, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve an application until a signal says stop, then let what is under way come to its end.

    `ready` is called with the address once requests are answered.
    """
    config = uvicorn.Config(
        RequestLog(app),
        loop="none",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    host, port = listening.getsockname()[:2]
    await _Server(config, lambda: ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")).serve([listening])


class _Server(uvicorn.Server):
    """Says when it is up, and leaves the process alive when it is stopped: the database is still to be closed."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but for raising the signal once more at the end."""
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def announce(address: str) -> None:
    """Tell whoever started it where it is, and who can reach it."""
    click.echo(f"Crossdock serves at {address}", err=True)
    if is_loopback(urlsplit(address).hostname or ""):
        click.echo("Only this machine can reach it. Stop it with Ctrl-C.", err=True)
    else:
        click.echo(
            "Warning: every machine that can reach this address can try to log in, and tokens travel unencrypted. "
            "Put a proxy with TLS before it, or serve at 127.0.0.1.",
            err=True,
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
