"""Is it alive, and can it do its work?"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import anyio
import msgspec
from litestar import Request, Router, get
from litestar.datastructures import State

from crossdock.errors import Unavailable
from crossdock.studio import health as studio

PATIENCE_SECONDS = 2.0


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """That a check went well; a bad one is answered with problem details."""

    status: str
    checks: tuple[str, ...] = ()
    """What was asked."""


@get("/live", operation_id="checkLive", summary="Is the process alive?", tags=["health"])
async def live() -> Health:
    """Answers as long as the process does; looks at nothing else."""
    return Health(status="live")


@get("/ready", operation_id="checkReady", summary="Can it do its work?", tags=["health"])
async def ready(request: Request[Any, Any, State]) -> Health:
    """Asks every part: 503 names the first that is away."""
    health: studio.Health = request.app.state["studio"].health
    await _ask("database", health.check_database())
    await _ask("evaluator", health.check_evaluator())
    return Health(status="ready", checks=("database", "evaluator"))


async def _ask(name: str, check: Awaitable[None]) -> None:
    try:
        with anyio.fail_after(PATIENCE_SECONDS):
            await check
    except TimeoutError as error:
        raise Unavailable(f"The {name} does not answer in time.") from error


health_router = Router("/health", route_handlers=[live, ready])
