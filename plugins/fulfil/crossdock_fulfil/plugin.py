"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="fulfil",
            title="Fulfil",
            summary="Orders, shipments, returns, stock, products, customers and postings of a Fulfil account.",
            target="crossdock_fulfil.connector:Fulfil",
        )
    ]
