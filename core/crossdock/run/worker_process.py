"""A worker as a process of its own beside the server, started again when it dies."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from crossdock.settings import Settings, write_settings

RESTART_SECONDS = 0.5
STOP_SECONDS = 15.0
"""How long a worker may take to finish what is under way."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def worker_running(settings: Settings) -> AsyncIterator[None]:
    """Keep one worker running for the block; it dies with this process, however that ends."""
    keeping = asyncio.create_task(_keep_running(settings))
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def _keep_running(settings: Settings) -> None:
    while True:
        process = await _start(settings)
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            await _stop(process)
            raise
        _log.warning("the worker ended; another is started", exit_code=code)
        await asyncio.sleep(RESTART_SECONDS)


async def _start(settings: Settings) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "crossdock.cli.main", "worker", "--parent", str(os.getpid()))
    return await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, env={**os.environ, **write_settings(settings)}
    )


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
