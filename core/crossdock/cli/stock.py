"""`crossdock stock`: what may be sold and why, what is kept back, and which channels are closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say
from crossdock.cli.remote import Place, Remote, which_environment, which_server

if TYPE_CHECKING:
    from crossdock.cli.timeline_report import Line

_format = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
_reason = click.option("--reason", metavar="WHY", required=True, help="For whoever finds it so, and for the audit log.")


@click.group()
def stock() -> None:
    """Tell what may be sold and why; keep stock back, close channels, believe a reading that is in doubt."""


@stock.command()
@which_environment
@which_server
@click.option("--flow", metavar="NAME", required=True, help="A flow that tells stock; `stock channels` names them.")
@click.option("--sku", metavar="SKU", help="Only this one, as the source calls it; 'ABC*' is all that begin so.")
@_format
def levels(place: Place, remote: Remote, flow: str, sku: str | None, style: str) -> int:
    """List how much of each SKU may be sold at each location, and how that is worked out."""
    from urllib.parse import urlencode

    from crossdock.cli.stock_report import level_lines
    from crossdock.model.page import Page
    from crossdock.model.stock import StockLevel

    query = urlencode({"flow": flow, **({"sku": sku} if sku else {})})
    with remote.connect() as server:
        found = server.every(f"{_path(place)}?{query}", Page[StockLevel])
    return _report(found, level_lines(found), style)


@stock.command()
@which_environment
@which_server
@_format
def buffers(place: Place, remote: Remote, style: str) -> int:
    """List what is kept back, by whom, why and until when."""
    from crossdock.cli.stock_report import buffer_lines
    from crossdock.model.page import Page
    from crossdock.model.stock import Buffer

    with remote.connect() as server:
        found = server.every(f"{_path(place)}/buffers", Page[Buffer])
    return _report(found, buffer_lines(found), style)


@stock.command("keep-back")
@which_environment
@which_server
@click.option("--sku", metavar="SKU", required=True, help="As the source calls it; '*' is every one.")
@click.option("--location", metavar="LOCATION", default="*", help="As the source calls it.  [default: every one]")
@click.option("--quantity", metavar="UNITS", type=click.IntRange(min=1), required=True, help="So many units.")
@click.option("--owner", metavar="WHO", required=True, help="Who answers for it: a team or a role.")
@_reason
@click.option(
    "--until",
    "ends_at",
    metavar="TIME",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]),
    help="Not from then on: 2026-12-01T00:00:00+00:00.  [default: until it is given free]",
)
def keep_back(place: Place, remote: Remote, **new: Any) -> int:
    """Keep so many units of a SKU from being sold. It takes the place of the buffer that was there for it."""
    import msgspec

    from crossdock.cli.stock_report import buffer_line
    from crossdock.model.stock import Buffer, BufferNew

    with remote.connect() as server:
        kept = server.ask(f"{_path(place)}/buffers", msgspec.json.encode(BufferNew(**new)), Buffer)
    say(buffer_line(kept))
    return ExitCode.FINE


@stock.command("give-free")
@click.argument("buffer", type=click.UUID)
@which_environment
@which_server
def give_free(buffer: UUID, place: Place, remote: Remote) -> int:
    """Keep a buffer's units back no longer; `crossdock stock buffers` tells its id."""
    with remote.connect() as server:
        server.delete(f"{_path(place)}/buffers/{buffer}")
    say(f"given free: {buffer}")
    return ExitCode.FINE


@stock.command()
@which_environment
@which_server
@_format
def channels(place: Place, remote: Remote, style: str) -> int:
    """List the connections that stock is told to, and which of them are closed."""
    from crossdock.cli.stock_report import channel_lines
    from crossdock.model.page import Page
    from crossdock.model.stock import Channel

    with remote.connect() as server:
        found = server.every(f"{_path(place)}/channels", Page[Channel])
    return _report(found, channel_lines(found), style)


@stock.command()
@click.argument("connection")
@which_environment
@which_server
@_reason
def close(connection: str, place: Place, remote: Remote, reason: str) -> int:
    """Have a channel told zero for everything, within seconds, until it is opened again."""
    _set(remote, place, connection, reason, closed=True)
    say(f"{connection} is closed: it is told zero for everything", colour="yellow")
    return ExitCode.FINE


@stock.command("open")
@click.argument("connection")
@which_environment
@which_server
@_reason
def open_(connection: str, place: Place, remote: Remote, reason: str) -> int:
    """Have a channel told again what may be sold."""
    _set(remote, place, connection, reason, closed=False)
    say(f"{connection} is open: it is told what may be sold", colour="green")
    return ExitCode.FINE


@stock.command()
@which_environment
@which_server
@_format
def doubts(place: Place, remote: Remote, style: str) -> int:
    """List the readings that are not believed, since too much fell to zero. Nothing of them is taken over."""
    from crossdock.cli.stock_report import doubt_lines
    from crossdock.model.page import Page
    from crossdock.model.stock import Doubt

    with remote.connect() as server:
        found = server.every(f"{_path(place)}/doubts", Page[Doubt])
    return _report(found, doubt_lines(found), style)


@stock.command()
@click.argument("flow")
@which_environment
@which_server
@_reason
def accept(flow: str, place: Place, remote: Remote, reason: str) -> int:
    """Believe a reading that is in doubt: the stock is read once more now, and taken over as it is."""
    with remote.connect() as server:
        server.create(f"{_path(place)}/doubts/{flow}/accept", _body({"reason": reason}))
    say(f"{flow} is read now, and taken over as it is")
    return ExitCode.FINE


def _path(place: Place) -> str:
    return f"{place.path}/stock"


def _set(remote: Remote, place: Place, connection: str, reason: str, *, closed: bool) -> None:
    with remote.connect() as server:
        server.overwrite(f"{_path(place)}/channels/{connection}", _body({"closed": closed, "reason": reason}))


def _body(content: dict[str, Any]) -> bytes:
    from crossdock.engine.json_text import encode

    return encode(content)


def _report(found: Sequence[object], lines: Iterable[Line], style: str) -> int:
    """What was found as JSON for programs, or in lines for people."""
    if style == "json":
        put_json(found)
    else:
        for text, colour in lines:
            say(text, colour=colour)
    return ExitCode.FINE
