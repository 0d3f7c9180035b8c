"""`crossdock plugin new`."""

from __future__ import annotations

from pathlib import Path

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say


@click.command()
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(["connector", "functions", "guard"]), required=True, help="What it is to bring."
)
@click.option(
    "--folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write it; crossdock-NAME unless told otherwise.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def new(name: str, kind: str, folder: Path | None, dry_run: bool, style: str) -> int:
    """Write a plugin's distribution to start from: code, schemas, sandbox, tests, CI, README.

    NAME is what it connects, or what it is for: acme. Nothing that is there already is overwritten.
    """
    from crossdock.scaffold.distribution import Kind, new_distribution, refuse_existing, write_distribution

    files = new_distribution(Kind(kind), name)
    place = folder or Path(f"crossdock-{name}")
    refuse_existing(files, place)
    if not dry_run:
        write_distribution(files, place)
    if style == "json":
        put_json({"folder": str(place), "files": list(files), "written": not dry_run})
    else:
        _say_files(place, list(files), dry_run=dry_run)
    return ExitCode.FINE


def _say_files(place: Path, files: list[str], *, dry_run: bool) -> None:
    for path in files:
        say(f"  {place / path}")
    if dry_run:
        say("Nothing was written.")
        return
    say(f"The plugin is ready. Run `crossdock plugin check {place}`, then change what you need.")
    say(f"`pip install --editable '{place}[test]'` puts it beside Crossdock; docs/plugins/ goes on from here.")
