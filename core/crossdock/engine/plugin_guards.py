"""The guards of installed plugins, loaded and given their options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from crossdock.errors import ConfigurationError, PluginError
from crossdock.guards import Guard
from crossdock.plugins import Plugins


def load_guard(plugins: Plugins, name: str) -> Guard:
    """A plugin's guard. Raises NotFound 'unknown-guard' naming the nearest, PluginError where it cannot be loaded."""
    entry, plugin = plugins.guard(name)
    loaded = entry.load()
    if not (isinstance(loaded, Guard) and loaded.name == name):
        raise PluginError(
            f"'{entry.target}' of {plugin} is no Guard named '{name}'.",
            remedy="Tell the plugin's author: the hook's entry and the guard must agree.",
        )
    return loaded


def read_options(guard: Guard, options: Mapping[str, Any]) -> msgspec.Struct:
    """Options of a flow as the guard's struct; raises ConfigurationError 'guard-options' where they do not fit."""
    try:
        return msgspec.convert(options, guard.options)
    except msgspec.ValidationError as error:
        raise ConfigurationError(
            f"The options of the guard '{guard.name}' cannot be used: {error}.",
            code="guard-options",
            remedy="Correct them in the flow.",
        ) from error
