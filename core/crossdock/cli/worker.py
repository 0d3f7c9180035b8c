"""`crossdock worker`: works off live flows."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder of the deployment.")
@click.option("--database-url", help="Another PostgreSQL; better set CROSSDOCK_DATABASE_URL.")
@click.option("--parent", type=int, hidden=True, help="Pid of the server that started it; it ends with that.")
def worker(data: Path | None, database_url: str | None, parent: int | None) -> None:
    """Work off live flows: map, check and write what came in.

    `crossdock serve` starts one by itself. Start further ones, on this machine or on others that reach the same
    database (CROSSDOCK_DATABASE_URL) and have the same keys, when one does not keep up. Ctrl-C lets it finish what
    is under way; killed, its work is taken over by the others within seconds.
    """
    import asyncio

    from crossdock.bootstrap import run_worker
    from crossdock.evaluate.confine import die_with_parent
    from crossdock.logs import configure_logs
    from crossdock.settings import read_settings

    configure_logs(quiet=parent is not None)
    if parent is not None:
        die_with_parent(parent)
    asyncio.run(run_worker(read_settings(data=data, database_url=database_url)))
