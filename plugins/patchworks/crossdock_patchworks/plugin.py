"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import CommandEntry, ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="patchworks",
            title="Patchworks",
            summary="Process flows of Patchworks: started, followed, and taken from; its lookups and data pools.",
            target="crossdock_patchworks.connector:Patchworks",
        )
    ]


@hookimpl
def commands() -> Sequence[CommandEntry]:
    return [
        CommandEntry(
            name="patchworks",
            summary="Take over from Patchworks.",
            target="crossdock_patchworks.command:patchworks",
        )
    ]
