"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="deposco",
            title="Deposco",
            summary="Sales and customer orders, shipments, returns, items, facilities and stock of a Deposco environment.",
            target="crossdock_deposco.connector:Deposco",
        )
    ]
