"""`crossdock plugin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say
from crossdock.cli.plugin_check import check
from crossdock.cli.plugin_facts import say_facts, with_facts
from crossdock.cli.plugin_new import new

if TYPE_CHECKING:
    from crossdock.plugins import PluginInfo, Plugins

format_option = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
verbose_option = click.option("--verbose", "-v", is_flag=True, help="Show the traceback of what is broken.")


@click.group()
def plugin() -> None:
    """List, inspect, write and check plugins."""


plugin.add_command(new)
plugin.add_command(check)


@plugin.command(name="list")
@format_option
@verbose_option
def list_plugins(style: str, verbose: bool) -> int:
    """List every installed plugin; exit with 1 when one is broken or two claim one name."""
    from crossdock.plugins import Plugins

    plugins = Plugins()
    clashes = name_clashes(plugins)
    if style == "json":
        put_json({"plugins": plugins.infos, "clashes": clashes})
    else:
        for info in plugins.infos:
            _say_plugin(info, verbose=verbose)
        for clash in clashes:
            say(clash, colour="red")
    faulty = bool(clashes) or any(info.broken for info in plugins.infos)
    return ExitCode.FINDINGS if faulty else ExitCode.FINE


@plugin.command()
@click.argument("name")
@format_option
@verbose_option
def show(name: str, style: str, verbose: bool) -> int:
    """Show what one plugin brings; NAME is its own or its distribution's."""
    from crossdock.plugins import Plugins

    found = _find(Plugins(), name)
    if style == "json":
        put_json([with_facts(info) for info in found])
    else:
        for info in found:
            _say_plugin(info, verbose=verbose)
            _say_contents(info)
            _say_live(info)
            say_facts(info)
    return ExitCode.FINDINGS if any(info.broken for info in found) else ExitCode.FINE


def name_clashes(plugins: Plugins) -> tuple[str, ...]:
    """A sentence for each kind of thing of which two plugins claim one name."""
    from crossdock.errors import PluginError

    clashes = []
    for kind in ("connectors", "functions", "guards", "alert_channels", "suggesters", "commands"):
        try:
            getattr(plugins, kind)
        except PluginError as error:
            clashes.append(str(error))
    return tuple(clashes)


def _find(plugins: Plugins, name: str) -> tuple[PluginInfo, ...]:
    from crossdock.errors import NotFound
    from crossdock.nearest import suggest

    found = tuple(info for info in plugins.infos if name in (info.name, info.distribution))
    if not found:
        names = [known for info in plugins.infos for known in (info.name, info.distribution)]
        remedy = suggest(name, names) or "`crossdock plugin list` shows what is installed."
        raise NotFound(f"There is no plugin '{name}'.", remedy=remedy)
    return found


def _say_plugin(info: PluginInfo, *, verbose: bool) -> None:
    if info.traceback is None:
        counts = {f"{kind}s": names for kind, names in _contents(info).items()}
        brings = ", ".join(f"{len(names)} {kind}" for kind, names in counts.items() if names)
        say(f"{info.name}  {info}  hooks {info.hooks}  {brings}")
        return
    say(f"{info.name}  {info}  BROKEN: {info.traceback.strip().splitlines()[-1]}", colour="red")
    if verbose:
        say(info.traceback)
    else:
        say("    --verbose shows the traceback.")


def _contents(info: PluginInfo) -> dict[str, tuple[str, ...]]:
    return {
        "connector": info.connectors,
        "function": info.functions,
        "guard": info.guards,
        "alert channel": info.alert_channels,
        "suggester": info.suggesters,
        "command": info.commands,
    }


def _say_contents(info: PluginInfo) -> None:
    for kind, names in _contents(info).items():
        for name in names:
            say(f"  {kind} {'$' if kind == 'function' else ''}{name}")


def _say_live(info: PluginInfo) -> None:
    """What flows can start from and write, of each connector."""
    from crossdock.connect.catalogue import Catalogue
    from crossdock.plugins import Plugins

    catalogue = Catalogue(Plugins())
    for name in info.connectors:
        connector = catalogue.connector(name)
        for webhook in connector.webhooks:
            say(f"  webhook {name} {webhook.name}: {webhook.resource}")
        for operation in connector.operations:
            say(f"  operation {name} {operation.name}: {operation.resource}")
