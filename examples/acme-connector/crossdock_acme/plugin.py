"""What this plugin brings: light, because it is imported whenever plugins are listed."""

from __future__ import annotations

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry

crossdock_hooks = "1.1"
"""The version of the hook specification that this is written for."""


@hookimpl
def connectors() -> list[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="acme",
            title="Acme",
            summary="Reads from Acme, writes to it, and takes in what it sends.",
            target="crossdock_acme.connector:Acme",
        )
    ]
