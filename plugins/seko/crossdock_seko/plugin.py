"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="seko",
            title="SEKO",
            summary="Orders, products, stock, receipts and dispatches of SEKO Logistics' warehouses (iHub).",
            target="crossdock_seko.connector:Seko",
        )
    ]
