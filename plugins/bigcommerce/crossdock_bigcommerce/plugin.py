"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="bigcommerce",
            title="BigCommerce",
            summary="Orders, shipments, refunds, products, stock, customers and locations of a BigCommerce store.",
            target="crossdock_bigcommerce.connector:BigCommerce",
        )
    ]
