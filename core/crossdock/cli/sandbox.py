"""`crossdock sandbox`: platforms on this machine, to try things on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from crossdock.cli.output import put_json, say

if TYPE_CHECKING:
    from crossdock.connect import Connector
    from crossdock.connect.sandbox import Sandbox

LOOPBACK = ("127.0.0.1", "::1", "localhost")
FIRST_PORT = 9301


class _NameOrCommand(click.Group):
    """A group whose arguments are a sandbox's name and its options, unless they name a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_NameOrCommand, options_metavar="", subcommand_metavar="NAME [OPTIONS] | all | list")
def sandbox() -> None:
    """Run a platform's sandbox: `crossdock sandbox seko --port 9301`, or `crossdock sandbox all` for those of every
    installed connector. See `crossdock sandbox run --help` and `crossdock sandbox all --help`."""


@sandbox.command(name="list")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def list_sandboxes(style: str) -> None:
    """List the connectors that have a sandbox."""
    found = [{"name": kind.name, "title": kind.title} for kind in _connectors() if kind.sandbox is not None]
    if style == "json":
        return put_json({"sandboxes": found})
    for entry in found:
        say(f"{entry['name']}  {entry['title']}")
    return None


@sandbox.command(name="all")
@click.option(
    "--port",
    type=click.IntRange(0, 65000),
    default=FIRST_PORT,
    show_default=True,
    help="Port of the first one; the others take the next ones, by name. 0: any that are free.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--until-eof", is_flag=True, help="Stop when standard input ends, and so with whoever holds its other end."
)
def run_all_sandboxes(port: int, host: str, style: str, until_eof: bool) -> None:
    """Run the sandbox of every installed connector, until Ctrl-C ends all of them."""
    import signal
    from contextlib import ExitStack, suppress

    from crossdock.connect.sandbox.server import running

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), ExitStack() as served:
        started = _start_all()
        ports = [port + place if port else 0 for place in range(len(started))]
        addresses = {
            name: served.enter_context(running(one, own, host))
            for (name, one), own in zip(started.items(), ports, strict=True)
        }
        _announce_all(started, addresses, style)
        _wait(until_eof=until_eof)


@sandbox.command(name="run")
@click.argument("name")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen at; any free one unless given.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--set", "settings", multiple=True, metavar="SWITCH=VALUE", help="Behave differently from the start.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--until-eof", is_flag=True, help="Stop when standard input ends, and so with whoever holds its other end."
)
def run_sandbox(name: str, port: int, host: str, settings: tuple[str, ...], style: str, until_eof: bool) -> None:
    """Run a platform's sandbox until it is told to stop. `run` may be left out."""
    from contextlib import suppress

    from crossdock.connect.sandbox import start_sandbox
    from crossdock.connect.sandbox.server import address_of, listen, serve

    started = start_sandbox(_connector(name), _switches(settings))
    if until_eof:
        _stop_at_eof()
    with listen(host, port) as listening, suppress(KeyboardInterrupt):
        address = address_of(listening)
        serve(started, listening, lambda: _announce(started, address, style))


def _start_all() -> dict[str, Sandbox[Any]]:
    """A fresh sandbox of every connector that has one, by name; one that is broken keeps no other from running."""
    from crossdock.connect.sandbox import start_sandbox
    from crossdock.errors import PluginError

    started: dict[str, Sandbox[Any]] = {}
    for kind in _connectors():
        if kind.sandbox is not None:
            try:
                started[kind.name] = start_sandbox(kind)
            except PluginError as error:
                say(str(error), colour="yellow")
    return started


def _wait(*, until_eof: bool) -> None:
    """Until this process is interrupted, or standard input ends."""
    from threading import Event

    if until_eof:
        _read_to_eof()
    else:
        Event().wait()


def _stop_at_eof() -> None:
    """Interrupt this process once standard input ends."""
    import signal
    from threading import Thread

    def wait() -> None:
        _read_to_eof()
        signal.raise_signal(signal.SIGINT)

    Thread(target=wait, name="standard input", daemon=True).start()


def _read_to_eof() -> None:
    """Until standard input ends: the kernel closes it with the process that holds it, however that one ended."""
    import os
    import sys

    while os.read(sys.stdin.fileno(), 4096):
        pass


def _connector(name: str) -> type[Connector]:
    from crossdock.connect.catalogue import Catalogue
    from crossdock.plugins import Plugins

    return Catalogue(Plugins()).connector(name)


def _connectors() -> list[type[Connector]]:
    from crossdock.connect.catalogue import Catalogue
    from crossdock.plugins import Plugins

    plugins = Plugins()
    catalogue = Catalogue(plugins)
    return [catalogue.connector(name) for name in sorted(plugins.connectors)]


def _switches(settings: tuple[str, ...]) -> Mapping[str, Any]:
    """Values as JSON where they are, and as text where they are not."""
    import json

    switches: dict[str, Any] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise click.BadParameter(f"'{setting}' is not SWITCH=VALUE.", param_hint="--set")
        try:
            switches[name] = json.loads(value)
        except ValueError:
            switches[name] = value
    return switches


def _announce(started: Sandbox[Any], address: str, style: str) -> None:
    from crossdock.connect.sandbox.control import ROUTES

    connection = started.connection(address)
    if style == "json":
        put_json({"address": address, "connection": connection})
    say(f"The sandbox of {started.title} answers at {address}", bold=True)
    say("A connection to it:")
    for name, value in connection.items():
        say(f"  {name}: {value}")
    say("Played with at:")
    for route in (*ROUTES, *started.own_controls):
        say(f"  {route.method:<6} {address}/_sandbox/{route.path:<11} {route.summary}")
    _warn_of_others(address)
    say("Stop it with Ctrl-C.")


def _announce_all(started: Mapping[str, Sandbox[Any]], addresses: Mapping[str, str], style: str) -> None:
    if style == "json":
        told = [
            {"name": name, "address": addresses[name], "connection": started[name].connection(addresses[name])}
            for name in started
        ]
        put_json({"sandboxes": told})
    width = max((len(name) for name in started), default=0)
    for name, address in addresses.items():
        say(f"{name:<{width}}  {address}  {started[name].title}")
    for address in list(addresses.values())[:1]:
        _warn_of_others(address)
    say("What a connection needs tells `crossdock sandbox all --format json`. Stop all of them with Ctrl-C.")


def _warn_of_others(address: str) -> None:
    if address.partition("://")[2].rpartition(":")[0].strip("[]") not in LOOPBACK:
        say("Warning: every machine that reaches this address can play with it.", colour="yellow")
