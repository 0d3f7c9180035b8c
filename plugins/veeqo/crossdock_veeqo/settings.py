"""What a connection to a Veeqo account needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class VeeqoSettings(Struct, frozen=True, kw_only=True):
    """One user's way into one company. The key is the tenant: it belongs to that user."""

    api_key: Annotated[
        Secret,
        Meta(title="API key", description="The key of one user, made in Veeqo's settings; best a user of its own."),
    ]
    base_url: Annotated[
        str,
        Meta(
            title="Address",
            description="Address of the API. Veeqo has one for everybody and no test system; another one is a sandbox.",
            pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$",
        ),
    ] = "https://api.veeqo.com"
