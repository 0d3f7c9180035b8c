"""The hooks a plugin may implement: the table of contents of everything that can be added from outside.

Each hook answers with light entries that name what to load; nothing heavy is imported until it is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from crossdock.plugin import AlertChannelEntry, CommandEntry, ConnectorEntry, FunctionEntry, GuardEntry, SuggesterEntry

PROJECT = "crossdock"
VERSION = "1.1"
"""Of this specification; see `hook_version`."""
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def connectors() -> Sequence[ConnectorEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Connectors to platforms."""


@hookspec
def functions() -> Sequence[FunctionEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Functions that mappings may call."""


@hookspec
def guards() -> Sequence[GuardEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Guards that flows may put between mapping and writing."""


@hookspec
def alert_channels() -> Sequence[AlertChannelEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Ways to tell somebody of an alert."""


@hookspec
def suggesters() -> Sequence[SuggesterEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Who suggests expressions for a target's fields, from examples."""


@hookspec
def commands() -> Sequence[CommandEntry]:  # type: ignore[empty-body]  # a hook specification has no body
    """Commands of the `crossdock` command line."""
