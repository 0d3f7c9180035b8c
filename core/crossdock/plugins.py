"""Finding plugins: every entry point in the group `crossdock`, loaded one by one.

A plugin that cannot be loaded is listed as broken, with its traceback, and the rest goes on. Two plugins that
claim one name for a connector, function, guard, alert channel, suggester or command are refused loudly, both
distributions named.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

import msgspec
import pluggy

from crossdock import hookspecs
from crossdock.errors import NotFound, PluginError
from crossdock.hook_version import negotiated
from crossdock.nearest import suggest
from crossdock.plugin import AlertChannelEntry, CommandEntry, ConnectorEntry, FunctionEntry, GuardEntry, SuggesterEntry

GROUP = hookspecs.PROJECT

E = TypeVar("E", ConnectorEntry, FunctionEntry, GuardEntry, AlertChannelEntry, SuggesterEntry, CommandEntry)


class PluginInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One entry point, and whether it could be loaded."""

    name: str
    distribution: str
    version: str
    hooks: str = ""
    """The version of the hook specification that it was written for; '' where it could not be loaded."""
    traceback: str | None = None
    """Why it is broken; None when it is fine."""
    connectors: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()
    suggesters: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        return self.traceback is not None

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}"


class _Loaded(msgspec.Struct, frozen=True, kw_only=True):
    info: PluginInfo
    connectors: Sequence[ConnectorEntry] = ()
    functions: Sequence[FunctionEntry] = ()
    guards: Sequence[GuardEntry] = ()
    alert_channels: Sequence[AlertChannelEntry] = ()
    suggesters: Sequence[SuggesterEntry] = ()
    commands: Sequence[CommandEntry] = ()


class Plugins:
    """All plugins of this installation, each asked once for what it has."""

    def __init__(self, points: Iterable[EntryPoint] | None = None) -> None:
        found = entry_points(group=GROUP) if points is None else points
        self._loaded = [_load(point) for point in sorted(found, key=lambda p: (p.name, p.value))]

    @cached_property
    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin, fine or broken."""
        return tuple(loaded.info for loaded in self._loaded)

    @cached_property
    def connectors(self) -> dict[str, tuple[ConnectorEntry, PluginInfo]]:
        """Connector entries by name; raises PluginError where two plugins claim one."""
        return _by_name("a connector", [(entry, p.info) for p in self._loaded for entry in p.connectors])

    @cached_property
    def functions(self) -> dict[str, tuple[FunctionEntry, PluginInfo]]:
        """Function entries by name; raises PluginError where two plugins claim one."""
        return _by_name("a function", [(entry, p.info) for p in self._loaded for entry in p.functions])

    @cached_property
    def guards(self) -> dict[str, tuple[GuardEntry, PluginInfo]]:
        """Guard entries by name; raises PluginError where two plugins claim one."""
        return _by_name("a guard", [(entry, p.info) for p in self._loaded for entry in p.guards])

    @cached_property
    def alert_channels(self) -> dict[str, tuple[AlertChannelEntry, PluginInfo]]:
        """Alert channel entries by name; raises PluginError where two plugins claim one."""
        return _by_name("an alert channel", [(entry, p.info) for p in self._loaded for entry in p.alert_channels])

    @cached_property
    def suggesters(self) -> dict[str, tuple[SuggesterEntry, PluginInfo]]:
        """Suggester entries by name; raises PluginError where two plugins claim one."""
        return _by_name("a suggester", [(entry, p.info) for p in self._loaded for entry in p.suggesters])

    @cached_property
    def commands(self) -> dict[str, tuple[CommandEntry, PluginInfo]]:
        """Command entries by name; raises PluginError where two plugins claim one."""
        return _by_name("a command", [(entry, p.info) for p in self._loaded for entry in p.commands])

    def connector(self, name: str) -> tuple[ConnectorEntry, PluginInfo]:
        """The entry of one connector; raises NotFound with the nearest name."""
        try:
            return self.connectors[name]
        except KeyError:
            raise NotFound(
                f"There is no connector '{name}'.",
                remedy=suggest(name, self.connectors) or "`crossdock plugin list` shows what is installed.",
            ) from None

    def guard(self, name: str) -> tuple[GuardEntry, PluginInfo]:
        """The entry of one guard; raises NotFound with the nearest name."""
        try:
            return self.guards[name]
        except KeyError:
            raise NotFound(
                f"No installed plugin has a guard '{name}'.",
                code="unknown-guard",
                remedy=suggest(name, self.guards) or "`crossdock plugin list` shows what is installed.",
            ) from None

    def alert_channel(self, name: str) -> tuple[AlertChannelEntry, PluginInfo]:
        """The entry of one alert channel; raises NotFound with the nearest name."""
        try:
            return self.alert_channels[name]
        except KeyError:
            raise NotFound(
                f"There is no alert channel '{name}'.",
                remedy=suggest(name, self.alert_channels) or "`crossdock plugin list` shows what is installed.",
            ) from None


def _load(point: EntryPoint) -> _Loaded:
    distribution = point.dist.name if point.dist else "(no distribution)"
    version = point.dist.version if point.dist else ""
    try:
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        module = point.load()
        hooks = negotiated(module)
        manager.register(module, name=point.name)
        manager.check_pending()
        connectors, functions, guards, alert_channels, suggesters, commands = (
            [entry for entries in call() for entry in entries]
            for call in (
                manager.hook.connectors,
                manager.hook.functions,
                manager.hook.guards,
                manager.hook.alert_channels,
                manager.hook.suggesters,
                manager.hook.commands,
            )
        )
    except Exception:  # noqa: BLE001  # whatever a plugin raises is kept and shown
        info = PluginInfo(name=point.name, distribution=distribution, version=version, traceback=traceback.format_exc())
        return _Loaded(info=info)
    info = PluginInfo(
        name=point.name,
        distribution=distribution,
        version=version,
        hooks=hooks,
        connectors=tuple(entry.name for entry in connectors),
        functions=tuple(entry.name for entry in functions),
        guards=tuple(entry.name for entry in guards),
        alert_channels=tuple(entry.name for entry in alert_channels),
        suggesters=tuple(entry.name for entry in suggesters),
        commands=tuple(entry.name for entry in commands),
    )
    return _Loaded(
        info=info,
        connectors=connectors,
        functions=functions,
        guards=guards,
        alert_channels=alert_channels,
        suggesters=suggesters,
        commands=commands,
    )


def _by_name(kind: str, entries: Iterable[tuple[E, PluginInfo]]) -> dict[str, tuple[E, PluginInfo]]:
    found: dict[str, tuple[E, PluginInfo]] = {}
    for entry, info in entries:
        if entry.name in found:
            other = found[entry.name][1]
            raise PluginError(
                f"Two plugins bring {kind} named '{entry.name}': {other} and {info}.",
                code="duplicate-name",
                remedy=f"Uninstall one of them: `pip uninstall {info.distribution}` or `pip uninstall {other.distribution}`.",
            )
        found[entry.name] = (entry, info)
    return found
