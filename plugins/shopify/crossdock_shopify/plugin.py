"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry


@hookimpl
def connectors() -> Sequence[ConnectorEntry]:
    return [
        ConnectorEntry(
            name="shopify",
            title="Shopify",
            summary="Orders, products, stock, customers, refunds, fulfilments and payouts of a Shopify shop.",
            target="crossdock_shopify.connector:Shopify",
        )
    ]
