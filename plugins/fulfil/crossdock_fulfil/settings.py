"""What a connection to a Fulfil account needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class FulfilSettings(Struct, frozen=True, kw_only=True):
    """One merchant's account, and one user's way into it."""

    address: Annotated[
        str,
        Meta(
            title="Address",
            description="The merchant's own address at Fulfil, without a path; another one is a sandbox.",
            pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$",
            examples=["https://example-tea.fulfil.io"],
        ),
    ]
    token: Annotated[
        Secret,
        Meta(title="Access token", description="A personal access token, best of a user that only Crossdock uses."),
    ]
    webhook_secret: Annotated[
        Secret | None,
        Meta(
            title="Webhook secret",
            description="What Fulfil signs its webhooks with, in base64 as Fulfil shows it; without it none is believed.",
        ),
    ] = None
