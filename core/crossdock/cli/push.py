"""`crossdock push`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.boundary import say_error
from crossdock.cli.exit_code import ExitCode, exit_code
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import say
from crossdock.cli.remote import Remote, which_server
from crossdock.errors import Conflict, Forbidden, InvalidInput, Stale

if TYPE_CHECKING:
    from crossdock.cli.pushing.step import Step

_DONE = {"create": "created", "change": "changed", "publish": "published", "delete": "deleted"}


@click.command()
@folder_argument
@which_server
@click.option("--publish", metavar="REASON", help="Publish each changed text as a version; without it, as a draft.")
@click.option(
    "--prune",
    is_flag=True,
    help="Delete what the folder lacks: fixtures, lookups, rows, flows, playbooks, unused mappings.",
)
@click.option("--overwrite", is_flag=True, help="Also replace what somebody else changed last.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def push(folder: Path, remote: Remote, publish: str | None, prune: bool, overwrite: bool, dry_run: bool) -> int:
    """Send a project folder to a server: create what is missing, change what differs.

    What somebody else changed is told and not overwritten, unless --overwrite is given; compare it with the folder
    first. Whether author and approver of a promotion must differ is the server's own setting and stays what it is.
    """
    from crossdock.cli.pushing.step import Push
    from crossdock.cli.pushing.steps import steps
    from crossdock.project.folder import read

    project = read(folder)
    with remote.connect() as server:
        asked = Push(server=server, me=server.own_name(), publish=publish, prune=prune)
        codes = [_take(step, dry_run=dry_run, overwrite=overwrite) for step in steps(asked, project)]
    if not codes:
        say("Nothing to do: the server has everything as the folder has it.", colour="green")
    return max(codes, default=ExitCode.FINE)


def _take(step: Step, *, dry_run: bool, overwrite: bool) -> ExitCode:
    """Do a step, or say that it would be done; a refused one is told and passed over, unless others need it."""
    try:
        if step.theirs and not overwrite:
            raise _changed_by_other(step)
        if not dry_run:
            step.do()
    except (Conflict, Forbidden, InvalidInput) as error:
        say(f"NOT {_DONE[step.act]} {step.item}", colour="red")
        if step.vital:
            raise
        say_error(error)
        return exit_code(error)
    say(f"would {step.act} {step.item}" if dry_run else f"{_DONE[step.act]} {step.item}")
    return ExitCode.FINE


def _changed_by_other(step: Step) -> Stale:
    return Stale(
        f"'{step.theirs}' was the last to change this on the server, and the folder has it differently.",
        remedy="Carry the change over into the folder, or replace it with --overwrite.",
    )
