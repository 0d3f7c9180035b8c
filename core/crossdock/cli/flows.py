"""`crossdock flows`: how flows stand, and what an operator does about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say
from crossdock.cli.remote import Place, Remote, which_environment, which_server

if TYPE_CHECKING:
    from crossdock.cli.server import Server
    from crossdock.model.flow import FlowState
    from crossdock.model.poll import PollStatus
    from crossdock.model.record import Counts

_format = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
_why = click.option("--reason", metavar="WHY", required=True, help="For whoever finds it so, and for the audit log.")
_of_what = click.option(
    "--connection", "kind", flag_value="connections", help="NAME is a connection: everything that uses it."
)


@click.group()
def flows() -> None:
    """See how flows stand; pause, drain and resume them, or the connections they use; poll now."""


@flows.command("list")
@which_environment
@which_server
@_format
def list_(place: Place, remote: Remote, style: str) -> int:
    """List every flow with its equation, its status, and when it is polled."""
    from crossdock.model.flow import FlowState
    from crossdock.model.page import Page
    from crossdock.model.poll import PollStatus

    with remote.connect() as server:
        states = server.list(f"{place.path}/flows", Page[FlowState])
        polls = {poll.flow: poll for poll in server.list(f"{place.path}/polls", Page[PollStatus])}
        counts = {state.flow: _counts(server, place, state.flow) for state in states}
    if style == "json":
        put_json([{"state": one, "counts": counts[one.flow], "poll": polls.get(one.flow)} for one in states])
        return ExitCode.FINE
    for state in states:
        for line in _lines(state, counts[state.flow], polls.get(state.flow)):
            say(line)
    return ExitCode.FINE


@flows.command()
@click.argument("name")
@which_environment
@which_server
@_of_what
@_why
def pause(name: str, place: Place, remote: Remote, kind: str | None, reason: str) -> int:
    """Have nothing more written, or read by polls. What comes in is kept, and waits."""
    return _ask(remote, place, kind, name, "pause", reason)


@flows.command()
@click.argument("name")
@which_environment
@which_server
@_of_what
@_why
def drain(name: str, place: Place, remote: Remote, kind: str | None, reason: str) -> int:
    """Let what was begun come to its end, begin nothing else, then pause.

    `crossdock flows list` tells how many writes are still under way.
    """
    return _ask(remote, place, kind, name, "drain", reason)


@flows.command()
@click.argument("name")
@which_environment
@which_server
@_of_what
@click.option("--reason", metavar="WHY", default="", help="For the audit log.")
def resume(name: str, place: Place, remote: Remote, kind: str | None, reason: str) -> int:
    """Let everything that waits go on; also a flow that stopped, once its connection is mended."""
    return _ask(remote, place, kind, name, "resume", reason)


@flows.command()
@click.argument("name")
@which_environment
@which_server
@click.option(
    "--since",
    metavar="TIME",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]),
    help="Read from then on, whatever was read before: 2026-11-04T09:00:00+00:00.",
)
def poll(name: str, place: Place, remote: Remote, since: datetime | None) -> int:
    """Have a flow polled now. What came before is recognised."""
    from crossdock.engine.json_text import encode

    body = {"since": since.isoformat()} if since else {}
    with remote.connect() as server:
        server.create(f"{place.path}/flows/{name}/polls", encode(body))
    say(f"{name} is polled")
    return ExitCode.FINE


@flows.command()
@click.argument("connection")
@which_environment
@which_server
@_format
def usage(connection: str, place: Place, remote: Remote, style: str) -> int:
    """Tell how often a platform is asked over a connection, by whom, against its limit."""
    from crossdock.model.calls import Usage

    with remote.connect() as server:
        found = server.get(f"{place.path}/connections/{connection}/usage", Usage)
    if style == "json":
        put_json(found)
        return ExitCode.FINE
    allowed = "no limit declared" if found.allowed_per_hour is None else f"{found.allowed_per_hour} an hour allowed"
    say(f"{found.last_hour} calls in the last hour, {found.last_day} in the last day; {allowed}")
    for one in found.by:
        say(f"    {one.flow} ({one.purpose.value}): {one.last_hour} in the last hour, {one.last_day} in the last day")
    for plan in found.planned:
        say(
            f"    {plan.flow} plans {plan.calls_per_hour:g} an hour: {plan.polls_per_hour:g} polls of {plan.calls_per_poll}"
        )
    return ExitCode.FINE


def _ask(remote: Remote, place: Place, kind: str | None, name: str, act: str, reason: str) -> int:
    from crossdock.engine.json_text import encode

    with remote.connect() as server:
        server.create(f"{place.path}/{kind or 'flows'}/{name}/{act}", encode({"reason": reason}))
    say(f"{name}: {act}")
    return ExitCode.FINE


def _counts(server: Server, place: Place, flow: str) -> Counts:
    from crossdock.model.record import Counts

    return server.get(f"{place.path}/flows/{flow}/counts", Counts)


def _lines(state: FlowState, counts: Counts, poll: PollStatus | None) -> Iterator[str]:
    from crossdock.cli.timeline_report import moment

    going = f", {state.under_way} under way" if state.status == "draining" else ""
    why = f" ({state.reason}; {state.by})" if state.reason else ""
    yield f"{state.flow}  {state.status.value}{going}{why}"
    yield (
        f"    received {counts.received} = delivered {counts.delivered} + held {counts.held} + filtered "
        f"{counts.filtered} + failed {counts.failed} + in flight {counts.in_flight}"
    )
    for one in state.connections:
        yield f"    connection {one.connection} {one.status.value}: {one.reason} ({one.by})"
    if poll is not None:
        failed = f"; failed {poll.failures} times in a row" if poll.failures else ""
        yield f"    read until {moment(poll.read_until)}, next poll {moment(poll.next_at)}{failed}"
