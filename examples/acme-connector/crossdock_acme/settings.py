"""What a connection to Acme is set up with; the studio's form is made of it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class AcmeSettings(Struct, frozen=True, kw_only=True):
    """One site of Acme's."""

    address: Annotated[
        str,
        Meta(
            title="Address",
            description="The site's own address, as Acme told it when the account was opened.",
            pattern="^https?://[^/]+$",
            examples=["https://north.acme.example"],
        ),
    ]
    token: Annotated[Secret, Meta(title="Token", description="The site's key to Acme's API, of Settings, API.")]
    hook_key: Annotated[
        Secret | None,
        Meta(title="Hook key", description="What Acme signs its webhooks with; without it none is believed."),
    ] = None
