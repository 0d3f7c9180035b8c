"""`crossdock holds`: what waits for a person, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_bytes, put_json, say
from crossdock.cli.remote import Place, Remote, which_environment, which_server

if TYPE_CHECKING:
    from crossdock.cli.server import Server
    from crossdock.model.record import Hold, MissGroup

_format = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
_reason = click.option("--reason", metavar="WHY", required=True, help="For the journal and the audit log.")


@click.group()
def holds() -> None:
    """List what waits for a person, and let it go on, correct it, or skip it."""


@holds.command("list")
@which_environment
@which_server
@click.option("--flow", metavar="NAME", help="Only of this flow.")
@click.option("--code", metavar="CODE", help="Only those held for this reason.")
@click.option(
    "--misses", is_flag=True, help="The lookup rows that are missing, each with how many records wait for it."
)
@_format
def list_(
    place: Place,
    remote: Remote,
    flow: str | None,
    code: str | None,
    misses: bool,
    style: str,
) -> int:
    """List the records that wait for a person, oldest first."""
    if misses and (flow or code):
        raise click.UsageError("--misses is over all flows: leave out --flow and --code.")
    with remote.connect() as server:
        base = f"{place.path}/holds"
        if misses:
            groups = _misses(server, base)
            _report(groups, map(_miss_line, groups), style)
        else:
            found = _holds(server, base, {"flow": flow, "code": code})
            _report(found, (line for hold in found for line in _hold_lines(hold)), style)
    return ExitCode.FINE


@holds.command()
@click.argument("records", metavar="[RECORD]...", nargs=-1, type=click.UUID)
@which_environment
@which_server
@click.option("--code", metavar="CODE", help="All that are held for this reason.")
@click.option("--flow", metavar="NAME", help="With --code: only of this flow.")
@click.option("--reason", metavar="WHY", default="", help="For the journal and the audit log.")
def retry(
    records: tuple[UUID, ...],
    place: Place,
    remote: Remote,
    code: str | None,
    flow: str | None,
    reason: str,
) -> int:
    """Let held records go on as they are: those named, or all that are held for one reason.

    A record that waits for a lookup row needs no retry: adding the row releases it.
    """
    if bool(records) == bool(code) or (flow and not code):
        raise click.UsageError("Name records, or a reason with --code (and --flow).")
    base = f"{place.path}/holds"
    with remote.connect() as server:
        if code:
            say(f"{_retry_all(server, base, code, flow)} released.")
        for record in records:
            server.create(f"{base}/{record}/retry", _body({"reason": reason}))
            say(f"released {record}")
    return ExitCode.FINE


@holds.command()
@click.argument("record", type=click.UUID)
@which_environment
@which_server
def payload(record: UUID, place: Place, remote: Remote) -> int:
    """Print a record's message as it is mapped, to be corrected. Each reading stands in the audit log."""
    import msgspec

    with remote.connect() as server:
        found = server.get(f"{place.path}/records/{record}/payload", dict[str, msgspec.Raw])
    put_bytes(msgspec.json.format(bytes(found.get("edited", found["original"])), indent=2) + b"\n")
    return ExitCode.FINE


@holds.command()
@click.argument("record", type=click.UUID)
@which_environment
@which_server
@click.option(
    "--payload",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The corrected message, as JSON.",
)
@_reason
def edit(record: UUID, place: Place, remote: Remote, file: Path, reason: str) -> int:
    """Let a held record go on with a corrected message. The original is kept.

    `crossdock holds payload` prints the message, to start from.
    """
    import msgspec

    from crossdock.engine.json_text import decode

    payload = file.read_bytes()
    decode(payload)  # Malformed, with its place, before anything is sent
    with remote.connect() as server:
        path = f"{place.path}/holds/{record}/edit"
        server.create(path, msgspec.json.encode({"payload": msgspec.Raw(payload.strip()), "reason": reason}))
    say(f"released {record}, with the message in {file}")
    return ExitCode.FINE


@holds.command()
@click.argument("record", type=click.UUID)
@which_environment
@which_server
@_reason
def skip(record: UUID, place: Place, remote: Remote, reason: str) -> int:
    """End a held record as filtered: it is not for the target any more. What waits for it goes on."""
    with remote.connect() as server:
        path = f"{place.path}/holds/{record}/skip"
        server.create(path, _body({"reason": reason}))
    say(f"skipped {record}")
    return ExitCode.FINE


def _holds(server: Server, path: str, filters: dict[str, str | None]) -> list[Hold]:
    from urllib.parse import urlencode

    from crossdock.model.page import Page
    from crossdock.model.record import Hold

    query = urlencode({name: value for name, value in filters.items() if value})
    return server.list(f"{path}?{query}" if query else path, Page[Hold])


def _misses(server: Server, path: str) -> list[MissGroup]:
    from crossdock.model.page import Page
    from crossdock.model.record import MissGroup

    return server.list(f"{path}/misses", Page[MissGroup])


def _retry_all(server: Server, path: str, code: str, flow: str | None) -> int:
    """How many go on."""
    answer = server.ask(f"{path}/retry", _body({"code": code, "flow": flow}), dict[str, int])
    return answer["released"]


def _body(content: dict[str, Any]) -> bytes:
    from crossdock.engine.json_text import encode

    return encode(content)


def _report(found: Sequence[Hold] | Sequence[MissGroup], lines: Iterable[str], style: str) -> None:
    if style == "json":
        put_json(found)
        return
    for line in lines:
        say(line)
    if not found:
        say("Nothing is held.", colour="green")


def _hold_lines(hold: Hold) -> Iterator[str]:
    from crossdock.cli.timeline_report import moment

    waiting = f", {hold.waiting} waiting for it" if hold.waiting else ""
    yield f"{hold.record}  {hold.flow}  {hold.key or '(no key)'}  {hold.code}  {hold.owner}{waiting}"
    yield f"    since {moment(hold.since)}: {hold.message}"
    if hold.remedy:
        yield f"    {hold.remedy}"


def _miss_line(group: MissGroup) -> str:
    count = "1 record" if group.records == 1 else f"{group.records} records"
    where = f"{', '.join(group.flows)} in {', '.join(group.environments)}"
    return f"{group.table}: {' / '.join(group.key)}  {count} of {where}"
