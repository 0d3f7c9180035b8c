"""Making the sandbox that a connector names."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from crossdock.clock import SystemClock
from crossdock.connect.connector import Connector
from crossdock.connect.sandbox.sandbox import Sandbox, changed
from crossdock.engine.ports import Clock
from crossdock.errors import NotFound, PluginError


def start_sandbox(
    connector: type[Connector], switches: Mapping[str, Any] | None = None, clock: Clock | None = None
) -> Sandbox[Any]:
    """A fresh sandbox of a connector, in the state every account starts with.

    Raises NotFound for a connector without one, PluginError where it cannot be made, InvalidInput for wrong switches.
    """
    kind = sandbox_type(connector)
    return kind(changed(kind.default_switches(), switches or {}), clock or SystemClock())


def sandbox_type(connector: type[Connector]) -> type[Sandbox[Any]]:
    """The class a connector names; raises NotFound where it names none, PluginError where it cannot be loaded."""
    if connector.sandbox is None:
        raise NotFound(
            f"The connector '{connector.name}' has no sandbox.",
            remedy="`crossdock sandbox list` shows those that have.",
        )
    module, _, name = connector.sandbox.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise _unusable(connector, str(error)) from error
    if not (isinstance(found, type) and issubclass(found, Sandbox)):
        raise _unusable(connector, "it is no subclass of Sandbox")
    return found


def _unusable(connector: type[Connector], why: str) -> PluginError:
    return PluginError(
        f"The sandbox of '{connector.name}' cannot be loaded from '{connector.sandbox}': {why}.",
        remedy="Reinstall the plugin, or tell its author.",
    )
