"""What a connection to a shop needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class ShopifySettings(Struct, frozen=True, kw_only=True):
    """A shop and a custom app's way into it."""

    shop: Annotated[
        str,
        Meta(
            title="Shop",
            description="The shop's own name: what stands before .myshopify.com.",
            pattern="^[a-z0-9][a-z0-9-]{0,62}$",
            examples=["example-tea"],
        ),
    ]
    access_token: Annotated[
        Secret,
        Meta(
            title="Access token",
            description="Admin API access token of a custom app with the scopes read_orders, read_products, "
            "read_inventory, read_locations and read_customers, for payouts read_shopify_payments_payouts; to tell it stock also "
            "write_inventory, products and prices write_products; to tell it what was "
            "shipped also "
            "read_merchant_managed_fulfillment_orders and write_merchant_managed_fulfillment_orders, and to refund what "
            "was not shipped write_orders.",
        ),
    ]
    webhook_secret: Annotated[
        Secret | None,
        Meta(title="Webhook secret", description="The app's API secret key, with which Shopify signs its webhooks."),
    ] = None
    api_version: Annotated[
        str,
        Meta(
            title="API version",
            description="Quarterly version of the Admin API to speak.",
            pattern="^20[0-9]{2}-(01|04|07|10)$",
        ),
    ] = "2026-04"
    address: Annotated[
        Annotated[str, Meta(pattern=r"^https?://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?$")] | None,
        Meta(
            title="Address",
            description="Address of a sandbox on this machine; left out, it is the shop's own, made of its name. "
            "The access token is sent nowhere else.",
            examples=["http://127.0.0.1:9302"],
        ),
    ] = None
