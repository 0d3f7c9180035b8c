"""What all installed connectors and function packs offer, loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from crossdock.connect.alert_channel import AlertChannel
from crossdock.connect.connector import Connector
from crossdock.connect.operation import Operation
from crossdock.connect.settings_form import check_settings, secret_names, settings_schema
from crossdock.connect.webhook import Webhook
from crossdock.engine.plugin_guards import load_guard
from crossdock.errors import PluginError
from crossdock.functions import Function
from crossdock.guards import Guard
from crossdock.model.problem import Problem
from crossdock.model.resource import JsonSchema, ResourceInfo, ResourceRef
from crossdock.plugins import Plugins


class Catalogue:
    """Connectors and functions of this installation, by name."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self._connectors: dict[str, type[Connector]] = {}
        self._channels: dict[str, type[AlertChannel]] = {}
        self._resources: dict[ResourceRef, ResourceInfo] = {}

    def connector(self, name: str) -> type[Connector]:
        """A connector's class. Raises NotFound naming the nearest, PluginError where it cannot be loaded."""
        if name not in self._connectors:
            entry, plugin = self.plugins.connector(name)
            loaded = entry.load()
            if not (isinstance(loaded, type) and issubclass(loaded, Connector) and loaded.name == name):
                raise PluginError(
                    f"'{entry.target}' of {plugin} is no Connector named '{name}'.",
                    remedy="Tell the plugin's author: the hook's entry and the class must agree.",
                )
            self._connectors[name] = loaded
        return self._connectors[name]

    def alert_channel(self, name: str) -> type[AlertChannel]:
        """An alert channel's class. Raises NotFound naming the nearest, PluginError where it cannot be loaded."""
        if name not in self._channels:
            entry, plugin = self.plugins.alert_channel(name)
            loaded = entry.load()
            if not (isinstance(loaded, type) and issubclass(loaded, AlertChannel) and loaded.name == name):
                raise PluginError(
                    f"'{entry.target}' of {plugin} is no AlertChannel named '{name}'.",
                    remedy="Tell the plugin's author: the hook's entry and the class must agree.",
                )
            self._channels[name] = loaded
        return self._channels[name]

    def resource(self, ref: ResourceRef) -> ResourceInfo:
        """A resource with schema and samples; raises NotFound naming the nearest connector or resource."""
        if ref not in self._resources:
            connector = self.connector(ref.connector)
            resource = connector.resource(ref.resource)
            self._resources[ref] = ResourceInfo(
                ref=ref,
                title=resource.title,
                description=resource.description,
                schema=resource.schema(connector.package),
                samples=resource.samples(connector.package),
                plugin=str(self.plugins.connector(ref.connector)[1]),
            )
        return self._resources[ref]

    def resources(self, connector: str) -> tuple[ResourceInfo, ...]:
        """All resources of a connector, in the order it declares them."""
        return tuple(self.resource(ResourceRef(connector, found.name)) for found in self.connector(connector).resources)

    def webhooks(self, connector: str) -> tuple[Webhook, ...]:
        """What a connector's platform sends by itself, in the order it declares it."""
        return tuple(self.connector(connector).webhooks)

    def operations(self, connector: str) -> tuple[Operation, ...]:
        """What a connector writes, in the order it declares it."""
        return tuple(self.connector(connector).operations)

    def settings_schema(self, connector: str) -> JsonSchema:
        """The form of a connector's settings; secrets are marked `writeOnly`."""
        return settings_schema(self.connector(connector).settings_type)

    def secret_names(self, connector: str) -> tuple[str, ...]:
        """The settings of a connector that are secrets."""
        return secret_names(self.connector(connector).settings_type)

    def check_settings(
        self, connector: str, settings: Mapping[str, Any], secrets: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """Everything wrong with filled-in settings; pointers lead to `/settings/...` and `/secrets/...`."""
        return check_settings(self.connector(connector).settings_type, settings, secrets)

    def channel_schema(self, channel: str) -> JsonSchema:
        """The form of an alert channel's settings; secrets are marked `writeOnly`."""
        return settings_schema(self.alert_channel(channel).settings_type)

    def channel_secrets(self, channel: str) -> tuple[str, ...]:
        """The settings of an alert channel that are secrets."""
        return secret_names(self.alert_channel(channel).settings_type)

    def check_channel_settings(
        self, channel: str, settings: Mapping[str, Any], secrets: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """Everything wrong with an alert channel's settings; pointers lead to `/settings/...` and `/secrets/...`."""
        return check_settings(self.alert_channel(channel).settings_type, settings, secrets)

    def guard(self, name: str) -> Guard:
        """A plugin's guard. Raises NotFound naming the nearest, PluginError where it cannot be loaded."""
        return load_guard(self.plugins, name)

    def functions(self) -> tuple[Function, ...]:
        """The functions of all plugins, loaded; raises PluginError where one cannot be."""
        return self._functions

    @cached_property
    def _functions(self) -> tuple[Function, ...]:
        return tuple(entry.load() for entry, _ in self.plugins.functions.values())

    def versions(self) -> dict[str, str]:
        """Distribution to version, of the plugins that bring connectors, functions or guards."""
        return {
            info.distribution: info.version
            for info in sorted(self.plugins.infos, key=lambda info: info.distribution)
            if info.connectors or info.functions or info.guards
        }
