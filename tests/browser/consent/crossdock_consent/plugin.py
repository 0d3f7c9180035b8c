"""What this plugin brings."""

from __future__ import annotations

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry

crossdock_hooks = "1.0"


@hookimpl
def connectors() -> list[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="consent",
            title="Consent",
            summary="Orders of a shop whose owner says yes in a browser.",
            target="crossdock_consent.connector:Consent",
        )
    ]
