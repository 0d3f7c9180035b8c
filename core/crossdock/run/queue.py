"""The task queue: Procrastinate on the deployment's own database."""

from __future__ import annotations

from typing import Any

from procrastinate import App, PsycopgConnector

from crossdock.store.database import parse_url

DRAIN = "drain"
"""The one task: work off a partition until nothing in it is due."""
SCHEMA = "procrastinate"


def open_queue(url: str, *, connections: int = 4) -> App:
    """The queue, to be opened with `async with queue.open_async()`; it keeps so many connections at most."""
    return App(connector=PsycopgConnector(kwargs=_parameters(url), min_size=1, max_size=connections))


def _parameters(url: str) -> dict[str, Any]:
    """What libpq connects by. Procrastinate's tables have a PostgreSQL schema of their own."""
    parsed = parse_url(url)
    given = {**parsed.translate_connect_args(username="user", database="dbname"), **parsed.query}
    given["options"] = f"{given.get('options', '')} -c search_path={SCHEMA}".strip()
    return given
