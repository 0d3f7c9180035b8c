"""What a plugin declares in its hooks: a name, a sentence, and where the real thing is loaded from."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import msgspec

from crossdock.errors import PluginError


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    summary: str
    """One sentence, shown in lists and in `--help`."""
    target: str
    """'package.module:attribute', imported on first use."""

    def load(self) -> Any:
        """Import the target; raises PluginError naming it where that fails."""
        module, _, attribute = self.target.partition(":")
        try:
            return getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise PluginError(
                f"'{self.name}' cannot be loaded from '{self.target}': {error}.",
                remedy="Reinstall the plugin, or tell its author; `crossdock plugin list` shows the traceback.",
            ) from error


class ConnectorEntry(_Entry, frozen=True, kw_only=True):
    """Names a `crossdock.connect.Connector` subclass."""

    title: str
    """The platform's own spelling of its name."""


class FunctionEntry(_Entry, frozen=True, kw_only=True):
    """Names a `crossdock.functions.Function`; `name` is what a mapping calls, without the `$`."""

    signature: str
    """JSONata signature, '<s-n:s>'."""


class GuardEntry(_Entry, frozen=True, kw_only=True):
    """Names a `crossdock.guards.Guard`; `name` is what a flow's `plugin` says."""


class AlertChannelEntry(_Entry, frozen=True, kw_only=True):
    """Names a `crossdock.connect.AlertChannel` subclass."""


class SuggesterEntry(_Entry, frozen=True, kw_only=True):
    """Names a function from a `crossdock.model.suggestion.SuggestionTask` to its suggestions."""


class CommandEntry(_Entry, frozen=True, kw_only=True):
    """Names a `click.Command`."""
