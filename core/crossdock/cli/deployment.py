"""Commands that work on a deployment's own database, without a server: for whoever may read its data folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from crossdock.store.unit_of_work import Store


def which_deployment(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of such commands: `data`, `database_url` and `output_format`."""
    folder = click.Path(file_okay=False, path_type=Path)
    options = (
        click.option("--data", type=folder, help="Data folder of the deployment."),
        click.option("--database-url", help="Another PostgreSQL; better set CROSSDOCK_DATABASE_URL."),
        click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@asynccontextmanager
async def open_store(data: Path | None, database_url: str | None) -> AsyncIterator[Store]:
    """The deployment's store; its embedded database is started and upgraded where it must be.

    Raises what `crossdock.store.deployment.prepare` does.
    """
    from crossdock.clock import SystemClock
    from crossdock.settings import read_settings
    from crossdock.store.database import Database
    from crossdock.store.deployment import prepare
    from crossdock.store.unit_of_work import Store

    async with prepare(read_settings(data=data, database_url=database_url)) as url:
        database = Database(url, connections=2)
        try:
            yield Store(database, SystemClock())
        finally:
            await database.dispose()
