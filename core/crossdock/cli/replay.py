"""`crossdock replay`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click
import msgspec

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say, say_problems
from crossdock.cli.remote import Place, Remote, which_environment, which_server
from crossdock.engine.json_text import decode, encode
from crossdock.model.evaluation import HoldReason
from crossdock.model.fixture import Difference

LIVE = "live"


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A `crossdock.model.replay.Replay` as it is answered; a text of JSON that may be missing cannot be read as one."""

    version: int | None = None
    output: msgspec.Raw = msgspec.Raw(b"null")
    hold: HoldReason | None = None
    compared: bool = False
    differs: tuple[Difference, ...] = ()
    record: UUID | None = None


@click.command()
@click.argument("record", type=click.UUID)
@which_environment
@which_server
@click.option(
    "--with",
    "using",
    type=click.Choice(["ran", LIVE, "draft"]),
    default=LIVE,
    show_default=True,
    help="Map with the version that ran, with what is live, or with your draft.",
)
@click.option("--send", is_flag=True, help="Really send it through its flow again, as a new record.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def replay(record: UUID, place: Place, remote: Remote, using: str, send: bool, style: str) -> int:
    """Map a record's message once more, and say what differs from what was written. Nothing is sent.

    With --send it goes through its flow again, with what is live: a new record that names this one. Where the target
    has exactly this already, that ends as 'unchanged'. `crossdock trace` tells the ids of records. Exit code 1 says
    that something differs, or that the message would be held.
    """
    if send and using != LIVE:
        raise click.UsageError(f"A record is sent again with what is live: leave out --with {using}, or --send.")
    with remote.connect() as server:
        asked = encode({"with": using, "dry": not send})
        found = server.ask(f"{place.path}/records/{record}/replay", asked, Replayed)
    if style == "json":
        put_json(_as_json(found))
    else:
        _say(found)
    return ExitCode.FINDINGS if found.hold or found.differs else ExitCode.FINE


def _as_json(found: Replayed) -> dict[str, Any]:
    told = {name: value for name, value in msgspec.structs.asdict(found).items() if name != "output"}
    plain: dict[str, Any] = msgspec.to_builtins(told)
    return plain | {"output": decode(bytes(found.output))}


def _say(found: Replayed) -> None:
    if found.record is not None:
        say(f"Sent again, as record {found.record}. `crossdock trace {found.record}` tells what comes of it.")
        return
    say(f"Mapped with {f'version {found.version}' if found.version else 'your draft'}; nothing was sent.")
    if found.hold is not None:
        say(f"It would be held: {found.hold.message} [{found.hold.code}]", colour="yellow")
        say_problems(found.hold.problems)
    elif not found.compared:
        say("The record wrote nothing that it could be compared with; --format json shows what came out.")
    elif not found.differs:
        say("It gives exactly what was written.", colour="green")
    _say_differences(found)


def _say_differences(found: Replayed) -> None:
    from crossdock.cli.test_report import difference_lines

    for difference in found.differs:
        for line, colour in difference_lines(difference):
            say(f"    {line}", colour=colour)
