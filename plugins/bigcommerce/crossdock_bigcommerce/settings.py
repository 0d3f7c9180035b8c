"""What a connection to a BigCommerce store needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class BigCommerceSettings(Struct, frozen=True, kw_only=True):
    """One store, and one API account's way into it."""

    store_hash: Annotated[
        str,
        Meta(
            title="Store hash",
            description="What stands in the API path of the store's API account, between /stores/ and /v3.",
            pattern="^[a-z0-9]{1,32}$",
            examples=["exampletea"],
        ),
    ]
    access_token: Annotated[
        Secret,
        Meta(
            title="Access token",
            description="Of an API account with the scopes for orders, order transactions, products, inventory, locations "
            "and customers; modify where Crossdock writes, read-only elsewhere.",
        ),
    ]
    client_secret: Annotated[
        Secret | None,
        Meta(
            title="Client secret",
            description="Of the same API account; BigCommerce signs its webhooks with it.",
        ),
    ] = None
    base_url: Annotated[
        str,
        Meta(
            title="Address",
            description="Address of the API: one for all stores. Another one is a sandbox.",
            pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$",
        ),
    ] = "https://api.bigcommerce.com"
