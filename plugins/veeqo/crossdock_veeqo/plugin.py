"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="veeqo",
            title="Veeqo",
            summary="Orders, allocations, shipments, products, stock and customers of a Veeqo account.",
            target="crossdock_veeqo.connector:Veeqo",
        )
    ]
