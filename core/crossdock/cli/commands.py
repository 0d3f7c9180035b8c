"""The commands of `crossdock`: ours and those of plugins, each imported only when it is run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import click

from crossdock.cli.output import say
from crossdock.errors import PluginError
from crossdock.nearest import suggest
from crossdock.plugin import CommandEntry


def _entry(name: str, summary: str) -> CommandEntry:
    return CommandEntry(name=name, summary=summary, target=f"crossdock.cli.{name}:{name}")


BUILT_IN: Mapping[str, CommandEntry] = {
    entry.name: entry
    for entry in (
        _entry("init", "Start a project folder."),
        _entry("lint", "Look for mistakes in a project folder."),
        _entry("fmt", "Bring a project folder into its canonical form."),
        _entry("test", "Run the fixtures of a project folder."),
        CommandEntry(name="eval", summary="Evaluate an expression on an input.", target="crossdock.cli.eval:eval_"),
        _entry("push", "Send a project folder to a server."),
        _entry("trace", "Tell the whole story of one order."),
        _entry("replay", "Map a record once more, and send it again."),
        _entry("holds", "List what waits for a person, and let it go on."),
        _entry("promotions", "Ask that a version be put live, and answer who asks."),
        _entry("flows", "See how flows stand; pause, drain, resume, poll."),
        _entry("stock", "Tell what may be sold and why; close channels."),
        _entry("connections", "Authorise connections at their platforms."),
        _entry("worker", "Work off live flows."),
        _entry("db", "Look after the database."),
        _entry("audit", "Verify the audit log."),
        _entry("token", "Issue and revoke tokens."),
        _entry("plugin", "List, inspect, write and check plugins."),
        _entry("sandbox", "Run a platform on this machine, to try things on."),
        _entry("doctor", "Check this installation."),
    )
}


class Commands(click.Group):
    """A group that knows its commands' names and summaries without importing any of them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return [*BUILT_IN, *sorted(self._from_plugins)]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = BUILT_IN.get(cmd_name) or self._from_plugins.get(cmd_name)
        if entry is None:
            return None
        command = entry.load()
        if not isinstance(command, click.Command):
            raise PluginError(f"'{entry.target}' is no click command.", remedy="Tell the plugin's author.")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in BUILT_IN and args[0] not in self._from_plugins:
            near = suggest(args[0], self.list_commands(ctx)) or "`crossdock --help` lists the commands."
            ctx.fail(f"There is no command '{args[0]}'. {near}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        entries = {**BUILT_IN, **self._from_plugins}
        with formatter.section("Commands"):
            formatter.write_dl([(name, entries[name].summary) for name in self.list_commands(ctx)])

    @cached_property
    def _from_plugins(self) -> dict[str, CommandEntry]:
        """Commands that plugins bring. Where two claim one name, none is taken, and that is said."""
        from crossdock.plugins import Plugins

        try:
            found = Plugins().commands
        except PluginError as error:
            say(f"Commands of plugins are left out. {error}", colour="yellow")
            return {}
        return {name: entry for name, (entry, _) in found.items() if name not in BUILT_IN}
