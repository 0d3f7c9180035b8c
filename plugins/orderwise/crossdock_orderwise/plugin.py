"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="orderwise",
            title="OrderWise",
            summary="Orders, despatches, products, stock and customers of an OrderWise installation.",
            target="crossdock_orderwise.connector:OrderWise",
        )
    ]
