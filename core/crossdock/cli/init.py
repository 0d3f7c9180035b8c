"""`crossdock init`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import say


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--project", "name", metavar="NAME", help="The project's name; without it, made from the folder's.")
def init(folder: Path, name: str | None) -> int:
    """Start a project folder: a flow and a mapping from Shopify to SEKO orders, a lookup, and fixtures that pass."""
    import asyncio

    from crossdock.project.init import write_template

    written = write_template(folder, name or _slug(folder.resolve().name))
    asyncio.run(_write_lock(folder))
    for path in written:
        say(f"  {path}")
    where = "" if folder == Path() else f" {folder}"
    say(f"The project is ready. Run `crossdock test{where}`, then look at mappings/ and change what you need.")
    return ExitCode.FINE


async def _write_lock(folder: Path) -> None:
    from crossdock.bootstrap import open_pipeline
    from crossdock.project.folder import read
    from crossdock.project.lock import installed, write_lock

    async with open_pipeline() as (pipeline, catalogue):
        write_lock(folder, installed(read(folder), catalogue, pipeline.evaluator.name))


def _slug(name: str) -> str:
    """'My Brand_2' as 'my-brand-2'."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
