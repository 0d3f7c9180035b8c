"""`crossdock patchworks`: taking over what Patchworks has."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.boundary import say_error
from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import say
from crossdock.errors import ConfigurationError, InvalidInput

if TYPE_CHECKING:
    from crossdock.project.contents import ProjectFolder
    from crossdock_patchworks.connector import Patchworks
    from crossdock_patchworks.taking_over import Change, Source

PASSWORD = "CROSSDOCK_PATCHWORKS_PASSWORD"  # noqa: S105  # a variable's name, no password


@click.group()
def patchworks() -> None:
    """Take over from Patchworks."""


@patchworks.command("import-lookups")
@folder_argument
@click.option("--environment", metavar="ENV", required=True, help="Whose connection to Patchworks is used.")
@click.option("--connection", "name", metavar="NAME", help="The connection, where the environment has several.")
@click.option(
    "--table", "wanted", metavar="NAME", multiple=True, help="A lookup of Patchworks; without it, all of them."
)
@click.option("--owner", default="operations", show_default=True, help="Who answers for the rows of a new lookup.")
@click.option("--both-ways", "back", is_flag=True, help="Write the way back, too, as NAME-reversed.")
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and write nothing.")
def import_lookups(
    folder: Path,
    environment: str,
    name: str | None,
    wanted: tuple[str, ...],
    owner: str,
    back: bool,
    dry_run: bool,
) -> int:
    """Write Patchworks' cross-reference lookups into the lookups of a project folder.

    A new lookup is held on a miss, also where Patchworks has a default value; one that is there keeps its settings. The
    password comes from CROSSDOCK_PATCHWORKS_PASSWORD, or is asked for at a terminal.
    """
    import asyncio

    from crossdock.project.folder import read
    from crossdock_patchworks.taking_over import both_ways

    project = read(folder)
    found = asyncio.run(_sources(_connector(project, environment, name), wanted))
    changes, code = _taken_over(folder, project, list(both_ways(found)) if back else found, owner, dry_run=dry_run)
    _say(changes, "would be " if dry_run else "")
    return code


def _connector(project: ProjectFolder, environment: str, name: str | None) -> Patchworks:
    """The environment's connection to Patchworks; raises ConfigurationError where there is none, or several."""
    from crossdock.connect.settings_form import fill
    from crossdock_patchworks.connector import Patchworks

    found = [
        connection
        for each in project.connected
        if each.name == environment
        for connection in each.connections
        if connection.connector == Patchworks.name and name in (None, connection.name)
    ]
    if len(found) != 1:
        raise ConfigurationError(
            f"The environment '{environment}' has {len(found) or 'no such'} connection to Patchworks.",
            remedy=f"Write one into environments/{environment}.yaml, or name one of several with --connection.",
        )
    return Patchworks(fill(Patchworks.settings_type, found[0].settings, {"password": _password()}))


def _password() -> str:
    if given := os.environ.get(PASSWORD):
        return given
    if not sys.stdin.isatty():
        raise ConfigurationError("There is no password for Patchworks.", remedy=f"Set {PASSWORD}.")
    return str(click.prompt("Password at Patchworks", hide_input=True, err=True))


async def _sources(connector: Patchworks, wanted: tuple[str, ...]) -> list[Source]:
    from crossdock.connect.line import Line
    from crossdock_patchworks.taking_over import sources

    async with Line(connector) as line:
        return await sources(connector, line, wanted)


def _taken_over(
    folder: Path, project: ProjectFolder, found: list[Source], owner: str, *, dry_run: bool
) -> tuple[list[Change], ExitCode]:
    """Write each table as a lookup; one that cannot be one is told and passed over."""
    from crossdock_patchworks.taking_over import change, lookup_files, taken_over

    changes, code = [], ExitCode.FINE
    for source in found:
        try:
            table = taken_over(source, project.tables, owner)
        except InvalidInput as error:
            say_error(error)
            code = ExitCode.FINDINGS
            continue
        changes.append(made := change(source, table, project.tables))
        for path, content in {} if dry_run or made.is_none else lookup_files(table, is_new=made.is_new).items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
    return changes, code


def _say(changes: list[Change], would: str) -> None:
    for made in changes:
        say(f"{made.lookup}: {would + ('created' if made.is_new else 'changed') if not made.is_none else 'unchanged'}")
        for what, pairs in (("+", made.added), ("~", made.changed), ("-", made.removed)):
            for left, right in pairs:
                say(f"    {what} {left} = {right}")
        if made.default_left_out:
            say(f"    Patchworks gives '{made.default_left_out}' for what is not in it; here that is held.")
