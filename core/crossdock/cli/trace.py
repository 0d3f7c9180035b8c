"""`crossdock trace`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say
from crossdock.cli.remote import Place, Remote, which_environment, which_server
from crossdock.errors import NotFound

if TYPE_CHECKING:
    from crossdock.cli.server import Server
    from crossdock.model.journal import Timeline


@click.command()
@click.argument("name", metavar="ID")
@which_environment
@which_server
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def trace(name: str, place: Place, remote: Remote, style: str) -> int:
    """Tell the whole story of one order, by any name it has.

    ID is a number or id at any of the platforms, as people quote it ('1042', '#1042'), or the id of a record. Told are
    all its names, each message about it with its outcome, and everything that was done and when. Exit code 1 says that
    nothing of this name was ever received.

    \b
    Example:
      crossdock trace '#1042' --project example-tea --environment live
    """
    with remote.connect() as server:
        found = _find(server, place, name)
    if found is None:
        _say_nothing(name, place)
        return ExitCode.FINDINGS
    if style == "json":
        put_json(found)
    else:
        _say(found)
    return ExitCode.FINE


def _find(server: Server, place: Place, name: str) -> Timeline | None:
    """None where there is no such object; raises NotFound where there is no such project or environment."""
    from crossdock.model.journal import Timeline
    from crossdock.model.project import Project

    found = server.find(f"{place.path}/timeline/{quote(name, safe='')}", Timeline)
    if found is not None:
        return found.value
    known = server.get(f"projects/{place.project}", Project).environments
    if place.environment not in known:
        message = f"There is no environment '{place.environment}'."
        raise NotFound(message, remedy=f"The project has {', '.join(known)}.")
    return None


def _say(timeline: Timeline) -> None:
    from crossdock.cli.timeline_report import timeline_lines

    for line, colour in timeline_lines(timeline):
        say(line, colour=colour)


def _say_nothing(name: str, place: Place) -> None:
    say(f"Nothing named '{name}' was ever received in '{place.environment}' of '{place.project}'.", colour="yellow")
    say("Try the order's number without '#' or spaces, its id at the other platform, or another --environment.")
    say("If the platform says that it sent it, look at the deliveries that were rejected, on the flow's page.")
